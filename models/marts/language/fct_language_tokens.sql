with

tokens as (

    select * from {{ ref('int_language_tokens__numbered') }}

),

vocabulary as (

    select * from {{ ref('int_language_vocabulary') }}

),

final as (

    select
        -- ids
        tokens.tweet_id,

        -- numerics
        tokens.token_position,

        -- strings
        vocabulary.token

    from tokens
    inner join vocabulary on tokens.token_id = vocabulary.token_id

)

select * from final
