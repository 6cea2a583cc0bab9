"""What commands print while they work."""

from __future__ import annotations


def announce(text: str) -> None:
    """Print a line of progress at once, in logs too.

    Parameters
    ----------
    text : str
        One line.
    """
    print(f"plumage: {text}", flush=True)
