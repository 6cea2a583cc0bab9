with

tweet_terms as (

    select * from {{ ref('int_language_tweet_terms') }}

),

final as (

    select
        -- ids
        user_id,
        term_id,

        -- numerics: tweets that count in a norm, and how often they say it
        cast(count(*) filter (where is_countable) as integer) as tweet_count,
        cast(coalesce(sum(term_count) filter (where is_countable), 0) as integer) as use_count

    from tweet_terms
    where not is_only_use
    group by user_id, term_id

)

select * from final
