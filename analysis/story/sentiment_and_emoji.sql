-- Do sentiment and emoji help? Cost of leaving them out of the published model and the ordinal
-- regression. One row per model and block.
select
    model || '|' || block as row_key,
    model,
    block,
    gain as years_gained,
    ci_low,
    ci_high,
    verdict

from predictions.block_ablation
where
    subject = 'age'
    and metric = 'mae'
    and comparison = 'left_out'
    and block in ('sentiment', 'emoji')
order by row_key;
