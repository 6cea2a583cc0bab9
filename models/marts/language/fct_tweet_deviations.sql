with

named_groups as (

    select * from {{ ref('int_language_groups__named') }}

),

standardised_tweets as (

    select * from {{ ref('int_language_tweets__standardised') }}

),

cosine_explained as (

    select * from {{ ref('int_language_tweets__cosine_explained') }}

),

surprisal_explained as (

    select * from {{ ref('int_language_tweets__surprisal_explained') }}

),

final as (

    select
        -- ids
        named_groups.group_id,
        standardised_tweets.tweet_id,
        standardised_tweets.user_id,

        -- strings
        standardised_tweets.lang,
        case
            when standardised_tweets.token_count = 0 then 'nothing to read'
            when standardised_tweets.is_few_tokens then 'too few tokens'
            when standardised_tweets.cosine_distance is null then 'nobody else in the norm'
            when standardised_tweets.deviation_score is null then 'no spread to compare with'
        end as unscored_reason,

        -- numerics
        standardised_tweets.token_count,
        standardised_tweets.size_class,
        case
            when standardised_tweets.is_ranked
                then row_number() over (
                    partition by standardised_tweets.group_number, standardised_tweets.is_ranked
                    order by
                        standardised_tweets.deviation_score desc, standardised_tweets.tweet_id asc
                )
        end as deviation_rank,
        standardised_tweets.deviation_score,
        standardised_tweets.cosine_score,
        standardised_tweets.surprisal_score,
        standardised_tweets.order_score,
        case when standardised_tweets.has_score then standardised_tweets.cosine_distance end
            as cosine_distance,
        case when standardised_tweets.has_score then standardised_tweets.surprisal_bits end
            as surprisal_bits,
        case when standardised_tweets.has_score then standardised_tweets.unigram_bits end
            as unigram_bits,
        case when standardised_tweets.has_score then standardised_tweets.order_bits end
            as order_bits,

        -- lists
        cosine_explained.cosine_drivers,
        surprisal_explained.surprisal_drivers,

        -- booleans
        standardised_tweets.is_member,
        standardised_tweets.is_in_norm,
        standardised_tweets.is_few_tokens,
        standardised_tweets.is_other_language,
        standardised_tweets.is_template,
        standardised_tweets.is_repeat,
        standardised_tweets.is_mostly_links

    from standardised_tweets
    inner join named_groups
        on standardised_tweets.group_number = named_groups.group_number
    left outer join cosine_explained
        on
            standardised_tweets.group_number = cosine_explained.group_number
            and standardised_tweets.tweet_id = cosine_explained.tweet_id
    left outer join surprisal_explained
        on
            standardised_tweets.group_number = surprisal_explained.group_number
            and standardised_tweets.tweet_id = surprisal_explained.tweet_id

)

select * from final
