with

measured_users as (

    select
        *,
        surprisal_bits - unigram_bits as order_bits

    from {{ ref('int_language_users__measured') }}
    where is_member and has_score

),

sizes_counted as (

    select
        group_id,
        token_count,
        count(*) as row_count

    from measured_users
    group by group_id, token_count

),

sizes_classed as (

    select
        group_id,
        token_count,
        {{ size_class('row_count', 'token_count', 'group_id') }} as raw_class

    from sizes_counted

),

classes_summarised as (

    select
        measured_users.group_id,
        sizes_classed.raw_class,
        {{ size_standards('measured_users.token_count') }}

    from measured_users
    inner join sizes_classed
        on
            measured_users.group_id = sizes_classed.group_id
            and measured_users.token_count = sizes_classed.token_count
    group by measured_users.group_id, sizes_classed.raw_class

),

final as (

    select
        -- ids
        group_id,
        cast(row_number() over (partition by group_id order by raw_class) as integer)
            as size_class,

        -- numerics
        * exclude (group_id, raw_class),

        -- Whatever is shorter or longer than the group's own goes to the first or last class.
        case when size_class > 1 then min_token_count else 0 end as from_token_count,
        lead(min_token_count, 1, 2147483647) over (partition by group_id order by raw_class)
            as below_token_count

    from classes_summarised

)

select * from final
