"""A warehouse on the second engine, and a raw folder as irregular as exports are."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from pathlib import Path

from support.project import Project

# Small tables are done before their code is compiled, be it Spark's or Java's, and two partitions
# are as many as cores.
SETTINGS = ";".join(
    (
        "spark.sql.codegen.wholeStage=false",
        "spark.sql.codegen.factoryMode=NO_CODEGEN",
        "spark.sql.shuffle.partitions=2",
        "spark.driver.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    )
)


class SparkProject(Project):
    """A raw folder, a DuckDB warehouse and a Spark warehouse."""

    @property
    def tables(self) -> Path:
        return self.folder / "spark"

    @property
    def results(self) -> Path:
        """What dbt wrote of the build on Spark: each node with how it ended."""
        return self.folder / "spark_results.json"

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {
            "PLUMAGE_SPARK_WAREHOUSE": str(self.tables),
            "PLUMAGE_SPARK_CONF": SETTINGS,
        }

    def spark(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.run(["python", "-m", "plumage", "spark", *arguments], **environment)


def damage(raw: Path) -> None:
    """Make the raw folder as irregular as exports are: gzip, an array, records that are none."""
    records = json.loads((raw / "age_tweets.json").read_text(encoding="utf-8"))
    (raw / "age_tweets.json").unlink()
    tweets = [json.dumps(record).encode() for record in records]
    half = len(tweets) // 2
    with gzip.open(raw / "age_tweets-1.json.gz", "wb") as file:
        file.write(b"\n".join([*tweets[:half], b'{"id": "none"}', b'{"broken": ', b""]))
    objects = [json.loads(line) for line in tweets[half:]]
    (raw / "age_tweets-2.json").write_text(json.dumps(objects), encoding="utf-8")
    # Delivered twice: counts once.
    shutil.copy(raw / "age_tweets-2.json", raw / "age_tweets-3.json")
    with (raw / "friends.csv").open("a", encoding="utf-8") as file:
        file.write("12,abc\n\n1,2,3\n")
    (raw / "friends-quoted.csv").write_text(
        'ID,FriendID,"Note,\nif any"\n12,13,"two\nlines, ""quoted"""\n12,14,"never closed\n12,15,\n'
    )
