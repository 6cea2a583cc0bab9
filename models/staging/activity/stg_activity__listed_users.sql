{{ config(materialized='view') }}
with

users as (

    select * from {{ ref('base_activity__users') }}

),

final as (

    select user_id

    from users
    where not is_rounded

)

select * from final
