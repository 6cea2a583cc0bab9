with

measured_tweets as (

    select * from {{ ref('int_language_tweets__measured') }}
    where is_in_norm and has_score

),

measured_users as (

    select * from {{ ref('int_language_users__measured') }}
    where is_member and has_score

),

rows_united as (

    select
        group_number,
        'tweet' as unit,
        token_count,
        cosine_distance,
        surprisal_bits

    from measured_tweets

    union all

    select
        group_number,
        'user' as unit,
        token_count,
        cosine_distance,
        surprisal_bits

    from measured_users

),

sizes_counted as (

    select
        group_number,
        unit,
        token_count,
        count(*) as row_count

    from rows_united
    group by group_number, unit, token_count

),

sizes_classed as (

    select
        group_number,
        unit,
        token_count,
        {{ size_class('row_count', 'token_count', 'group_number, unit') }} as raw_class

    from sizes_counted

),

classes_summarised as (

    select
        rows_united.group_number,
        rows_united.unit,
        sizes_classed.raw_class,
        {{ size_standards('rows_united.token_count') }}

    from rows_united
    inner join sizes_classed
        on
            rows_united.group_number = sizes_classed.group_number
            and rows_united.unit = sizes_classed.unit
            and rows_united.token_count = sizes_classed.token_count
    group by rows_united.group_number, rows_united.unit, sizes_classed.raw_class

),

final as (

    select
        -- ids
        group_number,
        unit,
        cast(row_number() over (partition by group_number, unit order by raw_class) as integer)
            as size_class,

        -- numerics
        * exclude (group_number, unit, raw_class),

        -- Rows shorter or longer than the group's own go to the first or last class.
        case when size_class > 1 then min_token_count else 0 end as from_token_count,
        lead(min_token_count, 1, 2147483647) over (
            partition by group_number, unit order by raw_class
        ) as below_token_count

    from classes_summarised

)

select * from final
