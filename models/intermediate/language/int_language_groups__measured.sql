with

groups_counted as (

    select * from {{ ref('int_language_groups__counted') }}

),

group_terms as (

    select * from {{ ref('int_language_group_terms__weighted') }}

),

group_tokens as (

    select * from {{ ref('int_language_group_terms') }}
    where {{ term_context('term_id') }} = 0 and user_count > 0

),

terms_summed as (

    select
        group_number,
        {{ exact_sum(squared('idf * term_weight'), wide=true) }} as idf2_sum,
        {{ exact_sum('idf * ' ~ squared('term_weight'), wide=true) }} as idf1_sum,
        {{ exact_sum(squared('term_weight'), wide=true) }} as idf0_sum

    from group_terms
    group by group_number

),

tokens_counted as (

    select
        group_number,
        count(*) as type_count

    from group_tokens
    group by group_number

),

final as (

    select
        -- ids
        groups_counted.group_number,

        -- numerics
        groups_counted.user_count,
        groups_counted.tweet_count,
        tokens_counted.type_count,
        terms_summed.idf2_sum,
        terms_summed.idf1_sum,
        terms_summed.idf0_sum

    from groups_counted
    inner join terms_summed on groups_counted.group_number = terms_summed.group_number
    inner join tokens_counted on groups_counted.group_number = tokens_counted.group_number

)

select * from final
