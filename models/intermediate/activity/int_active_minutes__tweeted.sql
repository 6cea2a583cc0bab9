with

tweets as (

    {{ rows_if_built(
        ref('stg_twitter__tweets'), {'user_id': 'bigint', 'tweeted_at': 'timestamp'}
    ) }}

),

final as (

    select
        user_id::varchar as user_id,
        date_trunc('minute', tweeted_at) as minute_at,
        count(*)::integer as action_count

    from tweets
    where tweeted_at is not null
    group by user_id, date_trunc('minute', tweeted_at)
    order by minute_at, user_id

)

select * from final
