with

tweet_tokens as (

    select * from {{ ref('int_tweet_tokens') }}

),

bio_tokens as (

    select * from {{ ref('int_bio_tokens') }}

),

bio_facts as (

    select * from {{ ref('int_bios__facts_named') }}

),

tokens_united as (

    select
        user_id,
        tweet_id as text_key,
        'tweets' as term_source,
        token_position,
        token,
        token_kind
    from tweet_tokens
    union all
    select
        user_id,
        user_id as text_key,
        'bio' as term_source,
        token_position,
        token,
        token_kind
    from bio_tokens

),

words as (

    select * from tokens_united
    where token_kind in ('word', 'hashtag')

),

terms_united as (

    select
        user_id,
        term_source,
        case token_kind when 'emoticon' then 'emoji' else token_kind end as term_kind,
        token as term
    from tokens_united
    where token_kind in ('word', 'hashtag', 'emoji', 'emoticon')
    union all
    -- Pairs hold words alone: what emoji tell must stay apart from what words tell.
    select
        words.user_id,
        words.term_source,
        'pair' as term_kind,
        words.token || ' ' || next_words.token as term
    from words
    inner join words as next_words
        on
            words.term_source = next_words.term_source
            and words.text_key = next_words.text_key
            and words.token_position = next_words.token_position - 1
    union all
    select
        user_id,
        'bio' as term_source,
        'fact' as term_kind,
        fact_name as term
    from bio_facts

),

final as (

    select
        -- ids
        user_id,

        -- strings
        term_source,
        term_kind,
        term,

        -- numerics
        count(*) as term_count

    from terms_united
    group by user_id, term_source, term_kind, term

)

select * from final
