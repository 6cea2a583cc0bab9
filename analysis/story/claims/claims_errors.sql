-- Where does the model err? One row per model, kind of error and group.
select
    model || ' ' || kind || ' ' || group_kind || ' ' || group_value as row_key,
    model,
    kind,
    group_kind,
    group_value,
    video_count,
    error_count,
    error_share,
    ci_low,
    ci_high,
    rest_share

from predictions.claims_errors
order by model asc, kind asc, group_kind asc, group_value asc;
