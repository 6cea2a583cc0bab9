-- Every user has one feature row and one row in the split; evidence levels agree.
with

features as (

    select * from {{ ref('feat_users') }}

),

users as (

    select * from {{ ref('dim_age_users') }}

)

select
    coalesce(features.user_id, users.user_id) as user_id,
    case
        when features.user_id is null then 'user of dim_age_users without features'
        when users.user_id is null then 'features of a user that dim_age_users does not know'
        else 'evidence levels differ'
    end as failure_reason

from features
full outer join users on features.user_id = users.user_id
where
    features.user_id is null
    or users.user_id is null
    or (features.evidence_level is distinct from users.evidence_level)
