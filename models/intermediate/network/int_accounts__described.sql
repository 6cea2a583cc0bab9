with

user_accounts as (

    select * from {{ ref('int_user_accounts__united') }}

),

friend_profiles as (

    select * from {{ ref('stg_twitter__friend_profiles') }}

),

mention_profiles as (

    select * from {{ ref('stg_twitter__mention_profiles') }}

),

warehouse as (

    select * from {{ ref('int_warehouse__as_of') }}

),

accounts as (

    select
        relation,
        account_id,
        count(*) as account_user_count

    from user_accounts
    group by relation, account_id

),

-- Each relation uses only its own file: profiles of followed accounts that are also mentioned
-- would be a biased sample of the followed accounts.
profiles_united as (

    select
        'follows' as relation,
        *
    from friend_profiles
    union all by name
    select
        'mentions' as relation,
        *
    from mention_profiles

),

final as (

    select
        -- ids
        accounts.account_id,

        -- strings
        accounts.relation,

        -- numerics
        accounts.account_user_count,
        {{ log_count('profiles_united.follower_count') }} as log_follower_count,
        {{ log_count('profiles_united.status_count') }} as log_status_count,
        {{ age_in_days('profiles_united.created_at', 'warehouse.as_of') }} as account_age_days,

        -- booleans
        profiles_united.account_id is not null as has_profile,
        profiles_united.is_verified,
        -- Both "en" and "en-gb"; no split_part, whose comparison DuckDB 2.0.0 cannot bind.
        starts_with(
            lower(profiles_united.interface_language) || '-',
            '{{ var("default_language") }}-'
        ) as is_default_language

    from accounts
    left outer join profiles_united
        on
            accounts.relation = profiles_united.relation
            and accounts.account_id = profiles_united.account_id
    cross join warehouse

)

select * from final
