"""The one kind of error that ends a command with a line of text instead of a traceback."""

from __future__ import annotations


class PlumageError(Exception):
    """Something a user can mend; the message says what, where, and the way out."""
