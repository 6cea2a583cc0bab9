-- About which groups do the data say little or nothing? One row per age band and section: measures
-- that are suppressed for lack of users, in small groups, unknown (neither a difference nor
-- similarity is shown) or alike, and the users without a value.
-- Run: plumage ask analysis/behaviour/what_cannot_be_told.sql
with

behaviour as (

    select * from marts.rpt_behaviour_by_age_band

),

final as (

    select
        age_band_id,
        age_band,
        section,
        count(*) as measure_count,
        count(*) filter (where is_suppressed) as suppressed_count,
        count(*) filter (where is_small) as small_count,
        count(*) filter (where verdict = 'unknown') as unknown_count,
        count(*) filter (where verdict = 'alike') as alike_count,
        round(avg(missing_user_count / (user_count + missing_user_count)), 3)
            as mean_missing_user_share

    from behaviour
    group by age_band_id, age_band, section

)

select * from final
order by age_band_id, section;
