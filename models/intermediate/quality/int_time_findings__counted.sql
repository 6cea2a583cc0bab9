with

age_tweets as (

    select * from {{ ref('base_twitter__age_tweets') }}

),

age_profiles as (

    select * from {{ ref('base_twitter__age_profiles') }}

),

friend_profiles as (

    select * from {{ ref('base_twitter__friend_profiles') }}

),

mention_profiles as (

    select * from {{ ref('base_twitter__mention_profiles') }}

),

records_united as (

    select
        'tweet' as entity,
        tweet_id as record_id,
        time_problem

    from age_tweets
    where rejection_reason is null
    union all
    select
        'tweet' as entity,
        tweet_id as record_id,
        tweet_time_problem as time_problem

    from age_profiles
    where has_tweet and tweet_rejection_reason is null
    union all
    select
        'profile' as entity,
        user_id as record_id,
        time_problem

    from age_profiles
    where rejection_reason is null
    union all
    select
        'profile' as entity,
        user_id as record_id,
        account_time_problem as time_problem

    from age_tweets
    where has_account and account_rejection_reason is null
    {% for name in ['friend', 'mention'] %}
        union all
        -- The worse of two problems comes first in the alphabet.
        select
            '{{ name }}_profile' as entity,
            account_id as record_id,
            least(time_problem, tweet_time_problem) as time_problem

        from {{ name }}_profiles
        where rejection_reason is null
    {% endfor %}

),

records_counted as (

    select
        entity,
        count(*) as row_count

    from records_united
    group by entity

),

final as (

    select
        records_united.time_problem as rule_id,
        records_united.entity,
        count(*) as finding_count,
        any_value(records_counted.row_count) as row_count,
        array_to_string(list_sort(list(distinct records_united.record_id))[:5], ', ') as examples

    from records_united
    inner join records_counted
        on records_united.entity = records_counted.entity
    where records_united.time_problem is not null
    group by records_united.time_problem, records_united.entity

)

select * from final
