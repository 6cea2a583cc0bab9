-- Each pattern is found in its example and not in its counter-example, read as a bio would be.
with

bio_patterns as (

    select * from {{ ref('ref_bio_patterns') }}

),

texts_united as (

    select
        bio_pattern_id,
        pattern,
        'example' as kind,
        example as sample_text
    from bio_patterns
    union all
    select
        bio_pattern_id,
        pattern,
        'counter-example' as kind,
        counter_example as sample_text
    from bio_patterns

),

texts_matched as (

    select
        *,
        regexp_matches({{ bio_for_patterns('sample_text') }}, pattern) as is_matched

    from texts_united

)

select
    bio_pattern_id,
    kind,
    sample_text,
    case kind
        when 'example' then 'the pattern is not found in its example'
        else 'the pattern is found in its counter-example'
    end as failure_reason

from texts_matched
where is_matched != (kind = 'example')
