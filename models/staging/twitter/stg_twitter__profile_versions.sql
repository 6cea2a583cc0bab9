with

age_profiles as (

    select * from {{ ref('base_twitter__age_profiles') }}

),

age_tweets as (

    select * from {{ ref('base_twitter__age_tweets') }}

),

plausibility_rules as (

    select * from {{ ref('ref_plausibility_rules') }}

),

versions as (

    select
        user_id,
        'profile' as profile_source,
        file_path,
        record_number,
        record_hash,
        {{ time_from_text('account.status.created_at') }} as status_at,
        {{ count_from_text('account.statuses_count') }} as status_count

    from age_profiles
    where rejection_reason is null
    union all
    select
        user_id,
        'tweet_user' as profile_source,
        file_path,
        record_number,
        record_hash,
        {{ time_from_text('tweet.created_at') }} as status_at,
        {{ count_from_text('tweet.user.statuses_count') }} as status_count

    from age_tweets
    where has_account and account_rejection_reason is null

),

versions_dated as (

    select
        *,
        -- An impossible time must not make a record the newest one.
        case
            when len({{ broken_rules({}, tweet_time_rules('status_at')) }}) = 0 then status_at
        end as plausible_status_at

    from versions

),

final as (

    select
        user_id,
        profile_source,
        file_path,
        record_number,
        -- The content of a record decides which version wins, never its time of arrival.
        row_number() over (
            partition by user_id
            order by
                profile_source asc,
                plausible_status_at desc nulls last,
                status_count desc nulls last,
                file_path desc,
                record_hash desc,
                record_number asc
        ) as version_rank

    from versions_dated

)

select * from final
