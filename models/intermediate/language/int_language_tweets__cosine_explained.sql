with

standardised_tweets as (

    select * from {{ ref('int_language_tweets__standardised') }}
    where is_explained

),

tweet_terms as (

    select * from {{ ref('int_language_tweet_terms') }}
    where
        {{ is_vector_term('term_id') }}
        and tweet_id in (select standardised_tweets.tweet_id from standardised_tweets)

),

{{ inputs_of_left_out_terms() }}

left_out_users as (

    select * from {{ ref('int_language_users__left_out') }}

),

vocabulary as (

    select * from {{ ref('int_language_vocabulary') }}

),

only_terms as (

    select * from tweet_terms
    where is_only_use

),

recurring_terms as (

    select * from tweet_terms
    where not is_only_use

),

left_out_terms as (

    {{ left_out_terms('only_terms', only_uses=true) | indent(4) }}

    union all

    {{ left_out_terms('recurring_terms', only_uses=false) | indent(4) }}

),

-- Tweet and norm have length 1, so 1 - cosine is the sum over terms of x * x - x * norm.
terms_shared as (

    select
        standardised_tweets.group_number,
        standardised_tweets.tweet_id,
        left_out_terms.term_id,
        left_out_terms.term_count * left_out_terms.others_idf / standardised_tweets.tweet_length
            as tweet_part,
        left_out_terms.others_idf * left_out_terms.others_weight / left_out_users.norm_length
            as norm_part,
        tweet_part * (tweet_part - norm_part) / nullif(standardised_tweets.cosine_distance, 0)
            as share

    from standardised_tweets
    inner join left_out_terms
        on
            standardised_tweets.group_number = left_out_terms.group_number
            and standardised_tweets.tweet_id = left_out_terms.tweet_id
    inner join left_out_users
        on
            standardised_tweets.group_number = left_out_users.group_number
            and standardised_tweets.user_id = left_out_users.user_id

),

parts_chosen as (

    {{ largest_parts('terms_shared', 'tweet_id', 'term_id') | indent(4) }}

),

final as (

    select
        -- ids
        parts_chosen.group_number,
        parts_chosen.tweet_id,

        -- lists
        {{ parts_named("concat_ws(' ', contexts.token, tokens.token)", 'parts_chosen') }}
            as cosine_drivers

    from parts_chosen
    inner join vocabulary as tokens
        on {{ term_token('parts_chosen.part.part_id') }} = tokens.token_id
    left outer join vocabulary as contexts
        on {{ term_context('parts_chosen.part.part_id') }} = contexts.token_id
    group by parts_chosen.group_number, parts_chosen.tweet_id

)

select * from final
