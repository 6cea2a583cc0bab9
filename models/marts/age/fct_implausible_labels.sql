with

users as (

    select * from {{ ref('int_users__split') }}

),

age_labels as (

    select * from {{ ref('stg_twitter__age_labels') }}

),

-- A target's age is nowhere but in fct_held_out_labels, and there only when it is plausible.
final as (

    select
        -- ids
        users.user_id,

        -- numerics
        age_labels.stated_age_years

    from users
    inner join age_labels on users.user_id = age_labels.user_id
    where
        users.role = 'other'
        and age_labels.age_years is null
        and age_labels.stated_age_years is not null

)

select * from final
