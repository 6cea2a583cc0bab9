with

kind_totals as (

    select * from {{ ref('int_language_term_kinds__totalled') }}

),

kind_noise as (

    select * from {{ ref('int_language_term_kinds__noise') }}

),

final as (

    select
        -- ids
        kind_totals.group_number,

        -- strings
        kind_totals.term_kind,

        -- numerics
        kind_totals.user_use_count,
        kind_totals.other_user_use_count,
        kind_noise.noise_floor

    from kind_totals
    left outer join kind_noise
        on
            kind_totals.group_number = kind_noise.group_number
            and kind_totals.term_kind = kind_noise.term_kind

)

select * from final
