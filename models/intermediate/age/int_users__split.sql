with

evidenced_users as (

    select * from {{ ref('int_users__evidence_levels') }}

),

labelled_users as (

    select * from {{ ref('int_users__labelled') }}

),

prediction_targets as (

    select * from {{ ref('stg_twitter__prediction_targets') }}

),

users_united as (

    select user_id from evidenced_users
    union
    select user_id from labelled_users
    union
    select user_id from prediction_targets

),

targets as (

    select distinct user_id
    from prediction_targets

),

users_described as (

    select
        users_united.user_id,
        targets.user_id is not null as is_target,
        labelled_users.user_id is not null as is_labelled,
        coalesce(evidenced_users.has_profile, false) as has_profile,
        coalesce(evidenced_users.has_tweets, false) as has_tweets,
        coalesce(evidenced_users.has_network, false) as has_network

    from users_united
    left outer join evidenced_users
        on users_united.user_id = evidenced_users.user_id
    left outer join labelled_users
        on users_united.user_id = labelled_users.user_id
    left outer join targets
        on users_united.user_id = targets.user_id

),

roles_given as (

    select
        *,
        -- A target is never used for training, even when the training file has its age.
        case
            when is_target then 'target'
            when is_labelled then 'labelled'
            else 'other'
        end as role

    from users_described

),

final as (

    select
        -- ids
        user_id,

        -- strings
        role,
        case
            when has_profile and has_tweets then 'full'
            when has_profile then 'profile_only'
            when has_tweets then 'tweets_only'
            when has_network then 'network_only'
            else 'none'
        end as evidence_level,

        -- numerics
        case
            when role = 'labelled' then {{ md5_bucket('user_id', var('split_fold_count')) }}
        end as fold

    from roles_given

)

select * from final
