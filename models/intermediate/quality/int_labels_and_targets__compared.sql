with

age_labels as (

    select * from {{ ref('stg_twitter__age_labels') }}

),

prediction_targets as (

    select * from {{ ref('stg_twitter__prediction_targets') }}

),

ages_train as (

    select * from {{ ref('base_twitter__ages_train') }}

),

profiles as (

    select * from {{ ref('stg_twitter__profiles') }}

),

tweets as (

    select * from {{ ref('stg_twitter__tweets') }}

),

tweeting_users as (

    select distinct user_id from tweets

),

stated_ages as (

    select
        user_id,
        count(distinct stated_age_years) as stated_age_count

    from ages_train
    where rejection_reason is null
    group by user_id

),

users_asked as (

    select
        user_id,
        count(*) as target_line_count

    from prediction_targets
    group by user_id

),

final as (

    select
        coalesce(age_labels.user_id, users_asked.user_id) as user_id,
        age_labels.user_id is not null as is_labelled,
        users_asked.user_id is not null as is_target,
        coalesce(users_asked.target_line_count, 0) as target_line_count,
        coalesce(stated_ages.stated_age_count, 0) as stated_age_count,
        profiles.user_id is not null as has_profile,
        tweeting_users.user_id is not null as has_tweets

    from age_labels
    full outer join users_asked
        on age_labels.user_id = users_asked.user_id
    left outer join stated_ages
        on age_labels.user_id = stated_ages.user_id
    left outer join profiles
        on coalesce(age_labels.user_id, users_asked.user_id) = profiles.user_id
    left outer join tweeting_users
        on coalesce(age_labels.user_id, users_asked.user_id) = tweeting_users.user_id

)

select * from final
