"""Keyed hashes that stand for ids and handles: same key, same pseudonym; without it, no way back.

The key is read from the environment when it is needed and is stored nowhere. Pseudonymised is not
anonymous: whoever has the key can try all ids, and behaviour can tell a person without any id.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from functools import lru_cache

import pyarrow as pa
from duckdb import DuckDBPyConnection

from plumage.core.errors import PlumageError

KEY_VARIABLE = "PLUMAGE_KEY"
MIN_KEY_CHARACTERS = 16
"""A shorter key could be found by trying."""

DIGIT_BITS = 5
"""Lowest bits of a pseudonym: how many digits the id has (1 to 19)."""

LAST_DIGITS = re.compile("[^0-9]((?:19|20)?[0-9]{2})$")
"""End of a handle that may be a year of birth, as the features read it."""


class Pseudonyms:
    """Hashes under one key: BLAKE2b (RFC 7693), keyed, with a use of its own for each kind.

    Parameters
    ----------
    key : str
        At least ``MIN_KEY_CHARACTERS`` characters.

    Raises
    ------
    PlumageError
        If the key is too short.

    Examples
    --------
    >>> hashes = Pseudonyms("a key that nobody knows")
    >>> hashes.of_id(12345) == hashes.of_id(12345)
    True
    >>> hashes.of_id(12345) & 31
    5
    >>> 0 < hashes.of_id(12345) < 2**63
    True
    """

    def __init__(self, key: str) -> None:
        if len(key) < MIN_KEY_CHARACTERS:
            raise PlumageError(
                f"{KEY_VARIABLE} must have at least {MIN_KEY_CHARACTERS} characters, got: "
                f"{len(key)}. A good one: python3 -c 'import secrets; print(secrets.token_hex())'"
            )
        # Of any length, where the hash takes 64 bytes.
        secret = hashlib.sha512(key.encode()).digest()
        self._id = hashlib.blake2b(key=secret, digest_size=8, person=b"plumage id")
        self._text = hashlib.blake2b(key=secret, digest_size=32, person=b"plumage text")
        self._check = hashlib.blake2b(key=secret, digest_size=8, person=b"plumage check")

    @classmethod
    def from_environment(cls) -> Pseudonyms:
        """Read the key from the environment.

        Returns
        -------
        Pseudonyms
            Hashes under that key.

        Raises
        ------
        PlumageError
            If it is not set, or too short.
        """
        key = os.environ.get(KEY_VARIABLE, "")
        if not key:
            raise PlumageError(
                f"users are pseudonymised, and the key is missing: set the environment variable "
                f"{KEY_VARIABLE} to the key, at least {MIN_KEY_CHARACTERS} characters that you "
                "keep elsewhere"
            )
        return cls(key)

    def of_id(self, number: int) -> int:
        """Pseudonym of an id.

        Parameters
        ----------
        number : int
            1 to 2**63 - 1.

        Returns
        -------
        int
            1 to 2**63 - 1; 58 bits of hash, then the number of digits. Two of n ids get the same
            one with a probability of some n**2 / 2**59.
        """
        text = str(number)
        state = self._id.copy()
        state.update(text.encode())
        hashed = int.from_bytes(state.digest()) >> (1 + DIGIT_BITS)
        return hashed << DIGIT_BITS | len(text)

    def of_handle(self, handle: str) -> str:
        """Pseudonym of a handle, in its form.

        Letters become letters, digits digits, underscores stay; so do two digits at the end, or a
        year, since they point to a birth rather than to a name. Handles that differ in case alone
        are one handle.

        Parameters
        ----------
        handle : str
            A handle without its at sign.

        Returns
        -------
        str
            As long as the handle.

        Examples
        --------
        >>> Pseudonyms("a key that nobody knows").of_handle("Ada_L1985")[-4:]
        '1985'
        """
        state = self._text.copy()
        state.update(handle.lower().encode(errors="surrogatepass"))
        kept = LAST_DIGITS.search(handle)
        end = kept.start(1) if kept else len(handle)
        hashed = state.digest()
        written = [
            _in_form_of(sign, hashed[place % len(hashed)] + place)
            for place, sign in enumerate(handle[:end])
        ]
        return "".join(written) + handle[end:]

    def of_link(self, link: str) -> str:
        """Pseudonym of a link.

        Parameters
        ----------
        link : str
            Host and path.

        Returns
        -------
        str
            ``link`` and 16 hexadecimal digits.
        """
        state = self._text.copy()
        state.update(link.encode(errors="surrogatepass"))
        return f"link{state.hexdigest()[:16]}"

    def check(self) -> str:
        """Identify the key without revealing anything of it.

        Returns
        -------
        str
            16 hexadecimal digits; ``marts.dim_warehouse`` keeps them.
        """
        return self._check.copy().hexdigest()


def _in_form_of(sign: str, number: int) -> str:
    """Write a number as a sign of the same kind."""
    if sign.isdigit():
        return str(number % 10)
    if sign.isalpha():
        letter = chr(ord("a") + number % 26)
        return letter.upper() if sign.isupper() else letter
    return "_" if sign == "_" else "*"


@lru_cache(maxsize=1)
def _under(key: str) -> Pseudonyms:
    return Pseudonyms(key)


def _current() -> Pseudonyms:
    key = os.environ.get(KEY_VARIABLE, "")
    return _under(key) if key else Pseudonyms.from_environment()


def hash_ids(ids: pa.ChunkedArray) -> pa.Array:
    """Hash a column of ids; NULL stays."""
    of_id = _current().of_id
    return pa.array([None if i is None else of_id(i) for i in ids.to_pylist()], pa.int64())


def hash_handles(handles: pa.ChunkedArray) -> pa.Array:
    """Hash a column of handles; NULL stays."""
    return _hash_texts(handles, _current().of_handle)


def hash_links(links: pa.ChunkedArray) -> pa.Array:
    """Hash a column of links; NULL stays."""
    return _hash_texts(links, _current().of_link)


def _hash_texts(texts: pa.ChunkedArray, of_text: Callable[[str], str]) -> pa.Array:
    return pa.array([None if t is None else of_text(t) for t in texts.to_pylist()], pa.string())


def check_key() -> dict[str, str | None]:
    """Check the key at the start of a build.

    Returns
    -------
    dict of str to str or None
        ``key_check`` (digits that identify the key) and ``problem`` (why it cannot be used); one of
        the two is None.
    """
    try:
        return {"key_check": _current().check(), "problem": None}
    except PlumageError as error:
        return {"key_check": None, "problem": str(error)}


def register(connection: DuckDBPyConnection) -> None:
    """Register the functions that staging models call under `pseudonymise`.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Where models run.
    """
    for name, function, kind in (
        ("plumage_pseudonym_of_id", hash_ids, "BIGINT"),
        ("plumage_pseudonym_of_handle", hash_handles, "VARCHAR"),
        ("plumage_pseudonym_of_link", hash_links, "VARCHAR"),
    ):
        connection.create_function(
            name, function, [kind], kind, type="arrow", null_handling="special"
        )
    connection.create_function(
        "plumage_key_check",
        check_key,
        [],
        connection.type("STRUCT(key_check VARCHAR, problem VARCHAR)"),
        side_effects=True,
    )
