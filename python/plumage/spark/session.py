"""The Spark session that dbt works in."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from pathlib import Path

from py4j.protocol import Py4JError, Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.logger import PySparkLogger
from pyspark.sql import SparkSession

from plumage.core.errors import PlumageError
from plumage.spark import functions
from plumage.spark.preconditions import MASTER, check_java, check_master
from plumage.warehouse.lock import take_lock

WAREHOUSE = "PLUMAGE_SPARK_WAREHOUSE"
SETTINGS = "PLUMAGE_SPARK_CONF"

METASTORE = "spark.hadoop.hive.metastore.uris"
LOGGING = Path(__file__).with_name("log4j2.properties")

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
        If a setting cannot be read, Java or the master is not there, the folder cannot be written,
        or another process holds its catalogue.
    """
    folder = warehouse_folder()
    master = os.environ.get(MASTER, "local[2]")
    chosen = settings_of(os.environ.get(SETTINGS, ""))
    check_java()
    check_master(master)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "tables").mkdir(exist_ok=True)
    except OSError as error:
        raise PlumageError(
            f"{folder} cannot be written ({error.strerror}): fix that, or name another folder in"
            f" {WAREHOUSE}"
        ) from error
    if METASTORE not in chosen:
        # Derby would say so after a minute, in a hundred lines.
        take_lock(folder / "catalogue", "plumage spark")
    # dbt writes both folders into queries, and workers answer those in a folder of their own.
    os.environ[WAREHOUSE] = str(folder)
    os.environ["PLUMAGE_RAW_DIR"] = os.path.abspath(os.environ.get("PLUMAGE_RAW_DIR", "data/raw"))
    settings = ALWAYS | {
        "spark.sql.warehouse.dir": str(folder / "tables"),
        "spark.hadoop.javax.jdo.option.ConnectionURL": (
            f"jdbc:derby:;databaseName={folder / 'catalogue'};create=true"
        ),
        "spark.driver.extraJavaOptions": (
            f"-Xss16m -Dderby.stream.error.file={_quoted(folder / 'derby.log')}"
            f" -Dlog4j2.configurationFile={_quoted(LOGGING)}"
        ),
    }
    if master.startswith("local") or "//127.0.0.1:" in master:
        settings |= ON_ONE_MACHINE
    for name, value in chosen.items():
        # Java's options add up: without its stack and the catalogue's log nothing would work.
        adds = name.endswith(".extraJavaOptions") and name in settings
        settings[name] = f"{settings[name]} {value}" if adds else value
    _quieten()
    # Workers take the Python that runs this: it has what the functions need.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("plumage").master(master)
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        session = builder.enableHiveSupport().getOrCreate()
        session.sql("show databases").collect()
    except (PySparkException, Py4JError) as error:
        raise PlumageError(
            f"Spark could not start on {master} with the catalogue in {folder}: {_reason(error)}."
            f" Settings: {MASTER}, {WAREHOUSE}, {SETTINGS}"
        ) from error
    functions.register(session)
    return session


def _quoted(path: Path) -> str:
    """Write a path as one of Java's options, whatever blanks and quotes it holds."""
    text = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _quieten() -> None:
    """Leave to dbt what dbt says: Spark writes a failed query with its traces beside it."""
    PySparkLogger.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL + 1)
    # Data frames of pandas are not used here.
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)


def _reason(error: Exception) -> str:
    """First line of what Java says, which py4j hides behind the name of a call."""
    text = str(error)
    if isinstance(error, Py4JJavaError):
        text = error.java_exception.getMessage() or error.java_exception.toString()
    return text.strip().partition("\n")[0]
