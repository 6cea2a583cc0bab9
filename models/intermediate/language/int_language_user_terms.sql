with

tweet_terms as (

    select * from {{ ref('int_language_tweet_terms') }}
    where is_countable

),

final as (

    select
        -- ids
        user_id,
        term_id,

        -- numerics
        cast(count(*) as integer) as tweet_count,
        cast(sum(term_count) as integer) as use_count

    from tweet_terms
    group by user_id, term_id

)

select * from final
