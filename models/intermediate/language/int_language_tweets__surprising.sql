with

tweet_terms as (

    select * from {{ ref('int_language_tweet_terms') }}

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

surprising_pairs as (

    {{ surprising_pairs('tweet_terms') | indent(4) }}

),

final as (

    select
        -- ids
        group_number,
        tweet_id,

        -- numerics: sums over tokens
        cast(sum(term_count) as integer) as token_count,
        {{ exact_sum('term_count * bigram_bits', wide=true) }} as bigram_bits,
        {{ exact_sum('term_count * unigram_bits', wide=true) }} as unigram_bits

    from surprising_pairs
    group by group_number, tweet_id

)

select * from final
