with

profiles as (

    select * from {{ ref('stg_twitter__profiles') }}

),

tweets as (

    select * from {{ ref('stg_twitter__tweets') }}

),

friends as (

    select * from {{ ref('stg_twitter__friends') }}

),

mentions as (

    select * from {{ ref('stg_twitter__mentions') }}

),

labelled_users as (

    select * from {{ ref('int_users__labelled') }}

),

prediction_targets as (

    select * from {{ ref('stg_twitter__prediction_targets') }}

),

-- Labels and prediction targets add users, but are no evidence.
users_united as (

    select
        user_id,
        'profile' as evidence
    from profiles
    union all
    select distinct
        user_id,
        'tweets' as evidence
    from tweets
    union all
    select distinct
        user_id,
        'network' as evidence
    from friends
    union all
    select distinct
        user_id,
        'network' as evidence
    from mentions
    union all
    select
        user_id,
        'none' as evidence
    from labelled_users
    union all
    select distinct
        user_id,
        'none' as evidence
    from prediction_targets

),

users_aggregated as (

    select
        user_id,
        bool_or(evidence = 'profile') as has_profile,
        bool_or(evidence = 'tweets') as has_tweets,
        bool_or(evidence = 'network') as has_network

    from users_united
    where user_id is not null
    group by user_id

),

final as (

    select
        -- ids
        user_id,

        -- strings
        case
            when has_profile and has_tweets then 'full'
            when has_profile then 'profile_only'
            when has_tweets then 'tweets_only'
            when has_network then 'network_only'
            else 'none'
        end as evidence_level

    from users_aggregated

)

select * from final
