with

users as (

    select * from {{ ref('int_users__evidence_levels') }}

),

labelled_users as (

    select * from {{ ref('int_users__labelled') }}

),

prediction_targets as (

    select * from {{ ref('stg_twitter__prediction_targets') }}

),

targets as (

    select distinct user_id
    from prediction_targets

),

roles_given as (

    select
        users.user_id,
        users.evidence_level,
        -- A target is never used for training, even when the training file has its age.
        case
            when targets.user_id is not null then 'target'
            when labelled_users.user_id is not null then 'labelled'
            else 'other'
        end as role

    from users
    left outer join targets on users.user_id = targets.user_id
    left outer join labelled_users on users.user_id = labelled_users.user_id

),

final as (

    select
        -- ids
        user_id,

        -- strings
        role,
        evidence_level,

        -- numerics
        case
            when role = 'labelled' then {{ md5_bucket('user_id', var('split_fold_count')) }}
        end as fold

    from roles_given

)

select * from final
