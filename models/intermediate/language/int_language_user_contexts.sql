with

tweet_terms as (

    select * from {{ ref('int_language_tweet_terms') }}

),

final as (

    select
        -- ids
        user_id,
        {{ term_context('term_id') }} as context_id,

        -- numerics
        cast(coalesce(sum(term_count) filter (where is_countable), 0) as integer) as use_count

    from tweet_terms
    where {{ term_context('term_id') }} > 0
    group by user_id, context_id
    having count(*) > 1 or sum(term_count) > 1

)

select * from final
