with

group_terms as (

    select * from {{ ref('int_language_group_terms__halved') }}

),

vocabulary as (

    select * from {{ ref('int_language_vocabulary') }}

),

kind_totals as (

    select * from {{ ref('int_language_term_kinds__totalled') }}

),

-- Halves of one group speak alike: what sets one apart from the other is chance.
halves_compared as (

    select
        group_terms.group_number,
        coalesce(vocabulary.token_kind, 'pair') as term_kind,
        {{ largest_noise_score() }} as largest_score

    from group_terms
    left outer join vocabulary on group_terms.term_id = vocabulary.token_id
    inner join kind_totals
        on
            group_terms.group_number = kind_totals.group_number
            and coalesce(vocabulary.token_kind, 'pair') = kind_totals.term_kind

),

final as (

    select
        -- ids
        group_number,

        -- strings
        term_kind,

        -- numerics
        max(largest_score) as noise_floor,
        count(*) as term_count

    from halves_compared
    group by group_number, term_kind

)

select * from final
