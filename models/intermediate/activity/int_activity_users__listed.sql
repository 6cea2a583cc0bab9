with

listed_users as (

    select * from {{ ref('stg_activity__listed_users') }}

),

users as (

    {{ rows_if_built(ref('int_users__split'), {'user_id': 'bigint'}) }}

),

final as (

    select
        'files' as log_name,
        user_id

    from listed_users
    union all
    select
        'tweets' as log_name,
        user_id::varchar as user_id

    from users

)

select * from final
