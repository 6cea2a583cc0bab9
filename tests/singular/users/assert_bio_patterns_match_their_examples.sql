-- Each pattern matches its example and not its counter-example, prepared like a bio, and
-- captures a number if its fact has one.
-- depends_on: {{ ref('ref_other_numbers') }}
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

texts_prepared as (

    select
        *,
        {{ bio_for_patterns('sample_text') }} as bio

    from texts_united

),

texts_chosen as (

    select
        *,
        case
            when fact in ('stated_age', 'birth_year', 'number') then {{ age_statements('bio') }}
            else bio
        end as searched_text

    from texts_prepared

),

texts_matched as (

    select
        *,
        regexp_matches(searched_text, pattern) as is_matched,
        regexp_matches(
            regexp_extract(searched_text, pattern, 1), '^(?:2k|[0-9]{2})?[0-9]{2}$'
        ) as is_number_captured

    from texts_chosen

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

from texts_matched
where
    (is_matched is distinct from (kind = 'example'))
    or (
        kind = 'example'
        and fact in ('stated_age', 'birth_year', 'class_year', 'number')
        and not is_number_captured
    )
