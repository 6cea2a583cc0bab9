with

user_accounts as (

    select * from {{ ref('int_user_accounts__united') }}

),

accounts as (

    select * from {{ ref('int_accounts__described') }}

),

profiles as (

    select * from {{ ref('stg_twitter__profiles') }}

),

tweets as (

    select * from {{ ref('stg_twitter__tweets') }}

),

relations_given as (

    select distinct relation from user_accounts

),

pairs_aggregated as (

    select
        user_accounts.user_id,
        user_accounts.relation,
        count(*) as account_count,
        {{ share('user_accounts.account_user_count >= ' ~ var('network_min_followers')) }}
            as shared_share,
        {{ mean('accounts.log_follower_count') }} as mean_log_follower_count,
        {{ mean('accounts.log_status_count') }} as mean_log_status_count,
        {{ mean('accounts.account_age_days') }} as mean_account_age_days,
        {{ share('accounts.is_verified') }} as verified_share,
        {{ share('accounts.is_default_language') }} as default_language_share,
        {{ mean('user_accounts.mention_count') }} as mentions_per_account

    from user_accounts
    inner join accounts
        on
            user_accounts.relation = accounts.relation
            and user_accounts.account_id = accounts.account_id
    group by user_accounts.user_id, user_accounts.relation

),

-- A user without a row is a true zero only where the file exists and other data show that there
-- was nothing to list: a profile that follows nobody, public tweets that mention nobody.
users_with_none as (

    select
        user_id,
        'follows' as relation
    from profiles
    where friend_count = 0
    union all
    select distinct
        tweets.user_id,
        'mentions' as relation
    from tweets
    left outer join profiles on tweets.user_id = profiles.user_id
    where not coalesce(profiles.is_protected, false)

),

final as (

    select * from pairs_aggregated
    union all by name
    select
        users_with_none.user_id,
        users_with_none.relation,
        0 as account_count

    from users_with_none
    inner join relations_given on users_with_none.relation = relations_given.relation
    anti join pairs_aggregated
        on
            users_with_none.user_id = pairs_aggregated.user_id
            and users_with_none.relation = pairs_aggregated.relation

)

select * from final
