with

tokens as (

    select * from {{ ref('int_language_tokens__numbered') }}

),

tweets as (

    select * from {{ ref('int_language_tweets__deduplicated') }}

),

vocabulary as (

    select * from {{ ref('int_language_vocabulary') }}

),

tokens_scored as (

    select tokens.*
    from tokens
    inner join vocabulary on tokens.token_id = vocabulary.token_id
    where vocabulary.token_kind != 'placeholder'

),

-- The token before, by a join: it spills to disk where a window over all tokens would not.
final as (

    select
        -- ids
        tokens_scored.tweet_id,
        tokens_scored.user_id,
        tokens_scored.token_id,
        coalesce(contexts.token_id, 0) as context_id,

        -- numerics
        tokens_scored.token_position,

        -- booleans: a word pair needs two words with nothing between them
        coalesce(context_words.token_kind != 'placeholder', false) as is_pair,
        tweets.is_default_language and not tweets.is_repeat as is_countable

    from tokens_scored
    inner join tweets on tokens_scored.tweet_id = tweets.tweet_id
    left outer join tokens as contexts
        on
            tokens_scored.tweet_id = contexts.tweet_id
            and tokens_scored.token_position = contexts.token_position + 1
    left outer join vocabulary as context_words on contexts.token_id = context_words.token_id

)

select * from final
