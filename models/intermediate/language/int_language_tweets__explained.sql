with

listed_tweets as (

    select * from {{ ref('int_language_tweets__listed') }}

),

standardised_tweets as (

    select * from {{ ref('int_language_tweets__standardised') }}
    where tweet_id in (select listed_tweets.tweet_id from listed_tweets)

),

tweet_terms as (

    select * from {{ ref('int_language_tweet_terms') }}
    where tweet_id in (select listed_tweets.tweet_id from listed_tweets)

),

weighted_terms as (

    select * from {{ ref('int_language_group_terms__weighted') }}

),

vocabulary as (

    select * from {{ ref('int_language_vocabulary') }}

),

{{ inputs_of_token_bits() }}

token_bits as (

    {{ token_bits('tweet_terms') | indent(4) }}

),

-- Lengths are 1, so 1 - cosine is the sum over terms of x * x - x * norm; bits, a sum over tokens.
terms_shared as (

    select
        standardised_tweets.group_number,
        standardised_tweets.tweet_id,
        'cosine' as measure,
        tweet_terms.term_id,
        tweet_terms.term_count * weighted_terms.idf / standardised_tweets.tfidf_length
            as tweet_part,
        tweet_part * (tweet_part - weighted_terms.mean_tfidf / standardised_tweets.norm_length)
        / nullif(standardised_tweets.cosine_distance, 0) as share

    from standardised_tweets
    inner join tweet_terms on standardised_tweets.tweet_id = tweet_terms.tweet_id
    inner join weighted_terms
        on
            standardised_tweets.group_number = weighted_terms.group_number
            and tweet_terms.term_id = weighted_terms.term_id

    union all

    select
        standardised_tweets.group_number,
        standardised_tweets.tweet_id,
        'surprisal' as measure,
        token_bits.token_id as term_id,
        null as tweet_part,
        {{ exact_sum('token_bits.term_count * token_bits.surprisal_bits', wide=true) }}
        / any_value(standardised_tweets.surprisal_bits * standardised_tweets.token_count) as share

    from standardised_tweets
    inner join token_bits
        on
            standardised_tweets.group_number = token_bits.group_number
            and standardised_tweets.tweet_id = token_bits.tweet_id
    group by standardised_tweets.group_number, standardised_tweets.tweet_id, token_bits.token_id

),

terms_placed as (

    select
        *,
        row_number() over (
            partition by group_number, tweet_id, measure order by round(share, 9) desc, term_id asc
        ) as place

    from terms_shared
    qualify place <= 3

),

final as (

    select
        -- ids
        terms_placed.group_number,
        terms_placed.tweet_id,

        -- lists
        {{ terms_of_measure('cosine') }} as cosine_drivers,
        {{ terms_of_measure('surprisal') }} as surprisal_drivers

    from terms_placed
    inner join vocabulary as tokens
        on {{ term_token('terms_placed.term_id') }} = tokens.token_id
    left outer join vocabulary as contexts
        on {{ term_context('terms_placed.term_id') }} = contexts.token_id
    left outer join group_terms
        on
            terms_placed.group_number = group_terms.group_number
            and terms_placed.term_id = group_terms.term_id
    group by terms_placed.group_number, terms_placed.tweet_id

)

select * from final
