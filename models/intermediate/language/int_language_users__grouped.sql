with

language_groups as (

    select * from {{ ref('int_language_groups__named') }}

),

users as (

    select * from {{ ref('int_users__split') }}

),

age_labels as (

    select * from {{ ref('int_age_labels__banded') }}

),

-- Prediction targets are never members, even with a known age: norms use training labels.
training_ages as (

    select
        users.user_id,
        case when users.role = 'labelled' then age_labels.age_years end as age_years

    from users
    left outer join age_labels on users.user_id = age_labels.user_id

),

users_placed as (

    select
        language_groups.group_number,
        training_ages.user_id,
        case
            when training_ages.age_years is null then 'outsider'
            when
                training_ages.age_years >= coalesce(language_groups.min_age_years, 0)
                and training_ages.age_years <= coalesce(language_groups.max_age_years, 999)
                then 'member'
            else 'other_group'
        end as membership

    from training_ages
    cross join language_groups

),

final as (

    select
        -- ids
        group_number,
        user_id,

        -- strings
        membership,

        -- booleans
        membership = 'member' as is_member,
        membership = 'other_group' as is_other_group

    from users_placed
    where membership != 'outsider' or {{ var('language_scored_users') == 'everyone' }}

)

select * from final
