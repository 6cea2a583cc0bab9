{%- set is_statement = "fact in ('stated_age', 'birth_year', 'number')" -%}
-- depends_on: {{ ref('ref_other_numbers') }}
with

profiles as (

    select * from {{ ref('stg_twitter__profiles') }}

),

bio_patterns as (

    select * from {{ ref('ref_bio_patterns') }}

),

-- A new line separates as a bar does. int_bios__text has joined the lines.
lines_marked as (

    select
        user_id,
        regexp_replace(description, '[\r\n]+', ' | ', 'g') as bio

    from profiles
    where description is not null

),

bios_cleaned as (

    select
        user_id,
        {{ clean_text('bio') }} as bio

    from lines_marked

),

bios_prepared as (

    select
        user_id,
        {{ bio_for_patterns('bio') }} as bio

    from bios_cleaned

),

statements_prepared as (

    select
        user_id,
        {{ age_statements('bio') }} as statements

    from bios_prepared

),

patterns_found as (

    select
        user_id,
        bio as searched_text,
        unnest({{ matched_pattern_ids(
            'bio', 'ref_bio_patterns', 'bio_pattern_id', 'not ' ~ is_statement
        ) }}) as bio_pattern_id

    from bios_prepared
    union all
    select
        user_id,
        statements as searched_text,
        unnest({{ matched_pattern_ids(
            'statements', 'ref_bio_patterns', 'bio_pattern_id', is_statement
        ) }}) as bio_pattern_id

    from statements_prepared

),

final as (

    select
        -- ids
        patterns_found.user_id,
        patterns_found.bio_pattern_id,

        -- strings
        case
            when bio_patterns.fact in ('stated_age', 'birth_year', 'class_year', 'number')
                then regexp_extract(patterns_found.searched_text, bio_patterns.pattern, 1)
        end as matched_number

    from patterns_found
    inner join bio_patterns on patterns_found.bio_pattern_id = bio_patterns.bio_pattern_id

)

select * from final
