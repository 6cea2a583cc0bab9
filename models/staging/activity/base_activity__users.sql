with

lines as (

    {{ read_activity_user_lists() }}

),

cells as (

    select
        line,
        trim(regexp_extract(line, '^("(?:[^"]|"")*"|[^,;\t|]*)', 1), ' "' || chr(9)) as user_id

    from lines

),

final as (

    select distinct {{ activity_user('user_id') }} as user_id

    from cells
    where
        user_id != ''
        -- A first line that names the column is not a user.
        and lower(user_id) not in ({{ activity_user_names() }})

)

select * from final
