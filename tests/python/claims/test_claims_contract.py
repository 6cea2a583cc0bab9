"""Tables of reported videos: nothing is lost, no label reaches a feature, odd lines are named."""

from __future__ import annotations

import csv
import shutil

import duckdb

from support.project import Project, succeed

REJECTED = {
    "video_view_count_negative", "video_view_count_unreadable", "video_duration_sec_unreadable",
    "video_id_rounded", "too_many_cells",
}  # fmt: skip


def test_every_line_is_kept_rejected_or_a_duplicate(realistic):
    counts = dict(
        realistic.query(
            "select outcome, sum(record_count) from intermediate.int_records__counted group by all"
        )
    )
    with (realistic.raw / "video_claims-odd.csv").open(newline="") as file:
        odd = list(csv.reader(file, delimiter=";"))[1:]
    with (realistic.raw / "video_claims.csv").open(newline="") as file:
        made = sum(1 for _ in csv.reader(file)) - 1
    assert counts["read"] == made + len(odd)
    assert counts["rejected"] == len(REJECTED)
    assert counts["duplicate"] == 2
    assert counts["kept"] == counts["read"] - counts["rejected"] - 2
    reasons = realistic.query("select rejection_reason from staging.base_videos__video_claims")
    assert {reason for (reason,) in reasons if reason} == REJECTED


def test_odd_videos_are_marked_and_no_model_learns_from_them(realistic):
    marked = dict(
        realistic.query("select video_id, problem from marts.feat_videos where video_id <= 10")
    )
    assert marked == {
        6: "more_likes_than_views", 7: None, 8: "versions_conflicting", 9: "incomplete", 10: None
    }  # fmt: skip
    assert realistic.query(
        "select outside_count, outside_values from marts.rpt_claims_columns"
        " where column_name = 'claim_status'"
    ) == [(1, None)]
    # One video is no group: what it says instead of a label is shown to nobody.
    labels = realistic.query("select video_id from marts.fct_claim_labels where video_id <= 10")
    assert sorted(labels) == [(6,), (8,), (9,)]
    scored = dict(
        realistic.query("select video_id, zone from marts.fct_claim_scores where video_id <= 10")
    )
    assert scored[9] == "cannot"
    assert scored[10] in ("review", "none")


def test_whole_numbers_and_line_breaks_come_through(realistic):
    assert realistic.query(
        "select view_count, transcription_words from marts.feat_videos where video_id in (6, 7)"
        " order by all"
    ) == [(5, 4), (9, 5)]


def test_no_label_reaches_a_feature(realistic, tmp_path):
    """Features of a file whose labels are turned round are the same, to the last digit."""
    project = Project(tmp_path)
    project.raw.mkdir()
    with (realistic.raw / "video_claims.csv").open(newline="") as file:
        header, *rows = csv.reader(file)
    other = {"claim": "opinion", "opinion": "claim", "": "claim"}
    place = header.index("claim_status")
    with (project.raw / "tiktok_dataset.csv").open("w", newline="") as file:
        csv.writer(file).writerows(
            [header, *([*row[:place], other[row[place]], *row[place + 1 :]] for row in rows)]
        )
    succeed(project.dbt("run", "-s", "+feat_videos", "+fct_claim_labels"))
    with duckdb.connect() as connection:
        connection.execute(f"attach '{realistic.warehouse}' as given (read_only)")
        connection.execute(f"attach '{project.warehouse}' as turned (read_only)")
        features = "select * from {}.marts.feat_videos where video_id > 10"
        differing = connection.execute(
            f"from ({features.format('given')} except {features.format('turned')})"
        ).fetchall()
        assert differing == []
        same = connection.execute(
            "select count(*) from given.marts.fct_claim_labels as a join"
            " turned.marts.fct_claim_labels as b using (video_id) where a.is_claim = b.is_claim"
        ).fetchone()
    assert same == (0,)


def test_reports_agree_with_a_count_by_hand(realistic):
    table = realistic.query(
        "select is_verified, is_claim, view_count from marts.feat_videos"
        " join marts.fct_claim_labels using (video_id) where problem is null"
    )
    claims = sorted(views for _, is_claim, views in table if is_claim)
    (found,) = realistic.query(
        "select video_count, largest, outlier_count from marts.rpt_claims_measures"
        " where measure = 'view_count' and label_group = 'claim'"
    )

    def quartile(share: float) -> float:
        place = share * (len(claims) - 1)
        low = claims[int(place)]
        return low + (place % 1) * (claims[min(int(place) + 1, len(claims) - 1)] - low)

    reach = 1.5 * (quartile(0.75) - quartile(0.25))
    outside = [one for one in claims if not quartile(0.25) - reach <= one <= quartile(0.75) + reach]
    assert found == (len(claims), claims[-1], len(outside))
    verified = [is_claim for is_verified, is_claim, _ in table if is_verified]
    assert realistic.query(
        "select video_count, claim_count from marts.rpt_claims_by_group"
        " where group_value = 'verified'"
    ) == [(len(verified), sum(verified))]


def test_videos_leave_runs_of_age_fresh(built, realistic, copy_project):
    """Each subject's fingerprint follows its own files."""
    query = "select subject, data_fingerprint from marts.dim_subjects"
    alone = dict(built.query(query))
    project = copy_project(built)
    shutil.copy(realistic.raw / "video_claims.csv", project.raw)
    succeed(project.dbt("run", "-s", "+dim_subjects"))
    both = dict(project.query(query))
    assert both["age"] == alone["age"]
    assert both["language"] == alone["language"]
    assert both["claims"] != alone["claims"]


def test_the_queue_is_in_order_of_expected_views(realistic):
    rows = realistic.query(
        "select probability * reach, probability from marts.fct_review_queue"
        " order by queue_position"
    )
    assert len(rows) > 100
    assert [round(first, 6) for first, _ in rows] == sorted(
        (round(first, 6) for first, _ in rows), reverse=True
    )
    assert min(probability for _, probability in rows) >= 0.5


def test_ids_of_videos_are_hashes_under_pseudonymise(like_course):
    with (like_course.raw / "video_claims.csv").open(newline="") as file:
        ids = {int(row["video_id"]) for row in csv.DictReader(file)}
    stored = {one for (one,) in like_course.query("select video_id from marts.fct_claim_scores")}
    assert len(stored) == len(ids)
    assert not stored & ids


def test_files_that_are_no_table_of_videos_stop_with_one_line_each(tmp_path):
    project = Project(tmp_path)
    project.raw.mkdir()
    (project.raw / "video_claims-a.csv").write_text('{"cells": [], "nbformat": 4}')
    (project.raw / "video_claims-b.csv").write_text("video_id,claim_status\n1,claim\n")
    stopped = project.dbt("run", "-s", "base_raw__files")
    assert stopped.returncode != 0
    said = stopped.stdout + stopped.stderr
    assert "video_claims-a.csv holds JSON, as a saved notebook does" in said
    assert "video_claims-b.csv names no column video_duration_sec and" in said
    assert "Traceback" not in said
