{{ config(post_hook="{{ stop_on_rounded_users() }}") }}
with

lines as (

    {{ read_activity_user_lists() }}

),

cells as (

    select
        {{ first_logged_id(
            "[regexp_extract(line, '^(\"(?:[^\"]|\"\")*\"|[^,;\\t|]*)', 1)]"
        ) }} as user_text

    from lines

),

final as (

    select distinct
        {{ activity_user('user_text') }} as user_id,
        {{ is_rounded_id('user_text') }} as is_rounded

    from cells
    where
        user_text is not null
        -- A first line that names the column is not a user.
        and lower(user_text) not in ({{ activity_user_names() }})

)

select * from final
