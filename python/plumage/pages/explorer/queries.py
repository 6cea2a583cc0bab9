"""What the page shows, as queries: one a table of the page, marts and predictions alone.

Ids leave as text, since numbers of JavaScript end at 2**53. Rows have a full order, so that the
same warehouse gives the same page, byte by byte. Figures of groups below ``min_group_users`` are
NULL in the marts already; the few that are counted here are nulled by the same number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

TERM_ROWS = 12
"""Terms shown of a list and kind; the page says of how many."""

EMOJI_ROWS = 15
"""Emoji shown of a band."""

TWEET_ROWS = 200
"""Tweets shown of a list and group; ``language_report_rows`` is 100 unless changed."""


class Query(NamedTuple):
    """A table of the page: where it comes from, and what to run when it is empty."""

    sql: str
    reads: tuple[str, ...]
    remedy: str = "dbt build"


PREDICT = "python python/predict.py"
ADD_AGES = "plumage run FOLDER with ages_train.csv in FOLDER"
"""In place of that where nobody's age is known."""

VALIDATE_LANGUAGE = "plumage language"


def _wilson(successes: str, trials: str, side: int) -> str:
    """Limit of the 95 % interval of a share (Wilson 1927), as SQL; NULL without trials."""
    z = 1.959964
    spread = f"sqrt({successes} * ({trials} - {successes}) / {trials}::double + {z**2 / 4})"
    return f"({successes} + {z**2 / 2} + {side * z} * {spread}) / nullif({trials} + {z**2}, {z**2})"


GENERAL: Mapping[str, Query] = {
    "warehouse": Query(
        "select project_version, raw_folder, cast(as_of as varchar) as as_of,"
        " pseudonym_key_check is not null as is_pseudonymised, min_group_users, show_texts,"
        " is_synthetic from marts.dim_warehouse",
        ("marts.dim_warehouse",),
    ),
    "runs": Query(
        "select run_id, model_version, years_model, bands_model, validation, labelled_user_count,"
        " predicted_user_count, is_stale from marts.fct_model_runs where subject = 'age'"
        " order by run_id",
        ("marts.fct_model_runs",),
        PREDICT,
    ),
    "suppressions": Query(
        "select table_name, suppressed_kind, suppressed_count, min_group_users"
        " from marts.rpt_suppressed_groups order by all",
        ("marts.rpt_suppressed_groups",),
    ),
}

BANDS: Mapping[str, Query] = {
    "bands": Query(
        """
        select
            bands.age_band_id, bands.age_band, bands.min_age_years, bands.max_age_years,
            if(count(users.user_id) >= any_value(warehouse.min_group_users),
                count(users.user_id), null) as user_count
        from reference.ref_age_bands as bands
        cross join marts.dim_warehouse as warehouse
        left join marts.dim_age_users as users
            on bands.age_band_id = users.age_band_id and users.role = 'labelled'
        group by all
        order by bands.age_band_id
        """,
        ("reference.ref_age_bands", "marts.dim_age_users"),
    ),
    "measures": Query(
        "select measure, section, title, unit, display_order from marts.rpt_behaviour_by_age_band"
        " group by all order by display_order, measure",
        ("marts.rpt_behaviour_by_age_band",),
    ),
    "trends": Query(
        "select measure, title, direction, verdict, user_count, rank_correlation,"
        " rank_correlation_low, rank_correlation_high, q_value"
        " from marts.fct_behaviour_trends order by abs(rank_correlation) desc nulls last, measure",
        ("marts.fct_behaviour_trends",),
    ),
    "behaviour": Query(
        "select age_band_id, measure, verdict, user_count, missing_user_count, value, value_low,"
        " value_high, other_value, difference, difference_low, difference_high,"
        " standardised_difference, q_value, is_small, is_suppressed"
        " from marts.rpt_behaviour_by_age_band order by age_band_id, display_order, measure",
        ("marts.rpt_behaviour_by_age_band",),
    ),
    "hours": Query(
        "select age_band_id, local_weekday, local_hour, user_count, hour_user_count, tweet_share,"
        " is_small, is_suppressed"
        " from marts.rpt_posting_hours_by_age_band order by age_band_id, local_weekday, local_hour",
        ("marts.rpt_posting_hours_by_age_band",),
    ),
    "emoji": Query(
        "select age_band_id, report_rank, emoji, group_description, user_count, band_user_count,"
        " user_share, user_share_low, user_share_high, other_user_share, left_out_emoji_count,"
        " count(*) over (partition by age_band_id) as list_count"
        " from marts.rpt_emoji_by_age_band"
        " left join reference.ref_emoji_groups using (emoji_group)"
        f" qualify report_rank <= {EMOJI_ROWS} order by age_band_id, report_rank",
        ("marts.rpt_emoji_by_age_band", "reference.ref_emoji_groups"),
    ),
    "groups": Query(
        "select group_id, group_name, min_age_years, max_age_years, user_count, tweet_count,"
        " other_user_count, other_language_tweet_count, repeated_tweet_count"
        " from marts.dim_language_groups order by min_age_years nulls first, group_id",
        ("marts.dim_language_groups",),
    ),
    "terms": Query(
        f"""
        select
            listed.group_id, listed.list_name, listed.term_kind, listed.report_rank, listed.term,
            listed.user_count, listed.other_user_count, listed.user_share, listed.other_user_share,
            {_wilson("listed.user_count", "groups.user_count", -1)} as user_share_low,
            {_wilson("listed.user_count", "groups.user_count", 1)} as user_share_high,
            {_wilson("listed.other_user_count", "groups.other_user_count", -1)}
                as other_user_share_low,
            {_wilson("listed.other_user_count", "groups.other_user_count", 1)}
                as other_user_share_high,
            listed.log_odds_score, listed.q_value,
            count(*) over (partition by listed.group_id, listed.list_name, listed.term_kind)
                as list_count
        from marts.rpt_typical_terms as listed
        inner join marts.dim_language_groups as groups on listed.group_id = groups.group_id
        qualify listed.report_rank <= {TERM_ROWS}
        order by listed.group_id, listed.list_name, listed.term_kind, listed.report_rank
        """,
        ("marts.rpt_typical_terms",),
    ),
    "activity_logs": Query(
        "select log_name, caveat, granule_minutes, user_count, inactive_user_count,"
        " median_active_minutes, p90_active_minutes, is_sample,"
        " cast(window_start_date as varchar) as window_start_date,"
        " cast(window_end_date as varchar) as window_end_date"
        " from marts.rpt_active_minutes_summary order by log_name",
        ("marts.rpt_active_minutes_summary",),
        "dbt build",
    ),
    "activity_bands": Query(
        "select log_name, age_band_id, user_count, inactive_user_count, median_active_minutes,"
        " median_low, median_high, p90_active_minutes, is_suppressed"
        " from marts.rpt_active_minutes_by_age_band order by log_name, age_band_id",
        ("marts.rpt_active_minutes_by_age_band",),
    ),
    "activity_trends": Query(
        "select log_name, direction, verdict, user_count, rank_correlation, rank_correlation_low,"
        " rank_correlation_high, p_value from marts.rpt_active_minutes_trends order by log_name",
        ("marts.rpt_active_minutes_trends",),
    ),
    "activity_bins": Query(
        """
        select
            bins.log_name, bins.bin_number, bins.bin_start, bins.bin_end, bins.user_count,
            bins.user_share, bins.has_median, bins.has_p90
        from marts.rpt_active_minutes_histogram as bins
        inner join marts.rpt_active_minutes_summary as logs on bins.log_name = logs.log_name
        cross join marts.dim_warehouse as warehouse
        where bins.scale = 'log' and logs.user_count >= warehouse.min_group_users
        order by bins.log_name, bins.bin_number
        """,
        ("marts.rpt_active_minutes_histogram", "marts.rpt_active_minutes_summary"),
    ),
}


def _tweet_list(name: str) -> str:
    return f"""
        select
            '{name}' as list_name, listed.group_id, listed.report_rank,
            cast(listed.tweet_id as varchar) as tweet_id, listed.tweet_text,
            listed.reason, listed.token_count, listed.surprisal_score, listed.surprisal_bits,
            listed.cosine_score, listed.cosine_distance, listed.contrast_bits,
            listed.size_class, listed.cosine_drivers, listed.surprisal_drivers,
            count(*) over (partition by listed.group_id) as list_count
        from marts.rpt_{name}_tweets as listed
        qualify listed.report_rank <= {TWEET_ROWS}
    """


TWEETS: Mapping[str, Query] = {
    "tweets": Query(
        f"{_tweet_list('unusual')} union all by name {_tweet_list('typical')}"
        " order by group_id, list_name desc, report_rank",
        ("marts.rpt_unusual_tweets", "marts.rpt_typical_tweets"),
    ),
    "size_classes": Query(
        "select group_id, size_class, row_count, from_token_count, below_token_count,"
        " mean_cosine_distance, sd_cosine_distance, mean_surprisal_bits, sd_surprisal_bits"
        " from marts.fct_language_size_classes where unit = 'tweet'"
        " order by group_id, size_class",
        ("marts.fct_language_size_classes",),
    ),
    "language_validation": Query(
        "select group_id, metric, kind, family, value, ci_low, ci_high, n_planted, n_own, is_stale"
        " from marts.fct_language_validation where length_class = 'all'"
        " and (metric, family) in (('auc', 'surprisal'), ('others_auc', 'contrast'))"
        " order by group_id, metric, kind",
        ("marts.fct_language_validation",),
        VALIDATE_LANGUAGE,
    ),
}
