with

profiles as (

    select * from {{ ref('stg_twitter__profiles') }}

),

bios_cleaned as (

    select
        user_id,
        nullif({{ clean_text('description') }}, '') as bio_text

    from profiles

),

bios_masked as (

    select
        user_id,
        bio_text,
        {{ mask_references('bio_text') }} as masked_text

    from bios_cleaned
    where bio_text is not null

),

references_dropped as (

    select
        *,
        {{ drop_references('masked_text') }} as own_text

    from bios_masked

),

final as (

    select
        -- ids
        user_id,
        md5(own_text) as text_id,

        -- strings
        bio_text,
        masked_text,
        own_text,

        -- numerics
        length(bio_text) as character_count,
        {{ count_matches('masked_text', '\\bhttp\\b') }} as link_count,
        {{ count_matches('masked_text', '@user\\b') }} as handle_count,
        {{ count_matches('masked_text', hashtag_pattern()) }} as hashtag_count

    from references_dropped

)

select * from final
