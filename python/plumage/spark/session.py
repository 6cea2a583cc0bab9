"""The Spark session that dbt works in."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pyspark.sql import SparkSession

from plumage.spark import functions

MASTER = "PLUMAGE_SPARK_MASTER"
WAREHOUSE = "PLUMAGE_SPARK_WAREHOUSE"
CONF = "PLUMAGE_SPARK_CONF"


def warehouse_folder() -> Path:
    """Folder of tables and catalogue, ``PLUMAGE_SPARK_WAREHOUSE``; by default plumage.spark."""
    return Path(os.environ.get(WAREHOUSE, "plumage.spark")).resolve()


def start(app_name: str = "plumage") -> SparkSession:
    """Start the session: local by default, else on the master that the environment names."""
    folder = warehouse_folder()
    folder.mkdir(parents=True, exist_ok=True)
    options = "-Xss16m -Dderby.system.home=" + str(folder)
    builder = (
        SparkSession.builder.appName(app_name)
        .master(os.environ.get(MASTER, "local[2]"))
        .config("spark.sql.catalogImplementation", "hive")
        .config("spark.sql.warehouse.dir", str(folder / "tables"))
        .config(
            "spark.hadoop.javax.jdo.option.ConnectionURL",
            f"jdbc:derby:;databaseName={folder / 'catalogue'};create=true",
        )
        .config("spark.driver.extraJavaOptions", options)
        .config("spark.executor.extraJavaOptions", "-Xss16m")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.memory", "3g")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.ansi.enabled", "false")
        .config("spark.sql.legacy.sizeOfNull", "false")
        .config("spark.sql.sources.default", "parquet")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
    )
    for setting in filter(None, os.environ.get(CONF, "").split(";")):
        name, _, value = setting.partition("=")
        builder = builder.config(name.strip(), value.strip())
    # Python of the workers: the one that runs this, which has what the functions need.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = builder.enableHiveSupport().getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    functions.register(session)
    return session
