with

ages_test as (

    select * from {{ ref('base_twitter__ages_test') }}

),

final as (

    select
        row_number() over (order by file_order, record_number) as target_position,
        user_id,
        file_path,
        record_number as line_number,
        excerpt as line_excerpt

    from ages_test

)

select * from final
