with

tweets as (

    select * from {{ ref('int_language_tweets__tokens_listed') }}
    where link_count > 0 and source_app is not null

),

tokens as (

    select * from {{ ref('int_language_tokens__numbered') }}

),

-- First three and last two tokens of tweets with a link.
ends_read as (

    select
        tweets.tweet_id,
        tweets.user_id,
        tweets.source_app,
        string_agg(cast(tokens.token_id as varchar), ' ' order by tokens.token_position) filter (
            where tokens.token_position <= 3
        ) as opening,
        string_agg(cast(tokens.token_id as varchar), ' ' order by tokens.token_position) filter (
            where tokens.token_position >= tweets.last_position - 1
        ) as closing

    from tweets
    inner join tokens on tweets.tweet_id = tokens.tweet_id
    group by tweets.tweet_id, tweets.user_id, tweets.source_app

),

frames_listed as (

    select
        tweet_id,
        user_id,
        source_app,
        unnest([
            concat_ws(' ', source_app, 'begins', opening),
            concat_ws(' ', source_app, 'ends', closing)
        ]) as frame_id

    from ends_read

),

frames_counted as (

    select
        frame_id,
        count(distinct user_id) as user_count

    from frames_listed
    group by frame_id

),

apps_counted as (

    select
        source_app,
        count(distinct user_id) as user_count

    from ends_read
    group by source_app

),

-- An app's template frames variable text: "... for libra http", "three followers ... http".
frames_chosen as (

    select
        frames_listed.tweet_id,
        frames_listed.source_app,
        frames_listed.frame_id,
        -- with many users, any ending is shared by a few: a frame also needs a share of users
        frames_counted.user_count >= greatest(
            {{ var('language_copy_min_users') }},
            {{ var('language_frame_min_user_share') }} * apps_counted.user_count
        ) as is_framed

    from frames_listed
    inner join frames_counted on frames_listed.frame_id = frames_counted.frame_id
    inner join apps_counted on frames_listed.source_app = apps_counted.source_app
    qualify row_number() over (
        partition by frames_listed.tweet_id
        order by frames_counted.user_count desc, frames_listed.frame_id asc
    ) = 1

),

-- People also share openings ("happy birthday to ..."): a frame is a template only in an app that
-- frames at least half of its tweets.
template_apps as (

    select source_app
    from frames_chosen
    group by source_app
    having avg(cast(is_framed as integer)) >= 0.5

),

final as (

    select
        -- ids
        frames_chosen.tweet_id,
        frames_chosen.frame_id

    from frames_chosen
    inner join template_apps on frames_chosen.source_app = template_apps.source_app
    where frames_chosen.is_framed

)

select * from final
