with

users as (

    select * from {{ ref('int_users__split') }}

),

age_labels as (

    select * from {{ ref('int_age_labels__banded') }}

),

-- Only fct_held_out_labels has ages of targets, even when the training file has them.
trainable_labels as (

    select age_labels.*
    from age_labels
    inner join users on age_labels.user_id = users.user_id
    where users.role = 'labelled'

),

final as (

    select
        -- ids
        users.user_id,

        -- strings
        users.role,
        users.evidence_level,

        -- numerics
        trainable_labels.age_years,
        trainable_labels.age_band_id,
        trainable_labels.age_band,
        users.fold

    from users
    left outer join trainable_labels on users.user_id = trainable_labels.user_id

)

select * from final
