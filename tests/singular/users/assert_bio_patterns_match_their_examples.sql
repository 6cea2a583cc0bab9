-- Each pattern matches its example and not its counter-example, prepared like a bio, and
-- captures a number if its fact has one.
with

bio_patterns as (

    select * from {{ ref('ref_bio_patterns') }}

),

texts_united as (

    select
        bio_pattern_id,
        fact,
        pattern,
        'example' as kind,
        example as sample_text
    from bio_patterns
    union all
    select
        bio_pattern_id,
        fact,
        pattern,
        'counter-example' as kind,
        counter_example as sample_text
    from bio_patterns

),

texts_matched as (

    select
        *,
        regexp_matches({{ bio_for_patterns('sample_text') }}, pattern) as is_matched,
        regexp_extract({{ bio_for_patterns('sample_text') }}, pattern, 1) as captured_text

    from texts_united

),

numbers_read as (

    select
        *,
        regexp_matches(captured_text, '^(?:2k|[0-9]{2})?[0-9]{2}$')
        or (fact = 'stated_age' and {{ whole_number('captured_text') }} is not null)
            as is_number_captured

    from texts_matched

)

select
    bio_pattern_id,
    kind,
    sample_text,
    case
        when kind = 'counter-example' then 'the pattern is found in its counter-example'
        when is_matched then 'the pattern captures no number in its example'
        else 'the pattern is not found in its example'
    end as failure_reason

from numbers_read
where
    is_matched != (kind = 'example')
    or (
        kind = 'example'
        and fact in ('stated_age', 'birth_year', 'class_year', 'number')
        and not is_number_captured
    )
