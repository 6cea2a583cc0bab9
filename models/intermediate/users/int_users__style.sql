with

tweets as (

    select * from {{ ref('int_tweets__enriched') }}

),

tokens as (

    select * from {{ ref('int_tweet_tokens') }}

),

-- A retweet's style is somebody else's.
own_tweets as (

    select * from tweets
    where is_own

),

words_counted as (

    select
        user_id,
        count(*) as word_count,
        count(distinct token) as distinct_word_count

    from tokens
    where token_kind = 'word'
    group by user_id

),

styles_aggregated as (

    select
        user_id,
        {{ mean('character_count') }} as mean_character_count,
        {{ mean('word_count') }} as mean_word_count,
        {{ ratio_of_sums('word_character_count', 'word_count') }} as mean_word_length,
        {{ ratio_of_sums('uppercase_letter_count', 'letter_count') }} as uppercase_share,
        {{ ratio_of_sums('uppercase_word_count', 'word_count') }} as uppercase_word_share,
        {{ ratio_of_sums('punctuation_count', 'character_count') }} as punctuation_share,
        {{ ratio_of_sums('digit_count', 'character_count') }} as digit_share,
        {{ mean('elongation_count') }} as elongations_per_tweet,
        {{ mean('ellipsis_count') }} as ellipses_per_tweet,
        {{ share('question_mark_count > 0') }} as question_share,
        {{ share('exclamation_count > 0') }} as exclamation_share,
        {{ mean('hashtag_count') }} as hashtags_per_tweet,
        {{ mean('mention_count') }} as mentions_per_tweet,
        {{ ratio_of_sums('first_person_count', 'word_count') }} as first_person_share,
        {{ ratio_of_sums('contraction_count', 'word_count') }} as contraction_share,
        {{ share('starts_with_capital') }} as capital_start_share,
        {{ share('ends_with_mark') }} as closed_share,
        {{ mean('exclamation_count') }} as exclamations_per_tweet,
        {{ ratio_of_sums('lower_case_i_count', 'word_count') }} as lower_case_i_share

    from own_tweets
    group by user_id

),

final as (

    select
        -- ids
        styles_aggregated.user_id,

        -- numerics
        styles_aggregated.mean_character_count,
        styles_aggregated.mean_word_count,
        styles_aggregated.mean_word_length,
        styles_aggregated.uppercase_share,
        styles_aggregated.uppercase_word_share,
        styles_aggregated.punctuation_share,
        styles_aggregated.digit_share,
        styles_aggregated.elongations_per_tweet,
        styles_aggregated.ellipses_per_tweet,
        styles_aggregated.question_share,
        styles_aggregated.exclamation_share,
        styles_aggregated.hashtags_per_tweet,
        styles_aggregated.mentions_per_tweet,
        styles_aggregated.first_person_share,
        styles_aggregated.contraction_share,
        styles_aggregated.capital_start_share,
        styles_aggregated.closed_share,
        styles_aggregated.exclamations_per_tweet,
        styles_aggregated.lower_case_i_share,
        -- Herdan's C (1960): types per token fall as words grow in number, their logarithms hardly.
        round(
            ln(words_counted.distinct_word_count) / nullif(ln(words_counted.word_count), 0), 9
        ) as log_type_token_ratio

    from styles_aggregated
    left outer join words_counted on styles_aggregated.user_id = words_counted.user_id

)

select * from final
