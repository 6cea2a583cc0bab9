-- Conservation: the text models neither lose nor add tweets, and every own text is measured; its
-- sentiment is known in English, and unknown of words in other languages.
with

tweet_counts as (

    select
        (select count(*) from {{ ref('stg_twitter__tweets') }}) as staged_count,
        (select count(*) from {{ ref('int_tweets__own_text') }}) as text_count,
        (select count(*) from {{ ref('int_tweets__enriched') }}) as enriched_count,
        (
            select count(*) from {{ ref('int_tweets__enriched') }}
            where
                is_own
                and (word_count is null or (compound is null and tag_language = 'english'))
        ) as unmeasured_count,
        (
            select count(*) from {{ ref('int_tweets__enriched') }}
            where word_count > 0 and compound is not null and tag_language = 'other'
        ) as misread_count

)

select
    'tweets were lost or doubled on the way, or an own text was not measured or misread'
        as failure_reason,
    *
from tweet_counts
where
    (staged_count is distinct from text_count)
    or (staged_count is distinct from enriched_count)
    or unmeasured_count > 0
    or misread_count > 0
