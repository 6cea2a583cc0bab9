with

bios as (

    select * from {{ ref('int_bios__text') }}

),

bio_patterns as (

    select * from {{ ref('ref_bio_patterns') }}

),

bios_prepared as (

    select
        user_id,
        {{ bio_for_patterns('bio_text') }} as bio

    from bios

),

bios_matched as (

    select
        user_id,
        bio,
        unnest(
            {{ matched_pattern_ids('bio', 'ref_bio_patterns', 'bio_pattern_id') }}
        ) as bio_pattern_id

    from bios_prepared

),

final as (

    select
        -- ids
        bios_matched.user_id,
        bios_matched.bio_pattern_id,

        -- strings
        case
            when bio_patterns.fact in ('stated_age', 'birth_year', 'class_year', 'number')
                then regexp_extract(bios_matched.bio, bio_patterns.pattern, 1)
        end as matched_number

    from bios_matched
    inner join bio_patterns on bios_matched.bio_pattern_id = bio_patterns.bio_pattern_id

)

select * from final
