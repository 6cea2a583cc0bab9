"""The Spark session that dbt works in."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from plumage.errors import PlumageError
from plumage.spark import functions

MASTER = "PLUMAGE_SPARK_MASTER"
WAREHOUSE = "PLUMAGE_SPARK_WAREHOUSE"
SETTINGS = "PLUMAGE_SPARK_CONF"

ALWAYS = {
    # A catalogue that the next process finds again.
    "spark.sql.catalogImplementation": "hive",
    # Timestamps are UTC everywhere.
    "spark.sql.session.timeZone": "UTC",
    # As in DuckDB: NULL for a text that is no number, and for a place behind the end of a list.
    "spark.sql.ansi.enabled": "false",
    "spark.sql.legacy.sizeOfNull": "false",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # Java walks through long texts by recursion where RE2 does not.
    "spark.executor.extraJavaOptions": "-Xss16m",
}
ON_ONE_MACHINE = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "3g",
    # 200 by default, for a cluster: here each would cost more than its rows.
    "spark.sql.shuffle.partitions": "4",
}


def warehouse_folder() -> Path:
    """Folder of tables and catalogue.

    Returns
    -------
    pathlib.Path
        ``PLUMAGE_SPARK_WAREHOUSE`` (default plumage.spark), absolute.
    """
    return Path(os.environ.get(WAREHOUSE, "plumage.spark")).resolve()


def settings_of(text: str) -> dict[str, str]:
    """Read settings of Spark from one text.

    Parameters
    ----------
    text : str
        ``name=value``, separated by semicolons.

    Returns
    -------
    dict of str to str
        Values by name.

    Raises
    ------
    PlumageError
        If one is not of that form.

    Examples
    --------
    >>> settings_of("spark.executor.memory=8g; spark.executor.cores=4")
    {'spark.executor.memory': '8g', 'spark.executor.cores': '4'}
    """
    settings = {}
    for setting in filter(None, (part.strip() for part in text.split(";"))):
        name, equals, value = setting.partition("=")
        if not equals or not name.startswith("spark."):
            raise PlumageError(
                f"{SETTINGS} must hold spark.name=value, separated by ;, got: {setting}"
            )
        settings[name.strip()] = value.strip()
    return settings


def start() -> SparkSession:
    """Start the session, on this machine or on the master that the environment names.

    Returns
    -------
    pyspark.sql.SparkSession
        Session with Plumage's functions, which dbt-spark finds as the active one.

    Raises
    ------
    PlumageError
        If a setting cannot be read, or another process holds the catalogue.
    """
    folder = warehouse_folder()
    folder.mkdir(parents=True, exist_ok=True)
    master = os.environ.get(MASTER, "local[2]")
    settings = ALWAYS | {
        "spark.sql.warehouse.dir": str(folder / "tables"),
        "spark.hadoop.javax.jdo.option.ConnectionURL": (
            f"jdbc:derby:;databaseName={folder / 'catalogue'};create=true"
        ),
        "spark.driver.extraJavaOptions": f"-Xss16m -Dderby.stream.error.file={folder}/derby.log",
    }
    if master.startswith("local") or "//127.0.0.1:" in master:
        settings |= ON_ONE_MACHINE
    settings |= settings_of(os.environ.get(SETTINGS, ""))
    # Workers take the Python that runs this: it has what the functions need.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("plumage").master(master)
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        session = builder.enableHiveSupport().getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        session.sql("show databases").collect()
    except (PySparkException, Py4JError) as error:
        reason = str(error).strip().splitlines()[0]
        raise PlumageError(
            f"Spark could not start on {master} with the catalogue in {folder} ({reason}). If"
            " another command of plumage.spark runs there, let it end; settings:"
            f" {MASTER}, {WAREHOUSE}, {SETTINGS}"
        ) from error
    functions.register(session)
    return session
