with

tweets as (

    select * from {{ ref('stg_twitter__tweets') }}

),

-- A button-made retweet carries a flag; one made by hand begins with "RT @handle".
retweets_recognised as (

    select
        tweet_id,
        user_id,
        text,
        coalesce(is_retweet, false) or coalesce({{ starts_as_retweet('text') }}, false)
            as is_retweet

    from tweets

),

others_words_dropped as (

    select
        tweet_id,
        user_id,
        is_retweet,
        {{ masked_own_text('text', 'is_retweet') }} as masked_text

    from retweets_recognised

),

references_dropped as (

    select
        *,
        {{ drop_references('masked_text') }} as own_text

    from others_words_dropped

),

final as (

    select
        -- ids
        tweet_id,
        user_id,
        md5(own_text) as text_id,

        -- strings
        own_text,
        masked_text,

        -- booleans
        is_retweet

    from references_dropped

)

select * from final
