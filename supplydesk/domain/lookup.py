"""Finding things by what a clerk types: code, name, pinyin initials in every reading, barcode."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

_LETTERS = "Lo"


class Entry(NamedTuple):
    """What a thing can be found by.

    ``readings`` are its name's pinyin initials, one way to read it after another; ``mnemonic``
    (助记码) is the clerk's own. ``haystack`` holds all of it, made by `entry`.
    """

    code: str
    name: str
    readings: tuple[str, ...]
    mnemonic: str
    barcode: str
    haystack: str


class Found(NamedTuple):
    """How well a thing fits: the lower ``rank`` the better; ``marks`` are the places in its name
    that were meant.
    """

    rank: int
    marks: tuple[int, ...] = ()


Thing = TypeVar("Thing")


def folded(typed: str) -> str:
    """*typed* as it is compared: full width made half, small letters, no spaces."""
    return "".join(unicodedata.normalize("NFKC", typed).lower().split())


def entry(code: str, name: str, readings: str, mnemonic: str = "", barcode: str = "") -> Entry:
    """An `Entry`; *readings* is separated by spaces, as the catalogue keeps it."""
    parts = (folded(code), folded(name), readings, folded(mnemonic), folded(barcode))
    return Entry(parts[0], name, tuple(readings.split()), parts[3], parts[4], "\n".join(parts))


def find(wanted: str, one: Entry) -> Found | None:
    """Whether *one* fits *wanted*, which is `folded` already, and how well."""
    if wanted not in one.haystack:
        return None
    name = folded(one.name)
    if wanted in (one.code, one.barcode, name):
        return Found(0, _run(one.name, name.find(wanted), len(wanted)))
    if one.mnemonic.startswith(wanted):
        return Found(1, _spelled(one.name, one.mnemonic, 0, len(wanted)))
    if name.startswith(wanted):
        return Found(1, _run(one.name, 0, len(wanted)))
    if one.code.startswith(wanted):
        return Found(2)
    return _by_reading(wanted, one, 3, start=True) or _inside(wanted, one, name)


def _inside(wanted: str, one: Entry, name: str) -> Found | None:
    at = name.find(wanted)
    if at >= 0:
        return Found(4, _run(one.name, at, len(wanted)))
    if wanted in one.code or wanted in one.barcode or wanted in one.mnemonic:
        return Found(6)
    # What is left is a reading, or a run over two of the parts, which is no match.
    return _by_reading(wanted, one, 5, start=False)


def _by_reading(wanted: str, one: Entry, rank: int, *, start: bool) -> Found | None:
    for reading in one.readings:
        at = reading.find(wanted)
        if at == 0 or (at > 0 and not start):
            return Found(rank, _spelled(one.name, reading, at, len(wanted)))
    return None


def _run(name: str, at: int, count: int) -> tuple[int, ...]:
    # Folding may change the length of a name with spaces; then nothing is marked.
    if at < 0 or len(folded(name)) != len(name):
        return ()
    return tuple(range(at, at + count))


def _spelled(name: str, reading: str, at: int, count: int) -> tuple[int, ...]:
    """The places in *name* that letters *at* and on of its *reading* stand for."""
    spoken = [
        place
        for place, character in enumerate(name)
        if (character.isascii() and character.isalnum())
        or unicodedata.category(character) == _LETTERS
    ]
    return tuple(spoken[at : at + count]) if len(spoken) == len(reading) else ()


def best(
    typed: str, things: Iterable[tuple[Entry, Thing]], most: int
) -> Sequence[tuple[Thing, Found]]:
    """The *most* of *things* that fit best what was *typed*, in the order given among equals."""
    wanted = folded(typed)
    if not wanted:
        return []
    fitting = [
        (found, thing)
        for one, thing in things
        if wanted in one.haystack and (found := find(wanted, one)) is not None
    ]
    fitting.sort(key=lambda pair: pair[0].rank)
    return [(thing, found) for found, thing in fitting[:most]]
