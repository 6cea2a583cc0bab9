"""Runs commands of Plumage that shall be killed, each in a fork of a process that is warmed up.

A line of JSON on standard input starts one; a line on standard output says how it ended. What a run
is doing stands in its file of events, written before the next thing is done: whatever has begun
there and not ended was under way when the process died. The step that a run shall be killed in
never ends: it waits for the signal, however quick it was.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import json
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

DBT_BEGINS, DBT_ENDS = ("NodeStart", "LogHookStartLine"), ("NodeFinished", "LogHookEndLine")


class Events:
    """File of what a run does."""

    def __init__(self, path: str, kill_in: str | None) -> None:
        self.handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.kill_in = kill_in

    def write(self, kind: str, step: str) -> None:
        if (kind, step) == ("end", self.kill_in):
            time.sleep(60)
        os.write(self.handle, f"{kind} {step}\n".encode())

    def of_dbt(self, message: Any) -> None:
        """Callback for dbt: nodes and hooks."""
        name = message.info.name
        if name in DBT_BEGINS + DBT_ENDS:
            kind = "begin" if name in DBT_BEGINS else "end"
            self.write(kind, message.data.node_info.node_name or message.data.statement)

    def watch(self, place: str, hold: str | None) -> None:
        """Report calls of a function; hold still before or after the call, to be killed there."""
        module, _, name = place.rpartition(".")
        try:
            owner = importlib.import_module(module)
        except ModuleNotFoundError:
            module, _, kind = module.rpartition(".")
            owner = getattr(importlib.import_module(module), kind)
        function: Callable = getattr(owner, name)

        @functools.wraps(function)
        def watched(*arguments: object, **named: object) -> object:
            self.write("begin", place)
            if hold == "before":
                time.sleep(60)
            result = function(*arguments, **named)
            if hold == "after":
                self.write("done", place)
                time.sleep(60)
            self.write("end", place)
            return result

        setattr(owner, name, watched)


def run(job: dict, manifest: object) -> int:
    """Do the work of one fork."""
    os.environ.update(job.get("environment", {}))
    output = os.open(job["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(output, 1)
    os.dup2(output, 2)
    events = Events(job["events"], job["kill_in"])
    for place, hold in job.get("watch", {}).items():
        events.watch(place, hold)
    if "megabytes" in job:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + job["megabytes"] * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    events.write("begin", "run")
    if job["program"] == "dbt":
        from dbt.cli.main import dbtRunner  # noqa: PLC0415 - the parent has imported it

        result = dbtRunner(manifest=manifest, callbacks=[events.of_dbt]).invoke(job["arguments"])
        return 0 if result.success else 1
    return importlib.import_module(job["program"]).main(job["arguments"])


def warm_up(wants_dbt: bool) -> object:
    """Import what takes long, and parse the project once."""
    if not wants_dbt:
        importlib.import_module("plumage.age.run")
        return None
    from dbt.cli.main import dbtRunner  # noqa: PLC0415

    with contextlib.redirect_stdout(sys.stderr):
        return dbtRunner().invoke(["--quiet", "parse"]).result


def main() -> None:
    manifest = warm_up("dbt" in sys.argv[1:])
    print("ready", flush=True)
    for line in sys.stdin:
        job = json.loads(line)
        child = os.fork()
        if child == 0:
            signal.alarm(240)  # Nothing outlives its test.
            status = 1
            try:
                status = run(job, manifest)
            except SystemExit as stopped:
                status = int(stopped.code or 0)
            except BaseException as error:
                traceback.print_exception(error)
            finally:
                with contextlib.suppress(Exception):
                    from dbt.adapters.duckdb.connections import (  # noqa: PLC0415
                        DuckDBConnectionManager,
                    )

                    DuckDBConnectionManager.close_all_connections()
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(status)
        print(json.dumps({"process": child}), flush=True)
        _, status = os.waitpid(child, 0)
        print(json.dumps({"returncode": os.waitstatus_to_exitcode(status)}), flush=True)


if __name__ == "__main__":
    main()
