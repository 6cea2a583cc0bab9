-- Conservation: the text models neither lose nor add tweets, and every own text is measured.
with

tweet_counts as (

    select
        (select count(*) from {{ ref('stg_twitter__tweets') }}) as staged_count,
        (select count(*) from {{ ref('int_tweets__own_text') }}) as text_count,
        (select count(*) from {{ ref('int_tweets__enriched') }}) as enriched_count,
        (
            select count(*) from {{ ref('int_tweets__enriched') }}
            where is_own and compound is null
        ) as unmeasured_count

)

select
    'tweets were lost or doubled on the way, or an own text was not measured' as failure_reason,
    *
from tweet_counts
where staged_count != text_count or staged_count != enriched_count or unmeasured_count > 0
