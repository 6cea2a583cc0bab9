with

user_categories as (

    select * from {{ ref('int_user_categories__united') }}

),

final as (

    select
        -- ids
        user_id,

        -- strings
        category,
        value,

        -- numerics
        value_share,
        count(*) over (partition by category, value) as value_user_count

    from user_categories

)

select * from final
