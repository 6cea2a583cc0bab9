"""Records that look right and say nothing: each field renamed or written otherwise is noticed."""

from __future__ import annotations

import copy
import csv
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.places import ROOT
from support.project import Project, generate, succeed

# Input, kind of record, where its nested record stands, shape.
KINDS = (
    ("age_tweets", "tweet", (), "tweet"),
    ("age_tweets", "tweet.user", ("user",), "account"),
    ("age_profiles", "profile", (), "account"),
    ("age_profiles", "profile.status", ("status",), "tweet"),
    ("friend_profiles", "friend_profile", (), "account"),
    ("mention_profiles", "mention_profile", (), "account"),
)
# Fields that the format promises of larger files alone are judged from a hundred records on.
RECORDS = {"always": 12, "sometimes": 12, "usually": 100}
NOTICED = {"hollow", "unreadable", "partly_missing", "not_given"}
KEEP_GOING = ("--vars", "{max_rejected_share: 1.0, stop_on_hollow_fields: false}")

Change = Callable[[dict, str], None]


def rename(holder: dict, key: str) -> None:
    """Give a key, and the text of an id, another name."""
    for name in (key, f"{key}_str"):
        if name in holder:
            holder[f"x_{name}"] = holder.pop(name)


def rewrite(holder: dict, key: str) -> None:
    """Write a value in a form that means something to people alone."""
    value = holder.get(key)
    holder.pop(f"{key}_str", None)
    if value is None:
        return
    if key == "created_at":
        holder[key] = "gestern um halb drei"
    elif key == "id" or key.endswith("_id"):
        holder[key] = f"no. {value}"
    elif key.endswith("_count") or key == "utc_offset":
        holder[key] = f"about {value}"
    elif isinstance(value, bool):
        holder[key] = "jawohl" if value else "nein"
    elif isinstance(value, str):
        holder[key] = {"value": value}
    else:
        holder[key] = "see below"


CHANGES = {"rename": rename, "rewrite": rewrite}


def in_full_text(tweet: dict) -> None:
    """As with tweet_mode=extended."""
    tweet["full_text"] = tweet.pop("text")


def in_extended_tweet(tweet: dict) -> None:
    """As streams write long tweets: cut, with the whole beside."""
    entities = tweet["entities"]
    tweet["extended_tweet"] = {"full_text": tweet["text"], "entities": entities}
    tweet |= {"text": tweet["text"][:5] + "…", "entities": {"hashtags": []}}


def in_doubles(tweet: dict) -> None:
    """As programs write that know no whole numbers."""
    tweet["id_str"], tweet["id"] = str(tweet["id"]), float(tweet["id"])
    tweet["retweet_count"] = float(tweet["retweet_count"])
    tweet["user"]["verified"] = str(tweet["user"]["verified"]).lower()


def in_mongo(tweet: dict) -> None:
    """As MongoDB exports numbers."""
    tweet.pop("id_str", None)
    tweet["id"] = {"$numberLong": str(tweet["id"])}
    tweet["retweet_count"] = {"$numberInt": str(tweet["retweet_count"])}


OTHER_FORMS = {
    "full_text": in_full_text,
    "extended_tweet": in_extended_tweet,
    "doubles": in_doubles,
    "mongo": in_mongo,
}


def half(tweet: dict, place: int) -> None:
    """Take the language from one half, and write the numbers of the other as people say them."""
    if place % 2:
        del tweet["lang"]
    else:
        rewrite(tweet, "retweet_count")


def holders(record: dict, path: tuple[str, ...]) -> Iterator[dict]:
    """Objects in a record that stand at a path, those in lists too."""
    found = [record]
    for key in path:
        values = [each.get(key) for each in found]
        found = [
            item
            for value in values
            for item in (value if isinstance(value, list) else [value])
            if isinstance(item, dict)
        ]
    yield from found


def fields_of(shape: str) -> dict[str, str]:
    """Fields that models read of records of a shape, and when the format promises them."""
    with (ROOT / "seeds" / "ref_format_columns.csv").open() as file:
        return {
            row["field"]: row["expected"] for row in csv.DictReader(file) if row["shape"] == shape
        }


def complete_tweet(tweet: dict) -> None:
    """Give every field that a tweet can have a value."""
    tweet |= {
        "in_reply_to_status_id": 5,
        "in_reply_to_user_id": 6,
        "in_reply_to_screen_name": "somebody",
        "retweeted_status": {"id": 7, "user": {"id": 8}},
        "quoted_status_id": 9,
        "is_quote_status": True,
        "coordinates": {"type": "Point"},
        "place": {"country_code": "NZ"},
        "possibly_sensitive": False,
        "entities": {
            "hashtags": [{"text": "sun"}],
            "urls": [{"url": "http://t.example/1", "expanded_url": "http://x.example/1"}],
            "user_mentions": [{"id": 6, "screen_name": "somebody"}],
            "media": [{"type": "photo"}],
        },
        "extended_entities": {"media": [{"type": "photo"}]},
    }


def complete_account(account: dict) -> None:
    """Give every field that an account can have a value."""
    account |= {
        "description": "Rain again.",
        "location": "Town",
        "url": "http://x.example/1",
        "time_zone": "Wellington",
        "utc_offset": 43200,
        "profile_banner_url": "http://x.example/2",
        "entities": {"description": {"urls": [{"expanded_url": "http://x.example/3"}]}},
    }


def read_records(folder: Path, input_name: str) -> list[dict]:
    """Records of an input, each with all that the format knows."""
    found = json.loads((folder / f"{input_name}.json").read_text())
    if input_name == "age_profiles":
        found = [record for record in found if "status" in record]
    for record in found:
        if input_name == "age_tweets":
            complete_tweet(record)
            complete_account(record["user"])
        else:
            complete_account(record)
        if input_name == "age_profiles":
            complete_tweet(record["status"])
    return found[: max(RECORDS.values())]


def write_lines(path: Path, records: list[dict]) -> None:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records))


@pytest.fixture(scope="module")
def mutants(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One file for each field and change, staged in one build."""
    project = Project(tmp_path_factory.mktemp("mutants"))
    generate(project.raw, "--users", "120", "--tweets-per-user", "2", "--activity-days", "0")
    for input_name, kind, nested, shape in KINDS:
        records = read_records(project.raw, input_name)
        write_lines(project.raw / f"{input_name}-as-it-is.json", records)
        for field, expected in fields_of(shape).items():
            *path, key = field.split(".")
            for name, change in CHANGES.items():
                changed = copy.deepcopy(records[: RECORDS[expected]])
                for record in changed:
                    for holder in holders(record, (*nested, *path)):
                        change(holder, key)
                write_lines(project.raw / f"{input_name}-{kind}-{field}-{name}.json", changed)
    tweets = read_records(project.raw, "age_tweets")[: RECORDS["always"]]
    for name, change in OTHER_FORMS.items():
        changed = copy.deepcopy(tweets)
        for record in changed:
            change(record)
        write_lines(project.raw / f"age_tweets-form-{name}.json", changed)
    for place, record in enumerate(tweets):
        half(record, place)
    write_lines(project.raw / "age_tweets-partly.json", tweets)
    succeed(
        project.dbt(
            "build",
            "-s",
            "+fct_record_fields",
            "+stg_raw__rejected_records",
            "+int_field_findings__counted",
            "--exclude-resource-type",
            "test",
            "--exclude-resource-type",
            "unit_test",
            *KEEP_GOING,
        )
    )
    return project


def test_every_field_that_is_renamed_or_rewritten_is_noticed(mutants: Project) -> None:
    verdicts = {
        (path, kind, field): verdict
        for path, kind, field, verdict in mutants.query(
            "select file_path, record_type, field, verdict from marts.fct_record_fields"
        )
    }
    rejected = {
        path
        for (path,) in mutants.query(
            "select file_path from staging.stg_raw__rejected_records group by file_path"
        )
    }
    silent = []
    for input_name, kind, _, shape in KINDS:
        for field in fields_of(shape):
            assert verdicts[f"{input_name}-as-it-is.json", kind, field] == "filled", (kind, field)
            for name in CHANGES:
                path = f"{input_name}-{kind}-{field}-{name}.json"
                # Of a list that is not there, the items cannot be judged: the list itself is.
                found = {
                    verdicts.get((path, kind, each)) for each in (field, field.rpartition(".")[0])
                }
                if not found & NOTICED and path not in rejected:
                    silent.append((kind, field, name, found))
    assert not silent, silent


def test_findings_say_what_a_part_of_the_records_lacks(mutants: Project) -> None:
    found = dict(
        mutants.query(
            "select rule_id, examples from intermediate.int_field_findings__counted"
            " where entity = 'tweet' and finding_count > 0"
        )
    )
    assert found["field_partly_missing"] == "tweet.lang (in 6 of 12)"
    assert (
        "tweet.retweet_count (unreadable in 6 of 12, such as aaaaa 0)" in found["field_unreadable"]
    )
    assert found["field_hollow"].startswith("tweet.coordinates (in 0 of 12), tweet.")


def test_values_in_other_forms_are_read(mutants: Project) -> None:
    def values(path: str) -> list[tuple]:
        return mutants.query(
            "select tweet_id, user_id, tweet.text, try_cast(tweet.retweet_count as double),"
            " tweet.user.verified, tweet.entities, tweet.retweeted_status"
            " from staging.base_twitter__age_tweets"
            f" where file_path = 'age_tweets-{path}.json' order by tweet_id"
        )

    sound = {row[0]: row for row in values("as-it-is")}
    for name in OTHER_FORMS:
        found = values(f"form-{name}")
        assert len(found) == RECORDS["always"]
        assert found == [sound[row[0]] for row in found], name


def test_a_build_stops_without_texts_times_and_handles(mutants: Project, tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.raw.mkdir()
    for path in mutants.raw.iterdir():
        if path.suffix == ".csv":
            shutil.copy(path, project.raw)
    for path in (
        "tweets-tweet-text-rename",
        "tweets-tweet-created_at-rewrite",
        "profiles-profile-screen_name-rename",
    ):
        shutil.copy(mutants.raw / f"age_{path}.json", project.raw)
    process = project.dbt("run", "-s", "+base_twitter__age_tweets", "+base_twitter__age_profiles")
    said = process.stdout + process.stderr
    assert process.returncode == 1
    assert "age_tweets-tweet-text-rename.json: no text in 12 of 12 records; they have: " in said
    assert "x_text" in said
    assert (
        "age_tweets-tweet-created_at-rewrite.json: created_at cannot be read in 12 of 12 records,"
        " such as aaaaaaa aa aaaa aaaa" in said
    )
    assert "age_profiles-profile-screen_name-rename.json: no screen_name in 12 of 12" in said
    assert "Traceback" not in said
