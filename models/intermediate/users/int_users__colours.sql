with

profiles as (

    select * from {{ ref('stg_twitter__profiles') }}

),

final as (

    select
        -- ids
        user_id,

        -- numerics
        {{ colour_part('profile_link_color', 1) }} as link_colour_red,
        {{ colour_part('profile_link_color', 2) }} as link_colour_green,
        {{ colour_part('profile_link_color', 3) }} as link_colour_blue,
        {{ colour_part('profile_background_color', 1) }} as background_colour_red,
        {{ colour_part('profile_background_color', 2) }} as background_colour_green,
        {{ colour_part('profile_background_color', 3) }} as background_colour_blue,
        {{ colour_part('profile_sidebar_fill_color', 1) }} as fill_colour_red,
        {{ colour_part('profile_sidebar_fill_color', 2) }} as fill_colour_green,
        {{ colour_part('profile_sidebar_fill_color', 3) }} as fill_colour_blue,
        {{ colour_part('profile_text_color', 1) }} as text_colour_red,
        {{ colour_part('profile_text_color', 2) }} as text_colour_green,
        {{ colour_part('profile_text_color', 3) }} as text_colour_blue

    from profiles

)

select * from final
