with

users as (

    select * from {{ ref('int_users__split') }}

),

implausible_labels as (

    select * from {{ ref('int_age_labels__implausible') }}

),

-- Only fct_held_out_labels has ages of targets, and only plausible ones.
final as (

    select
        -- ids
        users.user_id,

        -- numerics
        implausible_labels.stated_age_years

    from users
    inner join implausible_labels on users.user_id = implausible_labels.user_id
    where users.role = 'other'

)

select * from final
