with

users as (

    select * from {{ ref('int_users__split') }}

),

age_labels as (

    select * from {{ ref('int_age_labels__banded') }}

),

-- Nothing of a target's age leaves fct_held_out_labels, even when the training file tells it.
final as (

    select
        -- ids
        users.user_id,

        -- strings
        users.role,
        users.evidence_level,

        -- numerics
        age_labels.age_years,
        age_labels.age_band_id,
        age_labels.age_band,
        users.fold

    from users
    left outer join age_labels
        on
            users.user_id = age_labels.user_id
            and users.role = 'labelled'

)

select * from final
