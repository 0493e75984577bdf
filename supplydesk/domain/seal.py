"""How a journal entry is hashed: one chain over everything that happened.

An entry's hash is SHA-256 over a version byte, the hash before it, and the entry's rows, each
written as Python's ``ascii()`` of a tuple of whole numbers, texts and None. That writing is plain
ASCII, the same on every machine and version, and quick enough for a million rows.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence

VERSION_BYTE = b"\x01"
FIRST_HASH = "0" * 64

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))

Cell = int | str | bytes | None
Plain = object  # what JSON can hold: texts, whole numbers, flags, None, lists and mappings of them


def canonical(value: Plain) -> str:
    """*value* as JSON that is always written the same way, for what is sealed or compared."""
    return _CANONICAL.encode(value)


def seal(
    previous: str, entry: Sequence[Cell], rows: Iterable[Sequence[Sequence[Cell]]] = ()
) -> str:
    """The hash, in hex, of a journal entry that follows *previous*.

    Args:
        previous: the hash of the entry before, `FIRST_HASH` for the first.
        entry: the journal row itself, without its hash.
        rows: lists of rows that belong to it (a document, its lots, lines, movements …).
    """
    digest = hashlib.sha256(VERSION_BYTE)
    digest.update(previous.encode("ascii"))
    digest.update(ascii(tuple(entry)).encode("ascii"))
    for group in rows:
        digest.update(ascii(group).encode("ascii"))
    return digest.hexdigest()
