with

age_bands as (

    select * from {{ ref('ref_age_bands') }}

),

labelled_users as (

    select * from {{ ref('dim_age_users') }}
    where role = 'labelled'

),

user_hours as (

    select * from {{ ref('int_user_hours__counted') }}

),

days_summed as (

    select
        user_hours.user_id,
        labelled_users.age_band_id,
        user_hours.local_hour,
        cast(sum(cast(user_hours.tweet_share as decimal(18, 9))) as double) as hour_share

    from user_hours
    inner join labelled_users on user_hours.user_id = labelled_users.user_id
    group by user_hours.user_id, labelled_users.age_band_id, user_hours.local_hour

),

bands_counted as (

    select
        age_band_id,
        count(distinct user_id) as user_count

    from days_summed
    group by age_band_id

),

-- Users without a tweet in the hour count as 0.
hours_summed as (

    select
        age_band_id,
        local_hour,
        sum(cast(hour_share as decimal(18, 9))) as share_total,
        sum(cast(hour_share * hour_share as decimal(18, 12))) as square_total

    from days_summed
    group by age_band_id, local_hour

),

-- All hours of a day, so that an hour without tweets is a 0.
moments as (

    select
        age_bands.age_band_id,
        age_bands.age_band,
        cast(hours.hour_of_day as integer) as local_hour,
        bands_counted.user_count,
        coalesce(bands_counted.user_count, 0) >= {{ var('min_group_users') }} as is_shown,
        coalesce(cast(hours_summed.share_total as double), 0) / bands_counted.user_count
            as mean_share,
        coalesce(cast(hours_summed.square_total as double), 0) / bands_counted.user_count
            as mean_square

    from age_bands
    cross join range(0, 24) as hours (hour_of_day)
    left outer join bands_counted on age_bands.age_band_id = bands_counted.age_band_id
    left outer join hours_summed
        on
            age_bands.age_band_id = hours_summed.age_band_id
            and hours.hour_of_day = hours_summed.local_hour

),

intervals as (

    select
        *,
        1.96 * sqrt(greatest(mean_square - mean_share * mean_share, 0) / nullif(user_count - 1, 0))
            as half_width

    from moments

),

final as (

    select
        -- ids
        age_band_id,
        local_hour,

        -- strings
        age_band,

        -- numerics
        case when is_shown then user_count end as user_count,
        case when is_shown then mean_share end as tweet_share,
        case when is_shown then greatest(mean_share - half_width, 0) end as tweet_share_low,
        case when is_shown then least(mean_share + half_width, 1) end as tweet_share_high,

        -- booleans
        is_shown and user_count <= {{ var('small_group_users') }} as is_small,
        not is_shown as is_suppressed

    from intervals

)

select * from final
