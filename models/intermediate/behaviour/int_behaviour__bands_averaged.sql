with

user_behaviour as (

    select * from {{ ref('int_users__behaviour_measured') }}

),

bands_counted as (

    select
        age_band_id,
        measure,
        count(winsorised_value) as user_count,
        count(*) - count(winsorised_value) as missing_user_count,
        count(winsorised_value) >= {{ var('min_group_users') }} as is_shown,
        -- Decimals add up to the same number in any order.
        coalesce(sum(cast(winsorised_value as decimal(28, 12))), 0) as value_total

    from user_behaviour
    group by age_band_id, measure

),

-- Users of bands that are not shown do not count as others: that would reveal their mean.
measures_totalled as (

    select
        measure,
        sum(user_count) as user_count,
        sum(value_total) as value_total

    from bands_counted
    where is_shown
    group by measure

),

measures_spread as (

    select
        user_behaviour.measure,
        {{ sd_in_order('user_behaviour.winsorised_value', 'user_behaviour.user_id') }} as sd_value

    from user_behaviour
    inner join bands_counted
        on
            user_behaviour.age_band_id = bands_counted.age_band_id
            and user_behaviour.measure = bands_counted.measure
    where bands_counted.is_shown and user_behaviour.winsorised_value is not null
    group by user_behaviour.measure

),

bands_compared as (

    select
        bands_counted.*,
        measures_spread.sd_value,
        measures_totalled.user_count - bands_counted.user_count as other_user_count,
        measures_totalled.value_total - bands_counted.value_total as other_value_total

    from bands_counted
    left outer join measures_totalled on bands_counted.measure = measures_totalled.measure
    left outer join measures_spread on bands_counted.measure = measures_spread.measure

),

final as (

    select
        -- ids
        age_band_id,
        measure,

        -- numerics
        user_count,
        missing_user_count,
        case when is_shown then round(cast(value_total as double) / user_count, 9) end
            as mean_value,
        case when is_shown then cast(other_user_count as bigint) end as other_user_count,
        case
            when is_shown
                then round(cast(other_value_total as double) / nullif(other_user_count, 0), 9)
        end as other_mean_value,
        case when is_shown then sd_value end as sd_value,

        -- booleans
        is_shown

    from bands_compared

)

select * from final
