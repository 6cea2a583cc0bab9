with

friends as (

    select * from {{ ref('base_twitter__friends') }}

),

-- A repeated pair counts once: following is yes or no.
final as (

    select
        -- ids
        user_id,
        followed_user_id,

        -- origin
        file_path,
        record_number

    from friends
    where rejection_reason is null
    qualify row_number() over (
        partition by user_id, followed_user_id
        order by file_path, record_number
    ) = 1

)

select * from final
