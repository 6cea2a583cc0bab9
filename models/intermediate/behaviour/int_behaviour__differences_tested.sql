with

comparisons as (

    select * from {{ ref('int_behaviour__bands_compared') }}

),

tests as (

    select
        age_band_id,
        measure,
        plumage_two_sided_p(difference / difference_error, difference_degrees) as p_value

    from comparisons
    where difference_error > 0 and difference_degrees > 0

),

tests_ranked as (

    select
        *,
        count(*) over () as test_count,
        row_number() over (order by p_value asc, measure asc, age_band_id asc) as p_rank

    from tests

),

final as (

    select
        -- ids
        age_band_id,
        measure,

        -- numerics
        p_value,
        {{ benjamini_hochberg('p_value', 'p_rank', 'test_count') }} as q_value

    from tests_ranked

)

select * from final
