with

comparisons as (

    select * from {{ ref('fct_behaviour_comparisons') }}

),

tests as (

    select
        age_band_id,
        measure,
        {{ two_sided_p('normal_value') }} as p_value

    from comparisons
    where normal_value is not null

),

tests_ranked as (

    select
        *,
        count(*) over () as test_count,
        row_number() over (order by p_value asc, measure asc, age_band_id asc) as p_rank

    from tests

),

-- Benjamini and Hochberg (1995, "Controlling the false discovery rate"): of all tests with a
-- q-value up to this one, at most so large a share is expected to be chance.
final as (

    select
        -- ids
        age_band_id,
        measure,

        -- numerics
        p_value,
        least(
            1,
            min(p_value * test_count / p_rank) over (
                order by p_rank desc
                rows between unbounded preceding and current row
            )
        ) as q_value

    from tests_ranked

)

select * from final
