-- Do the users to predict resemble the training users? One row per population.
select
    population as row_key,
    count(*) as feature_count,
    count(*) filter (where verdict in ('some drift', 'much drift')) as drifting_count,
    count(*) filter (where verdict = 'much drift') as much_drifting_count,
    any_value(user_count) as user_count

from marts.fct_age_drift
group by population
order by row_key;
