-- What changes with age, each finding once? One row per section of behaviours of which one goes
-- with age: the one that does so most, in its unit, at the youngest and the oldest band shown.
with

trends as (

    select * from marts.fct_behaviour_trends
    where verdict = 'goes with age'

),

-- Bands of few users say little at the ends, unless there are no others.
behaviour as (

    select * from marts.rpt_behaviour_by_age_band
    where value is not null
    qualify not is_small or count(*) filter (where not is_small) over (partition by measure) < 2

),

features as (

    select * from reference.ref_features

),

strongest as (

    select
        *,
        count(*) over (partition by section) as found_count

    from trends
    qualify
        row_number() over (
            partition by section order by abs(rank_correlation) desc, measure asc
        ) = 1

),

ends as (

    select
        measure,
        any_value(unit) as unit,
        arg_min(age_band, age_band_id) as first_band,
        arg_min(value, age_band_id) as first_value,
        arg_min(value_low, age_band_id) as first_low,
        arg_min(value_high, age_band_id) as first_high,
        arg_max(age_band, age_band_id) as last_band,
        arg_max(value, age_band_id) as last_value,
        arg_max(value_low, age_band_id) as last_low,
        arg_max(value_high, age_band_id) as last_high

    from behaviour
    group by measure
    having count(*) > 1

),

final as (

    select
        strongest.section as row_key,
        strongest.measure,
        strongest.title,
        strongest.direction,
        strongest.found_count,
        strongest.rank_correlation,
        strongest.rank_correlation_low,
        strongest.rank_correlation_high,
        case when strongest.rank_correlation > 0 then features.more else features.less end
            as older_phrase,
        ends.unit,
        ends.first_band,
        ends.first_value,
        ends.first_low,
        ends.first_high,
        ends.last_band,
        ends.last_value,
        ends.last_low,
        ends.last_high

    from strongest
    inner join ends on strongest.measure = ends.measure
    left outer join features on strongest.measure = features.feature
    -- A trend whose ends overlap is too slight to be told by its ends.
    where ends.first_high < ends.last_low or ends.last_high < ends.first_low

)

select * from final
order by abs(rank_correlation) desc, row_key asc;
