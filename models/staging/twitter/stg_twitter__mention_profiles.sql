with

mention_profiles as (

    select * from {{ ref('base_twitter__mention_profiles') }}

),

plausibility_rules as (

    select * from {{ ref('ref_plausibility_rules') }}

),

{{ latest_accounts('mention_profiles') }}

select * from final
