{%- set width = var('uam_bin_minutes') | int %}
with

users as (

    select * from {{ ref('fct_user_active_minutes') }}

),

summaries as (

    select * from {{ ref('rpt_active_minutes_summary') }}

),

summaries_with_bin_counts as (

    select
        *,
        max_active_minutes // {{ width }} + 1 as linear_bin_count,
        -- Doublings of the width up to the largest value: binary digits of the quotient.
        length(bin(max_active_minutes // {{ width }}))
        + if(max_active_minutes >= {{ width }}, 1, 0) as log_bin_count

    from summaries

),

bins as (

    select
        *,
        'linear' as scale,
        unnest(range(1, linear_bin_count + 1)) as bin_number,
        (bin_number - 1) * {{ width }} as bin_start,
        bin_number * {{ width }} - 1 as bin_end

    from summaries_with_bin_counts
    where user_count > 0
    union all
    -- A few users with thousands of minutes would compress the distribution of the others.
    select
        *,
        'log' as scale,
        unnest(range(1, log_bin_count + 1)) as bin_number,
        if(bin_number = 1, 0, {{ width }} * (1 << greatest(bin_number - 2, 0))) as bin_start,
        {{ width }} * (1 << (bin_number - 1)) - 1 as bin_end

    from summaries_with_bin_counts
    where user_count > 0
    union all
    select
        *,
        unnest(['linear', 'log']) as scale,
        0 as bin_number,
        0 as bin_start,
        0 as bin_end

    from summaries_with_bin_counts
    where inactive_user_count > 0

),

values_counted as (

    select
        log_name,
        active_minute_count,
        count(*) as user_count

    from users
    group by log_name, active_minute_count

),

final as (

    select
        -- ids
        bins.log_name,
        bins.scale,
        bins.bin_number::integer as bin_number,

        -- numerics
        bins.bin_start::integer as bin_start,
        bins.bin_end::integer as bin_end,
        coalesce(sum(values_counted.user_count), 0)::bigint as user_count,
        round(
            coalesce(sum(values_counted.user_count), 0)
            / any_value(bins.user_count + bins.inactive_user_count), 9
        )::double as user_share,

        -- booleans
        bins.bin_number > 0
        and any_value(floor(bins.median_active_minutes)) between bins.bin_start and bins.bin_end
            as has_median,
        bins.bin_number > 0
        and any_value(floor(bins.p90_active_minutes)) between bins.bin_start and bins.bin_end
            as has_p90,
        any_value(bins.is_sample) as is_sample

    from bins
    left outer join values_counted
        on
            bins.log_name = values_counted.log_name
            and values_counted.active_minute_count between bins.bin_start and bins.bin_end
            -- Zero has its own bin.
            and (bins.bin_number = 0) = (values_counted.active_minute_count = 0)
    group by bins.log_name, bins.scale, bins.bin_number, bins.bin_start, bins.bin_end
    order by bins.log_name, bins.scale, bins.bin_number

)

select * from final
