with

labelled_users as (

    select * from {{ ref('dim_age_users') }}
    where role = 'labelled'

),

features as (

    select * from {{ ref('feat_users') }}

),

originals as (

    select * from {{ ref('int_users__originals') }}

),

measures as (

    select * from {{ ref('int_behaviour__measures') }}

),

-- Booleans become 1 and 0, so that their mean is a share of users; texts become NULL.
features_as_numbers as (

    select
        user_id,
        try_cast(columns(* exclude (user_id)) as double)

    from features
    where user_id in (select labelled_users.user_id from labelled_users)

),

values_united as (

    select
        user_id,
        measure,
        measure_value
    from features_as_numbers
    unpivot (measure_value for measure in (columns(* exclude (user_id))))
    union all
    select
        user_id,
        'original_share' as measure,
        original_share as measure_value
    from originals

),

users_chunked as (

    select
        *,
        -- The bootstrap processes 500 users of a band at a time: short lists, little memory.
        (row_number() over (partition by age_band_id order by user_id) - 1) // 500 as user_chunk

    from labelled_users

),

-- A row for every measure: the number of users without a value is part of the result.
users_measured as (

    select
        users_chunked.*,
        measures.measure,
        measures.scale,
        values_united.measure_value

    from users_chunked
    cross join measures
    left outer join values_united
        on
            users_chunked.user_id = values_united.user_id
            and measures.measure = values_united.measure

),

-- Logarithms have no limits: they already compress outliers.
measures_bounded as (

    select
        measure,
        quantile_disc(measure_value, {{ winsorised_shares() }}) as value_limits

    from users_measured
    where scale = 'plain' and measure_value is not null
    group by measure

),

final as (

    select
        -- ids
        users_measured.user_id,
        users_measured.age_band_id,
        cast(users_measured.user_chunk as integer) as user_chunk,
        users_measured.measure,

        -- numerics
        users_measured.age_years,
        users_measured.measure_value,
        {{ winsorised('users_measured.measure_value', 'measures_bounded.value_limits') }}
            as winsorised_value

    from users_measured
    left outer join measures_bounded on users_measured.measure = measures_bounded.measure

)

select * from final
