with

user_accounts as (

    select * from {{ ref('int_user_accounts__united') }}

),

-- An account that one user alone follows or mentions says nothing about anyone else.
final as (

    select
        -- ids
        user_id,
        account_id,

        -- strings
        relation,

        -- numerics
        mention_count,
        account_user_count

    from user_accounts
    where account_user_count >= {{ var('network_min_followers') }}

)

select * from final
