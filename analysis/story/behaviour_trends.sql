-- What changes with age, over all ages at once? One row per behaviour, the strongest first.
select
    measure as row_key,
    section,
    title,
    direction,
    verdict,
    rank_correlation,
    rank_correlation_low,
    rank_correlation_high,
    q_value,
    user_count

from marts.fct_behaviour_trends
order by abs(rank_correlation) desc nulls last, measure asc;
