with

standardised_tweets as (

    select * from {{ ref('int_language_tweets__standardised') }}

),

tokens as (

    select * from {{ ref('int_language_tokens__in_context') }}

),

surprising_pairs as (

    select * from {{ ref('int_language_user_pairs__surprising') }}

),

vocabulary as (

    select * from {{ ref('int_language_vocabulary') }}

),

tokens_shared as (

    select
        standardised_tweets.group_id,
        standardised_tweets.tweet_id,
        tokens.token_id,
        {{ exact_sum('surprising_pairs.bigram_bits', wide=true) }}
        / any_value(standardised_tweets.surprisal_bits * standardised_tweets.token_count) as share

    from standardised_tweets
    inner join tokens on standardised_tweets.tweet_id = tokens.tweet_id
    inner join surprising_pairs
        on
            standardised_tweets.group_id = surprising_pairs.group_id
            and tokens.user_id = surprising_pairs.user_id
            and tokens.context_id = surprising_pairs.context_id
            and tokens.token_id = surprising_pairs.token_id
    where standardised_tweets.is_explained
    group by standardised_tweets.group_id, standardised_tweets.tweet_id, tokens.token_id

),

parts_chosen as (

    select
        group_id,
        tweet_id,
        {{ largest_parts('token_id', 'share') }} as parts

    from tokens_shared
    group by group_id, tweet_id

),

parts_unnested as (

    select
        group_id,
        tweet_id,
        unnest(parts) as part,
        generate_subscripts(parts, 1) as place

    from parts_chosen

),

final as (

    select
        -- ids
        parts_unnested.group_id,
        parts_unnested.tweet_id,

        -- lists
        {{ parts_named('vocabulary.token', 'parts_unnested.part.share', 'parts_unnested.place') }}
            as surprisal_drivers

    from parts_unnested
    inner join vocabulary on parts_unnested.part.part_id = vocabulary.token_id
    group by parts_unnested.group_id, parts_unnested.tweet_id

)

select * from final
