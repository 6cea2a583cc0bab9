with

measured_tweets as (

    select
        *,
        surprisal_bits - unigram_bits as order_bits

    from {{ ref('int_language_tweets__measured') }}

),

size_classes as (

    select * from {{ ref('int_language_tweet_sizes__classed') }}

),

tweets_standardised as (

    select
        measured_tweets.*,
        size_classes.size_class,
        {{ standard_score('measured_tweets.cosine_distance', 'size_classes') }} as cosine_score,
        {{ standard_score('measured_tweets.surprisal_bits', 'size_classes') }} as surprisal_score,
        {{ standard_score('measured_tweets.order_bits', 'size_classes') }} as order_score,
        (cosine_score + surprisal_score) / 2 as deviation_score,
        -- Other languages, templates and lists of links would fill every list: they have scores
        -- and stand aside.
        deviation_score is not null
        and not (
            measured_tweets.is_other_language
            or measured_tweets.is_template
            or measured_tweets.is_repeat
            or measured_tweets.is_mostly_links
        ) as is_ranked

    from measured_tweets
    left outer join size_classes
        on
            measured_tweets.group_id = size_classes.group_id
            and measured_tweets.has_score
            and measured_tweets.token_count >= size_classes.from_token_count
            and measured_tweets.token_count < size_classes.below_token_count

),

-- Reasons are worked out for both ends of the list only: at a million tweets they would cost as
-- much as all scores, and nobody reads the middle.
final as (

    select
        * exclude (has_score, tweet_length),
        has_score
        and (
            row_number() over (
                partition by group_id order by deviation_score desc nulls last, tweet_id asc
            ) <= {{ var('language_explained_rows') }}
            or row_number() over (
                partition by group_id order by deviation_score asc nulls last, tweet_id asc
            ) <= {{ var('language_explained_rows') }}
        ) as is_explained,
        has_score,
        tweet_length

    from tweets_standardised

)

select * from final
