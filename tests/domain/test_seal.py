"""The chain's hash: the same on every machine, another one for every other content and order."""

import hashlib

import pytest

from supplydesk.domain.seal import FIRST_HASH, Cell, seal

ENTRY: tuple[Cell, ...] = (1, "begin", "books", 0, "李××", "{}")


def test_an_entry_is_hashed_as_the_books_have_it_from_the_first_version_on() -> None:
    """Figures that must never change, or every desk's chain would be broken."""
    written = b"\x01" + b"0" * 64 + rb"(1, 'begin', 'books', 0, '\u674e\xd7\xd7', '{}')"
    assert seal(FIRST_HASH, ENTRY) == hashlib.sha256(written).hexdigest()
    with_rows = written + b"[(1, None, 'x')][]"
    assert seal(FIRST_HASH, ENTRY, ([(1, None, "x")], [])) == hashlib.sha256(with_rows).hexdigest()


def test_a_list_and_a_tuple_of_the_same_row_are_the_same_entry() -> None:
    assert seal(FIRST_HASH, list(ENTRY)) == seal(FIRST_HASH, ENTRY)


@pytest.mark.parametrize(
    ("previous", "entry", "rows"),
    [
        ("1" + "0" * 63, ENTRY, ()),
        (FIRST_HASH, (2, *ENTRY[1:]), ()),
        (FIRST_HASH, ("1", *ENTRY[1:]), ()),
        (FIRST_HASH, (*ENTRY[:-1], None), ()),
        (FIRST_HASH, ENTRY, ([(1, 2)],)),
        (FIRST_HASH, ENTRY, ([(2, 1)],)),
        (FIRST_HASH, ENTRY, ([(1,), (2,)],)),
        (FIRST_HASH, ENTRY, ([(1,)], [(2,)])),
    ],
)
def test_whatever_differs_gives_another_hash(
    previous: str, entry: tuple[Cell, ...], rows: tuple[list[tuple[Cell, ...]], ...]
) -> None:
    plain = {seal(FIRST_HASH, ENTRY), seal(FIRST_HASH, ENTRY, ([(1, 2), (3, 4)],))}
    assert seal(previous, entry, rows) not in plain
