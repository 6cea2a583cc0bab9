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

hours_joined_to_bands as (

    select
        user_hours.*,
        labelled_users.age_band_id

    from user_hours
    inner join labelled_users on user_hours.user_id = labelled_users.user_id

),

bands_counted as (

    select
        age_band_id,
        count(distinct user_id) as band_user_count

    from hours_joined_to_bands
    group by age_band_id

),

hours_counted as (

    select
        age_band_id,
        local_weekday,
        local_hour,
        count(*) as hour_user_count,
        sum(cast(tweet_share as decimal(18, 9))) as share_total

    from hours_joined_to_bands
    group by age_band_id, local_weekday, local_hour

),

-- All hours of a week, so that an hour without tweets is a 0 in the picture, not a gap.
weeks_laid_out as (

    select
        age_bands.age_band_id,
        age_bands.age_band,
        cast(weekdays.weekday as integer) as local_weekday,
        cast(hours.hour_of_day as integer) as local_hour,
        coalesce(bands_counted.band_user_count, 0) as band_user_count,
        coalesce(bands_counted.band_user_count, 0) >= {{ var('min_group_users') }} as is_shown

    from age_bands
    cross join range(1, 8) as weekdays (weekday)
    cross join range(0, 24) as hours (hour_of_day)
    left outer join bands_counted on age_bands.age_band_id = bands_counted.age_band_id

),

final as (

    select
        -- ids
        weeks_laid_out.age_band_id,
        weeks_laid_out.local_weekday,
        weeks_laid_out.local_hour,

        -- strings
        weeks_laid_out.age_band,

        -- numerics
        case when weeks_laid_out.is_shown then weeks_laid_out.band_user_count end as user_count,
        case when weeks_laid_out.is_shown then coalesce(hours_counted.hour_user_count, 0) end
            as hour_user_count,
        -- Users have equal weight: frequent posters do not dominate the band.
        cast(coalesce(hours_counted.share_total, 0) as double)
        / case when weeks_laid_out.is_shown then weeks_laid_out.band_user_count end
            as tweet_share,

        -- booleans
        weeks_laid_out.is_shown
        and weeks_laid_out.band_user_count <= {{ var('small_group_users') }} as is_small,
        not weeks_laid_out.is_shown as is_suppressed

    from weeks_laid_out
    left outer join hours_counted
        on
            weeks_laid_out.age_band_id = hours_counted.age_band_id
            and weeks_laid_out.local_weekday = hours_counted.local_weekday
            and weeks_laid_out.local_hour = hours_counted.local_hour

)

select * from final
