-- What does each block of features add to the published years, on top of all others and alone? One
-- row per block and comparison.
select
    comparison || '|' || block as row_key,
    block,
    comparison,
    gain as years_gained,
    ci_low,
    ci_high,
    verdict

from predictions.block_ablation
where
    subject = 'age'
    and metric = 'mae'
    and model = 'stacked_years'
order by comparison asc, years_gained desc, block asc;
