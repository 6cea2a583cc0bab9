-- What goes with a verified author, all else equal? One row per term of the regression.
select
    term as row_key,
    unit,
    odds_ratio,
    ci_low,
    ci_high,
    p_value_holm,
    left_out_because

from predictions.claims_odds_ratios
order by left_out_because is not null asc, abs(ln(odds_ratio)) desc nulls last, term asc;
