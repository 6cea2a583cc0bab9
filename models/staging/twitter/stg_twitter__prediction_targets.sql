with

ages_test as (

    select * from {{ ref('base_twitter__ages_test') }}

),

lines_numbered as (

    select
        *,
        row_number() over (order by file_order, record_number) as target_position

    from ages_test

),

final as (

    select
        -- ids
        user_id,

        -- numerics
        target_position,

        -- origin
        file_path,
        record_number

    from lines_numbered
    where rejection_reason is null

)

select * from final
