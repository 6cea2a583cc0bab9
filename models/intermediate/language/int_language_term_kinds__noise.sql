with

group_terms as (

    select * from {{ ref('int_language_group_terms__counted') }}

),

named_terms as (

    select * from {{ ref('int_language_terms__named') }}

),

kind_totals as (

    select * from {{ ref('int_language_term_kinds__totalled') }}

),

-- Halves of one group speak alike: what sets one apart from the other is chance.
halves_compared as (

    select
        group_terms.group_id,
        named_terms.term_kind,
        {{ largest_noise_score() }} as largest_score

    from group_terms
    inner join named_terms on group_terms.term_id = named_terms.term_id
    inner join kind_totals
        on
            group_terms.group_id = kind_totals.group_id
            and named_terms.term_kind = kind_totals.term_kind
    where group_terms.user_count >= {{ var('language_min_term_users') }}

),

final as (

    select
        -- ids
        group_id,

        -- strings
        term_kind,

        -- numerics
        max(largest_score) as noise_floor,
        count(*) as term_count

    from halves_compared
    group by group_id, term_kind

)

select * from final
