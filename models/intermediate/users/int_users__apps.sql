with

tweets as (

    select * from {{ ref('int_tweets__enriched') }}

),

source_apps as (

    select * from {{ ref('int_source_apps__grouped') }}

),

tweets_counted as (

    select
        user_id,
        source_app,
        count(*) as tweet_count

    from tweets
    where source_app is not null
    group by user_id, source_app

),

counts_joined_to_groups as (

    select
        tweets_counted.*,
        source_apps.app_group

    from tweets_counted
    inner join source_apps on tweets_counted.source_app = source_apps.source_app

),

final as (

    select
        -- ids
        user_id,

        -- numerics
        {{ app_share('iphone') }} as iphone_share,
        {{ app_share('android') }} as android_share,
        {{ app_share('other_phone') }} as other_phone_share,
        {{ app_share('tablet') }} as tablet_share,
        {{ app_share('web') }} as web_share,
        {{ app_share('instagram') }} as instagram_share,
        {{ app_share('crosspost') }} as crosspost_share,
        {{ app_share('automatic') }} as automatic_share,
        {{ app_share('other') }} as other_app_share,
        {{ same_kind_share('tweet_count') }} as same_app_share

    from counts_joined_to_groups
    group by user_id

)

select * from final
