with

ages_test as (

    select * from {{ ref('base_twitter__ages_test') }}

),

files as (

    select * from {{ ref('base_raw__files') }}

),

rejected_segments as (

    select * from {{ ref('base_raw__rejected_segments') }}

),

-- What could not be read at all may have asked for somebody: it is asked about, never left out.
lines_listed as (

    select
        file_order,
        record_number as line_number,
        user_id,
        file_path,
        excerpt

    from ages_test
    union all
    select
        files.file_order,
        try_cast(regexp_extract(rejected_segments.place, '^lines? (\d+)', 1) as bigint)
            as line_number,
        null as user_id,
        rejected_segments.file_path,
        coalesce(rejected_segments.excerpt, '') as excerpt

    from rejected_segments
    inner join files
        on rejected_segments.file_path = files.file_path
    where rejected_segments.input_name = 'ages_test'

),

final as (

    select
        row_number() over (order by file_order, line_number nulls last) as target_position,
        user_id,
        file_path,
        line_number,
        excerpt as line_excerpt

    from lines_listed

)

select * from final
