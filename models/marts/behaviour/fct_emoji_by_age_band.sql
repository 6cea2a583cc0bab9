with

labelled_users as (

    select * from {{ ref('dim_age_users') }}
    where role = 'labelled'

),

features as (

    select * from {{ ref('feat_users') }}

),

user_emoji as (

    select * from {{ ref('int_user_emoji__counted') }}

),

final as (

    select
        -- ids
        labelled_users.age_band_id,
        user_emoji.emoji,

        -- strings
        user_emoji.emoji_group,

        -- numerics
        count(*) as user_count,
        cast(sum(count(*)) over (partition by user_emoji.emoji) - count(*) as bigint)
            as other_user_count,

        -- An emoji of few users is not a habit of the band, and could identify one of them.
        count(*) < {{ var('min_group_users') }} as is_suppressed

    from user_emoji
    inner join labelled_users on user_emoji.user_id = labelled_users.user_id
    inner join features on user_emoji.user_id = features.user_id
    where features.emoji_tweet_share is not null
    group by labelled_users.age_band_id, user_emoji.emoji, user_emoji.emoji_group

)

select * from final
