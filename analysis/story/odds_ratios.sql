-- Which behaviour is associated with age, all else equal? Odds ratios of an older band per standard
-- deviation (or for true), the strongest first. One row per estimated term.
select
    term as row_key,
    odds_ratio,
    ci_low,
    ci_high,
    not 1 between ci_low and ci_high as is_beyond_chance

from predictions.age_model_coefficients
where term_position is not null and left_out_because is null and odds_ratio is not null
order by abs(ln(odds_ratio)) desc, row_key asc;
