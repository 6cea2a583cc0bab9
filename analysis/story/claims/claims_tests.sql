-- Do verified and other users differ? One row per measure, group of videos and test.
select
    measure || ' ' || stratum || ' ' || method as row_key,
    replace(replace(measure, '_count', 's'), 'duration_seconds', 'duration in seconds') as title,
    measure,
    stratum,
    method,
    verified_count,
    other_count,
    statistic,
    degrees_of_freedom,
    difference,
    ci_low,
    ci_high,
    effect,
    p_value,
    p_value_holm

from predictions.claims_tests
order by stratum asc, method asc, abs(effect) desc nulls last, measure asc;
