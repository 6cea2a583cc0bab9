"""What the page shows of predictions: how good they are, and those of single users."""

from __future__ import annotations

from collections.abc import Mapping

from plumage.pages.explorer.queries import PREDICT, Query

USER_ROWS = 1500
"""Users shown, some 0.6 kB each."""

PREDICTIONS: Mapping[str, Query] = {
    # What anybody would answer: the median age and the shares of the bands among known ages.
    "floor": Query(
        "select cast(median(age_years) as double) as median_age_years,"
        " min(age_years) as min_age_years, max(age_years) as max_age_years,"
        " count(*) as user_count from marts.dim_age_users"
        " where role = 'labelled' and age_years is not null having count(*) > 0",
        ("marts.dim_age_users",),
    ),
    "metrics": Query(
        "select model, evaluation, metric, value, ci_low, ci_high, floor_name, floor_value, n"
        " from marts.fct_model_metrics"
        " where subject = 'age' and population = 'all' and evaluation in ('cv', 'held_out') and ("
        "    (model = 'stacked_years' and metric in ('mae', 'spearman', 'accuracy'))"
        "    or (model = 'stacked_bands' and metric = 'calibration_error'))"
        " order by evaluation, model, metric",
        ("marts.fct_model_metrics",),
        PREDICT,
    ),
    "interval_cover": Query(
        "select group_kind, group_value, user_count, promised_cover, cover, ci_low, ci_high,"
        " above_share, below_share, verdict from predictions.interval_cover"
        " where subject = 'age' and group_kind in ('all', 'predicted_band')"
        " order by group_kind, group_value",
        ("predictions.interval_cover",),
        PREDICT,
    ),
    "set_cover": Query(
        "select group_value, user_count, promised_cover, cover, ci_low, ci_high, mean_set_size,"
        " verdict from predictions.age_band_set_cover order by group_kind, group_value",
        ("predictions.age_band_set_cover",),
        PREDICT,
    ),
}

CHOSEN = """
    with chosen as (
        select user_id from marts.fct_age_predictions
        where
            predicted_age_years is not null
            and (len($ids::bigint[]) = 0 or list_contains($ids::bigint[], user_id))
        order by role = 'target' desc, role = 'labelled' desc, user_id
        limit {rows}
    )
"""
"""Users of ages_test.csv come first: they are the ones that were asked about."""

USERS: Mapping[str, Query] = {
    "users": Query(
        """
        select
            cast(user_id as varchar) as user_id, role, evidence_level, predicted_age_years,
            predicted_age_exact, in_sample_age_years, age_band_id, interval_low_years,
            interval_high_years,
            interval_cover, age_band_set, information_bits, abstain, most_probable_age_band_id
        from marts.fct_age_predictions as predictions
        where user_id in (from chosen)
        order by role = 'target' desc, role = 'labelled' desc, predictions.user_id
        """,
        ("marts.fct_age_predictions",),
        PREDICT,
    ),
    "probabilities": Query(
        """
        select
            cast(user_id as varchar) as user_id,
            list(round(probability, 4) order by age_band_id) as probabilities
        from marts.fct_age_band_probabilities
        where user_id in (from chosen)
        group by user_id
        order by user_id
        """,
        ("marts.fct_age_band_probabilities",),
        PREDICT,
    ),
    "drivers": Query(
        """
        select
            cast(user_id as varchar) as user_id, driver_position, kind, direction, phrase,
            round(part, 4) as part, round(part_share, 4) as part_share
        from predictions.drivers
        where subject = 'age' and user_id in (from chosen)
        order by user_id, driver_position
        """,
        ("predictions.drivers",),
        PREDICT,
    ),
}
