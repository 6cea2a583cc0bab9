with

profiles as (

    select * from {{ ref('stg_twitter__profiles') }}

),

tweets as (

    select * from {{ ref('stg_twitter__tweets') }}

),

friends as (

    select * from {{ ref('stg_twitter__friends') }}

),

mentions as (

    select * from {{ ref('stg_twitter__mentions') }}

),

evidence_united as (

    select
        user_id,
        'profile' as evidence
    from profiles
    union all
    select distinct
        user_id,
        'tweets' as evidence
    from tweets
    union all
    select distinct
        user_id,
        'network' as evidence
    from friends
    union all
    select distinct
        user_id,
        'network' as evidence
    from mentions

),

final as (

    select
        -- ids
        user_id,

        -- booleans
        bool_or(evidence = 'profile') as has_profile,
        bool_or(evidence = 'tweets') as has_tweets,
        bool_or(evidence = 'network') as has_network

    from evidence_united
    where user_id is not null
    group by user_id

)

select * from final
