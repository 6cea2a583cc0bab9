with

named_groups as (

    select * from {{ ref('int_language_groups__named') }}

),

standardised_tweets as (

    select * from {{ ref('int_language_tweets__standardised') }}

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
            when standardised_tweets.surprisal_bits is null then 'nobody else in the norm'
            when standardised_tweets.surprisal_score is null then 'no spread to compare with'
        end as unscored_reason,

        -- numerics
        standardised_tweets.token_count,
        standardised_tweets.size_class,
        case
            when standardised_tweets.is_ranked
                then row_number() over (
                    partition by standardised_tweets.group_number, standardised_tweets.is_ranked
                    order by
                        standardised_tweets.surprisal_score desc, standardised_tweets.tweet_id asc
                )
        end as surprisal_rank,
        standardised_tweets.surprisal_score,
        case when standardised_tweets.has_score then standardised_tweets.surprisal_bits end
            as surprisal_bits,
        standardised_tweets.cosine_score,
        case when standardised_tweets.has_score then standardised_tweets.cosine_distance end
            as cosine_distance,
        case when standardised_tweets.has_score then standardised_tweets.contrast_bits end
            as contrast_bits,

        -- booleans
        standardised_tweets.is_member,
        standardised_tweets.is_other_group,
        standardised_tweets.is_in_norm,
        standardised_tweets.is_few_tokens,
        standardised_tweets.is_other_language,
        standardised_tweets.is_template,
        standardised_tweets.is_repeat,
        standardised_tweets.is_mostly_links

    from standardised_tweets
    inner join named_groups
        on standardised_tweets.group_number = named_groups.group_number

)

select * from final
