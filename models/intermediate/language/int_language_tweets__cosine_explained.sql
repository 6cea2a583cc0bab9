with

standardised_tweets as (

    select * from {{ ref('int_language_tweets__standardised') }}

),

tweet_terms as (

    select * from {{ ref('int_language_tweet_terms') }}

),

left_out_terms as (

    select * from {{ ref('int_language_user_terms__left_out') }}

),

left_out_users as (

    select * from {{ ref('int_language_users__left_out') }}

),

named_terms as (

    select * from {{ ref('int_language_terms__named') }}

),

-- Tweet and norm have length 1, so 1 - cosine is the sum over terms of x * x - x * norm.
terms_shared as (

    select
        standardised_tweets.group_id,
        standardised_tweets.tweet_id,
        tweet_terms.term_id,
        tweet_terms.term_count * left_out_terms.others_idf / standardised_tweets.tweet_length
            as tweet_part,
        left_out_terms.others_idf * left_out_terms.others_weight / left_out_users.norm_length
            as norm_part,
        tweet_part * (tweet_part - norm_part) / nullif(standardised_tweets.cosine_distance, 0)
            as share

    from standardised_tweets
    inner join tweet_terms on standardised_tweets.tweet_id = tweet_terms.tweet_id
    inner join left_out_terms
        on
            standardised_tweets.group_id = left_out_terms.group_id
            and tweet_terms.user_id = left_out_terms.user_id
            and tweet_terms.term_id = left_out_terms.term_id
    inner join left_out_users
        on
            standardised_tweets.group_id = left_out_users.group_id
            and standardised_tweets.user_id = left_out_users.user_id
    where standardised_tweets.is_explained

),

parts_chosen as (

    select
        group_id,
        tweet_id,
        {{ largest_parts('term_id', 'share') }} as parts

    from terms_shared
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
        {{ parts_named('named_terms.term', 'parts_unnested.part.share', 'parts_unnested.place') }}
            as cosine_drivers

    from parts_unnested
    inner join named_terms on parts_unnested.part.part_id = named_terms.term_id
    group by parts_unnested.group_id, parts_unnested.tweet_id

)

select * from final
