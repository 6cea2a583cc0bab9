-- How good is each model, beside what anybody reaches without it? One row per model and metric.
select
    population || ' ' || model || ' ' || metric as row_key,
    population,
    model,
    metric,
    case
        when metric = 'auc' and population != 'all' then 'AUC'
        when population != 'all' then replace(metric, '_', ' ')
        when model = 'majority' then 'the same for all'
        when model = 'one_rule' then 'one rule on a number'
        when model = 'keyword_rule' then 'one rule on a word'
        else replace(split_part(model, ' ', 1), '_', ' ') || case split_part(model, ' ', 2)
            when 'at_report' then ', at a report'
            when 'at_report_text' then ', with text'
            else ', with counts'
        end
    end as title,
    model in ('majority', 'one_rule', 'keyword_rule', 'forest after') or model like 'chosen %'
        as is_drawn,
    value,
    ci_low,
    ci_high,
    floor_value,
    n as video_count

from marts.fct_model_metrics
where
    subject = 'claims'
    and evaluation = 'cv'
order by population asc, model asc, metric asc;
