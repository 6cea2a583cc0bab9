with

bands as (

    select * from {{ ref('int_behaviour__bands_averaged') }}

),

errors as (

    select * from {{ ref('int_behaviour__errors_estimated') }}

),

trends as (

    select * from {{ ref('fct_behaviour_trends') }}

),

bands_joined_to_errors as (

    select
        bands.*,
        errors.mean_error as bootstrap_mean_error,
        errors.difference_error as bootstrap_difference_error,
        {{ could_differ('trends.rarer_user_count', 'trends.user_count') }} as could_differ,
        least(bands.user_count, bands.other_user_count) as smaller_user_count

    from bands
    inner join errors
        on
            bands.age_band_id = errors.age_band_id
            and bands.measure = errors.measure
    left outer join trends on bands.measure = trends.measure

),

-- Where hardly anybody in a small band differs, the bootstrap alone gives false positives: ten per
-- table with permuted ages of synthetic users, after Benjamini-Hochberg. So no error is below that
-- of as many users with the standard deviation of all users: then 2 in 115 tables.
errors_bounded as (

    select
        *,
        least(user_count, {{ var('behaviour_replicates') }}) - 1 as mean_degrees,
        least(smaller_user_count, {{ var('behaviour_replicates') }}) - 1 as difference_degrees,
        mean_value - other_mean_value as difference,
        greatest(
            {{ without_bias('bootstrap_mean_error', 'user_count') }},
            sd_value / sqrt(user_count)
        ) as mean_error,
        case
            when other_user_count > 0 and sd_value > 0
                then greatest(
                    {{ without_bias('bootstrap_difference_error', 'smaller_user_count') }},
                    sd_value * sqrt(1.0 / user_count + 1.0 / other_user_count)
                )
        end as difference_error

    from bands_joined_to_errors

),

margins_added as (

    select
        *,
        difference_error * plumage_t_limit(difference_degrees) as difference_margin

    from errors_bounded

),

final as (

    select
        -- ids
        age_band_id,
        measure,

        -- numerics
        mean_error,
        mean_error * plumage_t_limit(mean_degrees) as mean_margin,
        difference,
        difference_error,
        difference_margin,
        difference_degrees,
        difference / nullif(sd_value, 0) as standardised_difference,
        difference_margin / nullif(sd_value, 0) as standardised_margin,

        -- booleans
        could_differ
        and (abs(difference) + difference_margin) / nullif(sd_value, 0)
        < {{ var('behaviour_alike_difference') }} as is_alike

    from margins_added

)

select * from final
