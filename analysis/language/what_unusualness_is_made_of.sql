-- How much of what looks unusual is only length, language or topic? Rank correlation of both raw
-- measures and of the standardised scores with length; share of the variance between size
-- classes; how much higher tweets in other languages, templates and tweets with a hashtag score.
-- One row per group, cause and measure.
-- Run: plumage ask analysis/language/what_unusualness_is_made_of.sql
with

deviations as (

    select
        deviations.*,
        exists(
            select 1 from marts.fct_language_tokens as tokens
            where tokens.tweet_id = deviations.tweet_id and tokens.token like '#%'
        ) as has_hashtag

    from marts.fct_tweet_deviations as deviations
    where deviations.surprisal_score is not null and deviations.is_member

),

measures as (

    unpivot deviations
    on cosine_distance, surprisal_bits, cosine_score, surprisal_score
    into name measure value amount

),

plain_tweets as (

    select
        *,
        rank() over (partition by group_id, measure order by amount) as amount_rank,
        rank() over (partition by group_id, measure order by token_count) as length_rank,
        avg(amount) over (partition by group_id, measure, size_class) as class_mean

    from measures
    where not is_other_language and not is_template and not is_mostly_links

),

causes as (

    select
        group_id,
        'length: rank correlation' as cause,
        measure,
        corr(amount_rank, length_rank) as effect

    from plain_tweets
    group by group_id, measure

    union all

    select
        group_id,
        'length: share of variance between size classes' as cause,
        measure,
        var_pop(class_mean) / nullif(var_pop(amount), 0) as effect

    from plain_tweets
    group by group_id, measure

    union all

    select
        group_id,
        'topic: mean with a hashtag minus without' as cause,
        measure,
        avg(amount) filter (where has_hashtag) - avg(amount) filter (where not has_hashtag)
            as effect

    from plain_tweets
    group by group_id, measure

    union all

    select
        group_id,
        'language: mean of other tags minus default' as cause,
        measure,
        avg(amount) filter (where is_other_language)
        - avg(amount) filter (where not is_other_language) as effect

    from measures
    group by group_id, measure

)

select
    group_id,
    cause,
    measure,
    round(effect, 3) as effect

from causes
order by group_id, cause, measure;
