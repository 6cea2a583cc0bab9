with

bins as (

    select * from {{ ref('fct_age_drift_bins') }}

),

runs as (

    select * from {{ ref('fct_model_runs') }}
    where subject = 'age'

),

-- Bins that are empty in both groups are dropped. Half a user is added to each of the others, so
-- that an empty one does not make the index infinite.
shares_computed as (

    select
        feature,
        population,
        run_id,
        training_user_count,
        user_count,
        (training_user_count + 0.5)
        / sum(training_user_count + 0.5) over (partition by feature, population)
            as training_share,
        (user_count + 0.5) / sum(user_count + 0.5) over (partition by feature, population)
            as user_share

    from bins
    where training_user_count + user_count > 0

),

indexes_computed as (

    select
        feature,
        population,
        run_id,
        count(*) as bin_count,
        cast(sum(training_user_count) as bigint) as training_user_count,
        cast(sum(user_count) as bigint) as user_count,
        sum((user_share - training_share) * ln(user_share / training_share)) as stability_index,
        (count(*) - 1) * (1 / sum(training_user_count) + 1 / sum(user_count)) as expected_by_chance

    from shares_computed
    group by feature, population, run_id
    having sum(user_count) > 0

),

-- By chance alone the index is a scaled chi-squared number with bins - 1 degrees of freedom; it
-- rarely exceeds three standard deviations above its mean, even with a hundred features.
limits_computed as (

    select
        *,
        expected_by_chance * (1 + 3 * sqrt(2 / greatest(bin_count - 1, 1))) as chance_limit

    from indexes_computed

),

final as (

    select
        limits_computed.feature,
        limits_computed.population,
        limits_computed.run_id,
        limits_computed.bin_count,
        limits_computed.training_user_count,
        limits_computed.user_count,
        limits_computed.stability_index,
        limits_computed.expected_by_chance,
        limits_computed.chance_limit,
        case
            when limits_computed.stability_index < 0.1 then 'stable'
            when limits_computed.stability_index <= limits_computed.chance_limit
                then 'no more than chance'
            when limits_computed.stability_index < 0.25 then 'some drift'
            else 'much drift'
        end as verdict,
        runs.is_stale

    from limits_computed
    left outer join runs
        on limits_computed.run_id = runs.run_id

)

select * from final
