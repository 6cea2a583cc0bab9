with

columns_described as (

    select * from {{ ref('ref_video_columns') }}

),

cells as (

    select * from {{ ref('int_video_cells__listed') }}

),

videos as (

    select * from {{ ref('int_videos__measured') }}

),

videos_counted as (

    select count(*) as video_count from videos

),

cells_summarised as (

    select
        column_name,
        count(text) as filled_count,
        count(distinct text) as distinct_count,
        min(number) as least,
        round(avg(number), 9) as mean,
        quantile_cont(number, 0.25) as lower_quartile,
        median(number) as median,
        quantile_cont(number, 0.75) as upper_quartile,
        max(number) as largest

    from cells
    group by column_name

),

values_outside as (

    select
        cells.column_name,
        cells.text,
        count(*) as video_count

    from cells
    inner join columns_described on cells.column_name = columns_described.column_name
    where
        columns_described.allowed_values is not null
        and not list_contains(string_split(columns_described.allowed_values, '|'), cells.text)
    group by cells.column_name, cells.text

),

-- A cell may hold anything: what few videos say is shown to nobody.
values_outside_listed as (

    select
        column_name,
        cast(sum(video_count) as bigint) as outside_count,
        string_agg(text, ', ' order by text) filter (
            where {{ var('show_texts') }} or video_count >= {{ var('min_group_users') }}
        ) as outside_values

    from values_outside
    group by column_name

),

final as (

    select
        columns_described.column_name,
        columns_described.display_order,
        columns_described.value_type,
        columns_described.meaning,
        columns_described.unit,
        columns_described.allowed_values,
        columns_described.useful_for,
        coalesce(cells_summarised.filled_count, 0) as filled_count,
        videos_counted.video_count - coalesce(cells_summarised.filled_count, 0) as missing_count,
        coalesce(cells_summarised.distinct_count, 0) as distinct_count,
        cells_summarised.least,
        cells_summarised.mean,
        cells_summarised.lower_quartile,
        cells_summarised.median,
        cells_summarised.upper_quartile,
        cells_summarised.largest,
        coalesce(values_outside_listed.outside_count, 0) as outside_count,
        values_outside_listed.outside_values

    from columns_described
    cross join videos_counted
    left outer join cells_summarised
        on columns_described.column_name = cells_summarised.column_name
    left outer join values_outside_listed
        on columns_described.column_name = values_outside_listed.column_name

)

select * from final
