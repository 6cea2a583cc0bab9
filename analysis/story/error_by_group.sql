-- Are predictions worse for some groups? One row per language or evidence level with enough users.
select
    group_kind || '|' || group_value as row_key,
    group_kind,
    group_value,
    user_count,
    mae,
    mae_ci_low,
    mae_ci_high,
    floor_mae,
    bias_years,
    bias_verdict

from predictions.errors_by_group
where
    subject = 'age'
    and group_kind in ('language', 'evidence_level', 'sentiment')
    and not is_suppressed
order by group_kind asc, user_count desc, group_value asc;
