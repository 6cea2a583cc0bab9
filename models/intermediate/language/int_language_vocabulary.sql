with

tweet_tokens as (

    select * from {{ ref('int_tweet_tokens') }}

),

-- All numbers are one placeholder: their value is not a matter of language.
tokens_distinct as (

    select distinct case when token_kind = 'number' then '0' else token end as token
    from tweet_tokens

),

final as (

    select
        -- ids: numbers instead of texts keep the joins on millions of tokens small
        cast(case token
            when '@user' then {{ start_token_id() }} + 1
            when 'http' then {{ start_token_id() }} + 2
            when '0' then {{ last_unscored_token_id() }}
            else {{ last_unscored_token_id() }} + row_number() over (order by token)
        end as integer) as token_id,

        -- strings
        token,
        case
            when {{ is_placeholder('token') }} then 'placeholder'
            else {{ token_kind('token') }}
        end as token_kind,

        -- numerics
        {{ md5_number('token') }} as token_hash

    from tokens_distinct

)

select * from final
