with

friend_profiles as (

    select * from {{ ref('base_twitter__friend_profiles') }}

),

plausibility_rules as (

    select * from {{ ref('ref_plausibility_rules') }}

),

{{ latest_accounts('friend_profiles') }}

select * from final
