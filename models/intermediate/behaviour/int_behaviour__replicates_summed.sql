with

user_behaviour as (

    select * from {{ ref('int_users__behaviour_measured') }}

),

weights as (

    select * from {{ ref('int_behaviour__weights_drawn') }}

),

values_listed as (

    select
        age_band_id,
        user_chunk,
        measure,
        {{ list_in_order('coalesce(winsorised_value, 0)', 'user_id') }} as user_values,
        {{ list_in_order('cast(winsorised_value is not null as double)', 'user_id') }}
            as user_counts

    from user_behaviour
    group by age_band_id, user_chunk, measure

),

-- Each user counts 0, 1, 2... times in a replicate: the Poisson bootstrap (Hanley and MacGibbon
-- 2006). The product of two lists adds in the order of users, so that every build gives the same
-- last digit, at a tenth of the cost of joining users and replicates row by row.
chunks_weighted as (

    select
        values_listed.age_band_id,
        values_listed.user_chunk,
        values_listed.measure,
        weights.replicate,
        list_dot_product(values_listed.user_values, weights.user_weights) as weighted_total,
        list_dot_product(values_listed.user_counts, weights.user_weights) as weighted_count

    from values_listed
    inner join weights
        on
            values_listed.age_band_id = weights.age_band_id
            and values_listed.user_chunk = weights.user_chunk

),

final as (

    select
        -- ids
        age_band_id,
        measure,
        replicate,

        -- numerics
        list_sum({{ list_in_order('weighted_total', 'user_chunk') }}) as weighted_total,
        cast(sum(weighted_count) as bigint) as weighted_count

    from chunks_weighted
    group by age_band_id, measure, replicate

)

select * from final
