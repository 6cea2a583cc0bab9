with

groups_counted as (

    select * from {{ ref('int_language_groups__counted') }}

),

group_terms as (

    select * from {{ ref('int_language_group_terms__weighted') }}

),

group_tokens as (

    select * from {{ ref('int_language_group_tokens') }}

),

terms_summed as (

    select
        group_id,
        {{ exact_sum('power(idf * term_weight, 2)', wide=true) }} as idf2_sum,
        {{ exact_sum('idf * power(term_weight, 2)', wide=true) }} as idf1_sum,
        {{ exact_sum('power(term_weight, 2)', wide=true) }} as idf0_sum

    from group_terms
    group by group_id

),

tokens_counted as (

    select
        group_id,
        count(*) as type_count

    from group_tokens
    group by group_id

),

final as (

    select
        -- ids
        groups_counted.group_id,

        -- numerics
        groups_counted.user_count,
        groups_counted.tweet_count,
        tokens_counted.type_count,
        terms_summed.idf2_sum,
        terms_summed.idf1_sum,
        terms_summed.idf0_sum

    from groups_counted
    inner join terms_summed on groups_counted.group_id = terms_summed.group_id
    inner join tokens_counted on groups_counted.group_id = tokens_counted.group_id

)

select * from final
