-- How many labelled users are in each age band? One row per age band.
with

age_bands as (

    select * from reference.ref_age_bands

),

labels as (

    select * from marts.dim_age_users
    where role = 'labelled' and age_years is not null

),

final as (

    select
        age_bands.age_band_id as row_key,
        age_bands.age_band,
        count(labels.user_id) as user_count,
        count(labels.user_id) / nullif(sum(count(labels.user_id)) over (), 0)::double
            as user_share

    from age_bands
    left outer join labels on age_bands.age_band_id = labels.age_band_id
    group by age_bands.age_band_id, age_bands.age_band

)

select * from final
order by row_key;
