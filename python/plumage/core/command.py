"""The frame of all commands: one error line, exit codes, Ctrl-C, closed pipes, late imports.

Exit codes: 0 when all went well, 1 when a check disagrees (or dbt, run for the user, fails), 2 when
the user has to do something first, 130 after Ctrl-C.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from difflib import get_close_matches
from typing import Any, NamedTuple

import click

from plumage.core.errors import PlumageError

DISAGREES, FIXABLE, STOPPED = 1, 2, 130
"""Exit codes other than 0."""


class Stopped(Exception):
    """Ctrl-C; the message says what is true now."""


INTERRUPTIONS = (Stopped, KeyboardInterrupt)


class Command(click.Command):
    """A command that knows what is true when it is stopped half way.

    Parameters
    ----------
    *args : object
        As for ``click.Command``.
    stopped : str
        Printed after Ctrl-C, and when memory runs out.
    **settings : object
        As for ``click.Command``.
    """

    def __init__(self, *args: Any, stopped: str, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.stopped = stopped

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Stopped(self.stopped) from None
        except MemoryError:
            raise PlumageError(
                f"out of memory; {self.stopped}. Close other programs, or use a larger machine, "
                "then run again"
            ) from None


def command(
    name: str, *, stopped: str = "what was finished before is kept", **settings: Any
) -> Callable[[Callable[..., object]], Command]:
    """Make a command of a function, which returns its exit code, or None for 0.

    Parameters
    ----------
    name : str
        Its last word on the command line.
    stopped : str
        What is true after Ctrl-C.
    **settings : object
        As for ``click.command``.

    Returns
    -------
    callable
        Decorator.
    """
    return click.command(name, cls=Command, stopped=stopped, **settings)


class Entry(NamedTuple):
    """A command that is imported when it is called: ``module:attribute``, and its help."""

    place: str
    help: str


class LazyGroup(click.Group):
    """Commands by name; none is imported to list them.

    Parameters
    ----------
    *args : object
        As for ``click.Group``.
    entries : mapping of str to Entry
        In the order of the help.
    **settings : object
        As for ``click.Group``.
    """

    def __init__(self, *args: Any, entries: Mapping[str, Entry], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands, in the order of the table."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in self.entries:
            return None
        module, _, attribute = self.entries[cmd_name].place.partition(":")
        return getattr(importlib.import_module(module), attribute)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first word names, or name the nearest one."""
        if args[0] not in self.entries and not args[0].startswith("-"):
            near = get_close_matches(args[0], self.entries, n=1)
            hint = f", did you mean {near[0]}?" if near else f": it is one of {names(self.entries)}"
            raise click.UsageError(f"there is no command {args[0]}{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in self.entries.items()])


def names(entries: Sequence[str] | Mapping[str, Entry]) -> str:
    """Write words as a list.

    Examples
    --------
    >>> names(["demo", "run"])
    'demo, run'
    """
    return ", ".join(entries)


def call(asked: click.Command, words: Sequence[str], *, program: str) -> object:
    """Run a command as a part of another one: what it raises goes to the caller.

    Parameters
    ----------
    asked : click.Command
        The command.
    words : sequence of str
        Words of its command line.
    program : str
        How messages name it.

    Returns
    -------
    object
        What the command returns.
    """
    settings = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
    with asked.make_context(program, list(words), **settings) as context:
        return asked.invoke(context)


def run_command(asked: click.Command, words: Sequence[str] | None, *, program: str) -> int:
    """Run a command as a program does, but return its exit code.

    Parameters
    ----------
    asked : click.Command
        The command.
    words : sequence of str or None
        Words of the command line; those of the process when None.
    program : str
        How the user called it; its first word stands before messages.

    Returns
    -------
    int
        Exit code.
    """
    try:
        result = call(asked, sys.argv[1:] if words is None else words, program=program)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except BrokenPipeError:
        # Whoever read the lines has read enough (`| head`).
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return FIXABLE
    except (
        Stopped,
        KeyboardInterrupt,
        click.UsageError,
        PlumageError,
        OSError,
        ImportError,
    ) as error:
        print(f"{program.partition(' ')[0]}: {explain(error, program)}", file=sys.stderr)
        return STOPPED if isinstance(error, INTERRUPTIONS) else FIXABLE
    return result if isinstance(result, int) else 0


def explain(error: BaseException, program: str) -> str:
    """Say in one line why a command ended."""
    if isinstance(error, INTERRUPTIONS):
        return f"stopped; {error}" if str(error) else "stopped"
    if isinstance(error, click.UsageError):
        where = error.ctx.command_path if error.ctx else program
        return f"{error.format_message()} ({where} --help says what there is)"
    if isinstance(error, ImportError):
        return f"{error}: run `make setup`, then this command from .venv/bin"
    return str(error)
