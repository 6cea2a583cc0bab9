with

mentions as (

    select * from {{ ref('base_twitter__mentions') }}

),

mentions_counted as (

    select
        *,
        count(*) over (partition by user_id, mentioned_user_id) as mention_count,
        min(mentioned_handle) over (partition by user_id, mentioned_user_id) as first_handle

    from mentions
    where rejection_reason is null

),

final as (

    select
        -- ids
        user_id,
        mentioned_user_id,

        -- strings
        first_handle as mentioned_handle,

        -- numerics
        mention_count,

        -- origin
        file_path,
        record_number

    from mentions_counted
    qualify row_number() over (
        partition by user_id, mentioned_user_id
        order by file_path, record_number
    ) = 1

)

select * from final
