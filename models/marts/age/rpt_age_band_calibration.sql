with

age_bands as (

    select * from {{ ref('ref_age_bands') }}

),

labelled_users as (

    select * from {{ ref('dim_age_users') }}
    where role = 'labelled'

),

out_of_fold_bands as (

    select * from {{ source('predictions', 'age_out_of_fold_bands') }}

),

runs as (

    select * from {{ ref('fct_model_runs') }}
    where subject = 'age'

),

-- Ten bins of equal width, as in reliability diagrams.
probabilities_binned as (

    select
        out_of_fold_bands.run_id,
        out_of_fold_bands.repeat,
        out_of_fold_bands.age_band_id,
        out_of_fold_bands.probability,
        cast(least(floor(out_of_fold_bands.probability * 10), 9) + 1 as integer) as bin_number,
        cast(
            (labelled_users.age_band_id is not distinct from out_of_fold_bands.age_band_id)
            as integer
        ) as is_hit

    from out_of_fold_bands
    inner join labelled_users on out_of_fold_bands.user_id = labelled_users.user_id

),

repeats_counted as (

    select cast(count(distinct repeat) as double) as repeat_count from out_of_fold_bands

),

-- Repeats evaluate the same users again: counts are means over repeats.
bins_counted as (

    select
        probabilities_binned.age_band_id,
        probabilities_binned.bin_number,
        max(probabilities_binned.run_id) as run_id,
        count(*) / any_value(repeats_counted.repeat_count) as mean_user_count,
        sum(probabilities_binned.is_hit) / any_value(repeats_counted.repeat_count)
            as mean_hit_count,
        round(avg(probabilities_binned.probability), 9) as claimed_probability

    from probabilities_binned
    cross join repeats_counted
    group by probabilities_binned.age_band_id, probabilities_binned.bin_number

),

bins_judged as (

    select
        *,
        mean_user_count < {{ var('min_group_users') }} as is_suppressed,
        {{ wilson_limit('mean_hit_count', 'mean_user_count', '-') }} as observed_low,
        {{ wilson_limit('mean_hit_count', 'mean_user_count', '+') }} as observed_high

    from bins_counted

),

final as (

    select
        bins_judged.age_band_id,
        bins_judged.bin_number,
        age_bands.age_band,
        case
            when not bins_judged.is_suppressed
                then cast(round(bins_judged.mean_user_count) as bigint)
        end as user_count,
        case when not bins_judged.is_suppressed then bins_judged.claimed_probability end
            as claimed_probability,
        case
            when not bins_judged.is_suppressed
                then round(bins_judged.mean_hit_count / bins_judged.mean_user_count, 9)
        end as observed_share,
        case when not bins_judged.is_suppressed then bins_judged.observed_low end as observed_low,
        case when not bins_judged.is_suppressed then bins_judged.observed_high end as observed_high,
        bins_judged.is_suppressed,
        runs.is_stale

    from bins_judged
    inner join age_bands on bins_judged.age_band_id = age_bands.age_band_id
    left outer join runs on bins_judged.run_id = runs.run_id

)

select * from final
