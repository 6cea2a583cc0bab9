-- Who is in the data, and with what evidence? One row per role and evidence level.
-- Run: plumage ask analysis/users/who_is_in_the_data.sql
with

users as (

    select * from marts.dim_age_users

),

final as (

    select
        role,
        evidence_level,
        count(*) as user_count,
        round(count(*) / sum(count(*)) over (partition by role), 3) as share_of_role

    from users
    group by role, evidence_level

)

select * from final
order by role asc, user_count desc, evidence_level asc;
