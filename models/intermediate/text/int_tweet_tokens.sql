{{ config(
    materialized=kept_table(),
    pre_hook=before_begin("{{ forget_rows_without(ref('int_tweets__own_text'), ['tweet_id', 'version_md5']) }}"),
    post_hook=after_commit("{{ remember_rows() }}"),
) }}
with

own_texts as (

    select * from {{ ref('int_tweets__own_text') }}
    where masked_text is not null

),

own_texts_not_kept as (

    select * from own_texts
    {{ where_not_kept('own_texts', ['tweet_id', 'version_md5']) }}

),

tweets_tokenised as (

    select
        tweet_id,
        user_id,
        version_md5,
        {{ tokenise('masked_text') }} as tokens

    from own_texts_not_kept

),

tokens_unnested as (

    select
        tweet_id,
        user_id,
        version_md5,
        unnest(tokens) as token,
        generate_subscripts(tokens, 1) as token_position

    from tweets_tokenised

),

tokens_named as (

    select
        *,
        {{ token_kind('token') }} as token_kind

    from tokens_unnested

),

final as (

    select
        -- ids
        tweet_id,
        user_id,
        version_md5,

        -- numerics
        cast(token_position as integer) as token_position,

        -- strings
        {{ canonical_token('token', 'token_kind') }} as token,
        token_kind

    from tokens_named

)

select * from final
