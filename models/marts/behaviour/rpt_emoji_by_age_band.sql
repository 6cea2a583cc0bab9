with

age_bands as (

    select * from {{ ref('ref_age_bands') }}

),

labelled_users as (

    select * from {{ ref('dim_age_users') }}
    where role = 'labelled'

),

features as (

    select * from {{ ref('feat_users') }}

),

emoji_by_band as (

    select
        *,
        sum(case when is_suppressed then 1 else 0 end) over (partition by age_band_id)
            as left_out_emoji_count

    from {{ ref('fct_emoji_by_age_band') }}

),

emoji_counted as (

    select * from emoji_by_band
    where not is_suppressed

),

-- The denominator is users with own words: they could have used any emoji.
writers as (

    select
        labelled_users.user_id,
        labelled_users.age_band_id

    from labelled_users
    inner join features on labelled_users.user_id = features.user_id
    where features.emoji_tweet_share is not null

),

bands_counted as (

    select
        age_band_id,
        count(*) as band_user_count,
        sum(count(*)) over () - count(*) as other_band_user_count

    from writers
    group by age_band_id

),

final as (

    select
        -- ids
        emoji_counted.age_band_id,
        emoji_counted.emoji,

        -- strings
        age_bands.age_band,
        emoji_counted.emoji_group,

        -- numerics
        cast(
            row_number() over (
                partition by emoji_counted.age_band_id
                order by emoji_counted.user_count desc, emoji_counted.emoji asc
            ) as integer
        ) as report_rank,
        emoji_counted.user_count,
        bands_counted.band_user_count,
        round(emoji_counted.user_count / cast(bands_counted.band_user_count as double), 9)
            as user_share,
        {{ wilson_limit('emoji_counted.user_count', 'bands_counted.band_user_count', '-') }}
            as user_share_low,
        {{ wilson_limit('emoji_counted.user_count', 'bands_counted.band_user_count', '+') }}
            as user_share_high,
        case
            when bands_counted.other_band_user_count >= {{ var('min_group_users') }}
                then round(
                    cast(emoji_counted.other_user_count as double)
                    / bands_counted.other_band_user_count,
                    9
                )
        end as other_user_share,
        cast(emoji_counted.left_out_emoji_count as bigint) as left_out_emoji_count

    from emoji_counted
    inner join bands_counted on emoji_counted.age_band_id = bands_counted.age_band_id
    inner join age_bands on emoji_counted.age_band_id = age_bands.age_band_id

)

select * from final
