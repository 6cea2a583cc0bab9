with

users as (

    select * from {{ ref('int_users__split') }}

),

age_labels as (

    select * from {{ ref('int_age_labels__banded') }}

),

final as (

    select
        -- ids
        users.user_id,

        -- numerics
        age_labels.age_years,
        age_labels.age_band_id

    from users
    inner join age_labels on users.user_id = age_labels.user_id
    where users.role = 'target'

)

select * from final
