with

bands as (

    select * from {{ ref('int_behaviour__bands_averaged') }}
    where is_shown

),

replicates as (

    select * from {{ ref('int_behaviour__replicates_summed') }}

),

replicates_shown as (

    select replicates.*
    from replicates
    inner join bands
        on
            replicates.age_band_id = bands.age_band_id
            and replicates.measure = bands.measure

),

replicates_totalled as (

    select
        measure,
        replicate,
        list_sum(list(weighted_total order by age_band_id)) as weighted_total,
        sum(weighted_count) as weighted_count

    from replicates_shown
    group by measure, replicate

),

replicates_compared as (

    select
        replicates_shown.age_band_id,
        replicates_shown.measure,
        replicates_shown.replicate,
        replicates_shown.weighted_total / nullif(replicates_shown.weighted_count, 0)
            as mean_value,
        (replicates_totalled.weighted_total - replicates_shown.weighted_total)
        / nullif(replicates_totalled.weighted_count - replicates_shown.weighted_count, 0)
            as other_mean_value

    from replicates_shown
    inner join replicates_totalled
        on
            replicates_shown.measure = replicates_totalled.measure
            and replicates_shown.replicate = replicates_totalled.replicate

),

final as (

    select
        -- ids
        age_band_id,
        measure,

        -- numerics
        {{ sd_in_order('mean_value', 'replicate') }} as mean_error,
        {{ sd_in_order('mean_value - other_mean_value', 'replicate') }} as difference_error

    from replicates_compared
    group by age_band_id, measure

)

select * from final
