with

profile_versions as (

    select * from {{ ref('stg_twitter__profile_versions') }}

),

age_profiles as (

    select * from {{ ref('base_twitter__age_profiles') }}

),

age_tweets as (

    select * from {{ ref('base_twitter__age_tweets') }}

),

plausibility_rules as (

    select * from {{ ref('ref_plausibility_rules') }}

),

winners as (

    select * from profile_versions
    where version_rank = 1

),

profiles_typed as (

    select
        winners.*,
        {{ account_columns('age_profiles.account') }},
        {{ id_from_text('age_profiles.account.status.id') }} as latest_status_id,
        {{ time_from_text('age_profiles.account.status.created_at') }} as latest_status_at

    from winners
    inner join age_profiles
        on
            winners.file_path = age_profiles.file_path
            and winners.record_number = age_profiles.record_number
    union all by name
    select
        winners.*,
        {{ account_columns('age_tweets.tweet.user') }},
        age_tweets.tweet_id as latest_status_id,
        {{ time_from_text('age_tweets.tweet.created_at') }} as latest_status_at

    from winners
    inner join age_tweets
        on
            winners.file_path = age_tweets.file_path
            and winners.record_number = age_tweets.record_number

),

profiles_checked as (

    select
        *,
        {{ account_broken_rules() }} as broken_rules,
        len({{ broken_rules({}, tweet_time_rules('latest_status_at')) }}) = 0
            as has_plausible_status_time

    from profiles_typed

),

final as (

    select
        -- ids
        user_id,
        latest_status_id,

        {{ account_columns_checked() }},
        case when has_plausible_status_time then latest_status_at end as latest_status_at,

        -- origin
        profile_source,
        profile_source = 'tweet_user' as is_recovered_from_tweet,
        file_path,
        record_number

    from profiles_checked

)

select * from final
