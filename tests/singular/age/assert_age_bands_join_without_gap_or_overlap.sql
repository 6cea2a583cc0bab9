-- Each plausible age is in exactly one band, and one edge is at 30: the language models need it.
with

age_bands as (

    select * from {{ ref('ref_age_bands') }}

),

ages as (

    select unnest(range(
        {{ var('plausible_age_years')[0] }}, {{ var('plausible_age_years')[1] }} + 1
    )) as age_years

),

bands_counted as (

    select
        ages.age_years,
        count(age_bands.age_band_id) as band_count

    from ages
    left outer join age_bands
        on
            ages.age_years >= coalesce(age_bands.min_age_years, 0)
            and ages.age_years <= coalesce(age_bands.max_age_years, 1000)
    group by ages.age_years

),

edges_counted as (

    select count(*) filter (where min_age_years = 30) as edge_count
    from age_bands

)

select
    age_years,
    'age lies in ' || band_count || ' bands' as failure_reason

from bands_counted
where band_count != 1
union all
select
    30 as age_years,
    'no band begins at 30' as failure_reason

from edges_counted
where edge_count = 0
