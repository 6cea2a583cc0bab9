"""Scripts inside pages, what they share, and a policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from plumage.pages.layout import page_css, tables_js

FOLDER = Path(__file__).parent


def page_script(*own: str) -> str:
    """Put the one script of a page together.

    Parameters
    ----------
    *own : str
        Scripts of the page, which find elements, numbers, tables and lists of ``dom.js``.

    Returns
    -------
    str
        For a ``script`` element.
    """
    shared = (FOLDER / "dom.js").read_text(encoding="utf-8")
    return "\n".join(['"use strict";', tables_js(), shared, *own])


def page_style(*own: str) -> str:
    """Put the one style sheet of a page with a script together.

    Parameters
    ----------
    *own : str
        Style sheets of the page.

    Returns
    -------
    str
        For a ``style`` element.
    """
    return "\n".join([page_css(), (FOLDER / "dom.css").read_text(encoding="utf-8"), *own])


def content_policy(script: str, style: str) -> str:
    """Policy (CSP) of a page: its one script and one style sheet, whatever its data hold.

    Parameters
    ----------
    script, style : str
        What stands between their tags.

    Returns
    -------
    str
        For ``Content-Security-Policy``; nothing can be fetched or sent.
    """
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def json_for_html(value: Any) -> str:
    r"""Write JSON that can stand in a ``script`` element whatever its texts hold.

    Parameters
    ----------
    value : object
        Plain values.

    Returns
    -------
    str
        JSON without ``<``, ``>`` and ``&`` (so that no text ends the element, opens a comment or
        begins another script) and without line separators of JavaScript.

    Examples
    --------
    >>> json_for_html({"text": "</script>"})
    '{"text":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
