with

standardised_tweets as (

    select * from {{ ref('int_language_tweets__standardised') }}
    where is_ranked

),

-- Both ends of the list, each read from its end.
ends_united as (

    select
        *,
        'unusual' as list_name,
        -surprisal_score as list_score

    from standardised_tweets

    union all

    select
        *,
        'typical' as list_name,
        surprisal_score as list_score

    from standardised_tweets

),

-- One row for the same words, however many users write them ...
words_once as (

    select *
    from ends_united
    qualify row_number() over (
        partition by group_number, list_name, word_bag_id order by list_score asc, tweet_id asc
    ) = 1

),

-- ... and few rows for one user, however much the user writes.
users_capped as (

    select *
    from words_once
    qualify row_number() over (
        partition by group_number, list_name, user_id order by list_score asc, tweet_id asc
    ) <= {{ var('language_report_user_rows') }}

),

tweets_placed as (

    select
        *,
        row_number() over (
            partition by group_number, list_name order by list_score asc, tweet_id asc
        ) as report_rank

    from users_capped
    qualify report_rank <= {{ var('language_report_rows') }}

),

percentiles_computed as (

    select
        group_number,
        quantile_disc(surprisal_score, {{ percentages() }}) as surprisal_percentiles,
        quantile_disc(cosine_score, {{ percentages() }}) as cosine_percentiles

    from standardised_tweets
    group by group_number

),

final as (

    select
        -- ids
        tweets_placed.group_number,
        tweets_placed.list_name,
        cast(tweets_placed.report_rank as integer) as report_rank,
        tweets_placed.tweet_id,

        -- numerics: percentage of the group's tweets that score lower, or higher
        {{ percent_beyond('surprisal', '<') }} as percent_less_surprising,
        {{ percent_beyond('surprisal', '>') }} as percent_more_surprising,
        {{ percent_beyond('cosine', '<') }} as percent_nearer,
        {{ percent_beyond('cosine', '>') }} as percent_farther

    from tweets_placed
    inner join percentiles_computed
        on tweets_placed.group_number = percentiles_computed.group_number

)

select * from final
