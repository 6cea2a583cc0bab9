-- Which behaviour increases or decreases with age? Rank correlations beyond chance
-- (Benjamini-Hochberg over all measures), the strongest first. One row per measure.
-- Run: plumage ask analysis/behaviour/what_goes_with_age.sql
with

trends as (

    select * from marts.fct_behaviour_trends

),

final as (

    select
        section,
        title,
        direction,
        round(rank_correlation, 3) as rank_correlation,
        round(rank_correlation_low, 3) as rank_correlation_low,
        round(rank_correlation_high, 3) as rank_correlation_high,
        p_value,
        q_value,
        user_count

    from trends
    where verdict = 'goes with age'

)

select * from final
order by abs(rank_correlation) desc, title asc;
