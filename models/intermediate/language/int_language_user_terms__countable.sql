with

tweet_terms as (

    select * from {{ ref('int_language_tweet_terms') }}
    where is_only_use and is_countable

),

repeated_terms as (

    select * from {{ ref('int_language_user_terms__repeated') }}
    where tweet_count > 0

),

final as (

    select
        -- ids
        user_id,
        term_id,

        -- numerics
        1 as tweet_count,
        1 as use_count

    from tweet_terms

    union all

    select
        user_id,
        term_id,
        tweet_count,
        use_count

    from repeated_terms

)

select * from final
