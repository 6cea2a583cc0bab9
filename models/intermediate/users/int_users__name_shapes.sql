with

profiles as (

    select * from {{ ref('stg_twitter__profiles') }}

),

-- A line each, empty where it is missing, so that every part keeps its place.
final as (

    select
        -- ids
        user_id,

        -- strings
        {{ name_shape(
            "coalesce(screen_name, '') || chr(10) || coalesce(display_name, '')"
            ~ " || chr(10) || coalesce(location, '')"
        ) }} as name_shape

    from profiles

)

select * from final
