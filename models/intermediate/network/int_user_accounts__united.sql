with

friends as (

    select * from {{ ref('stg_twitter__friends') }}

),

mentions as (

    select * from {{ ref('stg_twitter__mentions') }}

),

accounts_united as (

    select
        user_id,
        'follows' as relation,
        followed_user_id as account_id,
        cast(null as bigint) as mention_count
    from friends
    union all
    select
        user_id,
        'mentions' as relation,
        mentioned_user_id as account_id,
        mention_count
    from mentions

),

-- Self-mentions are not a relation (5 % of the mentions of the original sample).
final as (

    select
        -- ids
        user_id,
        account_id,

        -- strings
        relation,

        -- numerics
        mention_count,
        count(*) over (partition by relation, account_id) as account_user_count

    from accounts_united
    where user_id != account_id

)

select * from final
