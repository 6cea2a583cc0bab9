with

standardised_tweets as (

    select * from {{ ref('int_language_tweets__standardised') }}
    where is_explained

),

tweet_terms as (

    select * from {{ ref('int_language_tweet_terms') }}
    where tweet_id in (select standardised_tweets.tweet_id from standardised_tweets)

),

scored_users as (

    select * from {{ ref('int_language_users__scored') }}

),

group_terms as (

    select * from {{ ref('int_language_group_terms') }}

),

group_contexts as (

    select * from {{ ref('int_language_group_contexts') }}

),

repeated_terms as (

    select * from {{ ref('int_language_user_terms__repeated') }}

),

user_contexts as (

    select * from {{ ref('int_language_user_contexts') }}

),

vocabulary as (

    select * from {{ ref('int_language_vocabulary') }}

),

surprising_pairs as (

    {{ surprising_pairs('tweet_terms') | indent(4) }}

),

tokens_shared as (

    select
        standardised_tweets.group_number,
        standardised_tweets.tweet_id,
        surprising_pairs.token_id,
        {{ exact_sum('surprising_pairs.term_count * surprising_pairs.bigram_bits', wide=true) }}
        / any_value(standardised_tweets.surprisal_bits * standardised_tweets.token_count) as share

    from standardised_tweets
    inner join surprising_pairs
        on
            standardised_tweets.group_number = surprising_pairs.group_number
            and standardised_tweets.tweet_id = surprising_pairs.tweet_id
    group by
        standardised_tweets.group_number, standardised_tweets.tweet_id, surprising_pairs.token_id

),

parts_chosen as (

    {{ largest_parts('tokens_shared', 'tweet_id', 'token_id') | indent(4) }}

),

final as (

    select
        -- ids
        parts_chosen.group_number,
        parts_chosen.tweet_id,

        -- lists
        {{ parts_named('vocabulary.token', 'parts_chosen') }}
            as surprisal_drivers

    from parts_chosen
    inner join vocabulary on parts_chosen.part.part_id = vocabulary.token_id
    group by parts_chosen.group_number, parts_chosen.tweet_id

)

select * from final
