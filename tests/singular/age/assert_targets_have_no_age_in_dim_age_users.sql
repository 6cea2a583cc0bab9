-- Only labelled users have an age, a band and a fold to train on, and all of them do.
with

users as (

    select * from {{ ref('dim_age_users') }}

)

select
    *,
    case role
        when 'labelled' then 'labelled user without age, band or fold'
        else 'age, band or fold of a user who must not train'
    end as failure_reason

from users
where
    ((role = 'labelled') is distinct from (age_years is not null))
    or ((role = 'labelled') is distinct from (age_band_id is not null))
    or ((role = 'labelled') is distinct from (fold is not null))
