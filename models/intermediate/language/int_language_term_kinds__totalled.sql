with

group_terms as (

    select * from {{ ref('int_language_group_terms__counted') }}

),

named_terms as (

    select * from {{ ref('int_language_terms__named') }}

),

final as (

    select
        -- ids
        group_terms.group_id,

        -- strings
        named_terms.term_kind,

        -- numerics: uses, each a user and a term
        cast(sum(group_terms.user_count) as bigint) as user_use_count,
        cast(sum(group_terms.other_user_count) as bigint) as other_user_use_count,
        {{ noise_half_totals() }}

    from group_terms
    inner join named_terms on group_terms.term_id = named_terms.term_id
    group by group_terms.group_id, named_terms.term_kind

)

select * from final
