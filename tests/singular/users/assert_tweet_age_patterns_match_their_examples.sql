-- Each pattern captures an age in its example and does not match its counter-example, prepared like
-- a tweet.
-- depends_on: {{ ref('ref_other_numbers') }}
with

tweet_age_patterns as (

    select * from {{ ref('ref_tweet_age_patterns') }}

),

examples_prepared as (

    select
        tweet_age_pattern_id,
        pattern,
        {{ age_statements('lower(example)') }} as example_statements,
        {{ age_statements('lower(counter_example)') }} as counter_example_statements

    from tweet_age_patterns

)

select
    tweet_age_pattern_id,
    case
        when regexp_matches(counter_example_statements, pattern)
            then 'the pattern is found in its counter-example'
        else 'the pattern captures no age in its example'
    end as failure_reason

from examples_prepared
where
    regexp_matches(counter_example_statements, pattern)
    or not regexp_matches(regexp_extract(example_statements, pattern, 1), '^[1-7][0-9]$')
