-- Each pattern matches its example and not its counter-example, prepared like a bio.
with

other_numbers as (

    select * from {{ ref('ref_other_numbers') }}

),

examples_prepared as (

    select
        *,
        {{ bio_for_patterns('example') }} as prepared_example,
        {{ bio_for_patterns('counter_example') }} as prepared_counter_example

    from other_numbers

),

texts_divided as (

    select
        *,
        {{ text_parts('prepared_example') }} as example_parts,
        {{ text_parts('prepared_counter_example') }} as counter_example_parts

    from examples_prepared

)

select
    other_number_id,
    case
        when regexp_matches(counter_example_parts, pattern)
            then 'the pattern is found in its counter-example'
        else 'the pattern is not found in its example'
    end as failure_reason

from texts_divided
where
    regexp_matches(counter_example_parts, pattern)
    or not regexp_matches(example_parts, pattern)
