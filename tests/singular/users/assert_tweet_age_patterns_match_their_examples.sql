-- Each pattern captures an age in its example and does not match its counter-example.
with

tweet_age_patterns as (

    select * from {{ ref('ref_tweet_age_patterns') }}

)

select
    tweet_age_pattern_id,
    case
        when regexp_matches(counter_example, pattern)
            then 'the pattern is found in its counter-example'
        else 'the pattern captures no age in its example'
    end as failure_reason

from tweet_age_patterns
where
    regexp_matches(counter_example, pattern)
    or not regexp_matches(regexp_extract(example, pattern, 1), '^[1-7][0-9]$')
