"""Quantities as people type and read them: units, packs, and mixed writing such as ``3箱5瓶``.

A quantity is a `Decimal` of at most three decimals in the item's base unit; the ledger keeps it
as whole thousandths. Nothing rounds: what does not fit is refused. The figures themselves are
read and written by `supplydesk.domain.figures`, whose names stand here too.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from supplydesk.domain.figures import (
    LARGEST,
    MINUS,
    MOST_DECIMALS,
    THOUSANDTHS,
    fold,
    from_thousandths,
    parse_decimal,
    to_thousandths,
    write_plain,
)
from supplydesk.domain.problem import Problem, Refused
from supplydesk.text import translate

__all__ = [
    "LARGEST",
    "MOST_DECIMALS",
    "THOUSANDTHS",
    "Measure",
    "Pack",
    "Typed",
    "fold",
    "from_thousandths",
    "parse",
    "parse_decimal",
    "same_unit",
    "to_thousandths",
    "write",
    "write_plain",
]

_ALIASES = (("只", "个"), ("双", "副"))
_KILOGRAM, _JIN = "公斤", "斤"
_JIN_THOUSANDTHS = THOUSANDTHS // 2
_BASE_LEVEL, _JIN_LEVEL = 0, -1
_EXAMPLE = Decimal(100)
_PLAIN_DIGITS = len(str(LARGEST - 1))  # so many digits are always below it
_LETTERS = re.compile(r"[^\W\d_]+")
_EXPONENT = re.compile(r"[0-9.,]+[eE][+-]?[0-9]+")


@dataclass(frozen=True, slots=True)
class Pack:
    """One pack of an item or a lot: *size* base units, or None where cartons float.

    ``rank`` orders the packs of one measure from small to large; cartons that float are counted
    beside the pieces and say nothing about how many there are.
    """

    unit: str
    size: Decimal | None
    rank: int


@dataclass(frozen=True, slots=True)
class Measure:
    """How one item, or one lot, is counted: base unit, its decimals (0 to 3) and its packs."""

    unit: str
    decimals: int = 0
    packs: tuple[Pack, ...] = ()

    def of_lot(self, pack_size: Decimal | None) -> "Measure":
        """How a lot is counted whose own packs hold *pack_size*: they stand for the largest one."""
        if not pack_size or not self.packs:
            return self
        *smaller, largest = sorted(self.packs, key=lambda pack: pack.rank)
        own = Pack(largest.unit, pack_size, largest.rank)
        return Measure(self.unit, self.decimals, (*smaller, own))


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed: base units, and the cartons where they float and were named."""

    quantity: Decimal
    cartons: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    """A unit word that fits a measure: its level (base 0, larger packs higher) and its size."""

    level: int
    size: int | None  # thousandths of the base unit


def same_unit(one: str, other: str) -> bool:
    """Whether two unit words mean the same: equal, or the aliases 只/个 and 双/副."""
    one, other = fold(one), fold(other)
    return one == other or any(one in pair and other in pair for pair in _ALIASES)


def parse(
    text: str, measure: Measure, *, row: int | None = None, field: str | None = None
) -> Typed:
    """Read ``77``, ``77瓶``, ``3箱5瓶`` or, where cartons float, ``7箱100套``.

    A bare figure counts base units. Units go from large to small, each once. A broken pack
    (``0.5箱``) is read only where it comes out exact: half of 24 is 12, a third of a 箱 typed as
    0.333 is refused. 斤 is half a 公斤. The result is in base units and below `LARGEST`.

    Raises:
        Refused: with one problem that says what does not fit and what would.
    """
    if len(text) <= _PLAIN_DIGITS and text.isdigit() and text.isascii():
        # What is typed most is whole base units in plain digits, which every measure takes.
        return Typed(Decimal(int(text)))
    reading = _Reading(fold(text), measure, row, field)
    total, cartons, level = 0, None, len(measure.packs) + 1
    for figure, word in _split(reading):
        counted = _words(measure)[word]
        if counted.level >= level:
            raise reading.refused(
                "quantity_unit_order",
                translate(
                    "domain.quantity",
                    "{typed}: name the units from large to small, each once: {order}.",
                ),
                order=translate("domain.quantity", ", ").join(reversed(_units(measure))),
            )
        level = counted.level
        if counted.size is None:
            cartons = figure
        else:
            total += _base(reading, figure, word, counted)
    if cartons is not None:
        _check_cartons(reading, cartons, total)
    quantity = parse_decimal(f"{from_thousandths(total):f}", row=row, field=field)
    return Typed(quantity, cartons)


def write(quantity: Decimal, measure: Measure, cartons: Decimal | None = None) -> str:
    """*quantity* as it is read aloud: 77 with 24 per 箱 is ``3箱5瓶``, nothing is ``0瓶``.

    Largest packs first; a pack of one says nothing and is passed over. Floating *cartons* stand
    before the pieces (``7箱100套``) unless they are None or zero. What is below zero begins with
    U+2212; cartons of the opposite sign follow in brackets, because one sign cannot cover both.
    Whatever is not below zero is read back by `parse` as the same quantity.
    """
    rest = abs(to_thousandths(quantity))
    pieces, loose, opposite = "", "", ""
    for pack in sorted(measure.packs, key=lambda pack: pack.rank, reverse=True):
        if pack.size is None:
            if cartons and cartons * quantity >= 0:
                loose = write_plain(abs(cartons)) + pack.unit
            elif cartons:
                sign = MINUS if cartons < 0 else "+"
                opposite = f"（{sign}{write_plain(abs(cartons))}{pack.unit}）"
            continue
        size = to_thousandths(pack.size)
        if THOUSANDTHS < size <= rest:
            count, rest = divmod(rest, size)
            pieces += f"{count}{pack.unit}"
    if rest or not pieces:
        pieces += write_plain(from_thousandths(rest)) + measure.unit
    below = quantity < 0 or (not quantity and bool(loose) and cartons is not None and cartons < 0)
    return (MINUS if below else "") + loose + pieces + opposite


@dataclass(frozen=True, slots=True)
class _Reading:
    """One text being read, and where its problems belong."""

    typed: str
    measure: Measure
    row: int | None
    field: str | None

    def refused(self, code: str, text: str, **values: object) -> Refused:
        shown = text.format(typed=self.typed, unit=self.measure.unit, **values)
        return Refused((Problem(code, shown, self.row, self.field),))


def _split(reading: _Reading) -> list[tuple[Decimal, str]]:
    """The figures and unit words of the text, in its order; a bare figure is in base units."""
    words = sorted(_words(reading.measure), key=len, reverse=True)
    *pairs, tail = re.split("(" + "|".join(map(re.escape, words)) + ")", reading.typed)
    if not pairs:
        return [(_figure(reading, tail), fold(reading.measure.unit))]
    parts = []
    for figure, word in zip(pairs[::2], pairs[1::2], strict=True):
        if not figure.strip():
            raise reading.refused(
                "quantity_figure_missing",
                translate("domain.quantity", "{typed}: a figure is missing before {word}."),
                word=word,
            )
        parts.append((_figure(reading, figure), word))
    if tail.strip():
        left = _figure(reading, tail)
        raise reading.refused(
            "quantity_unit_missing",
            translate("domain.quantity", "{typed}: {left} of what? Name the unit, one of {units}."),
            left=write_plain(left),
            units=translate("domain.quantity", ", ").join(_units(reading.measure)),
        )
    return parts


def _figure(reading: _Reading, text: str) -> Decimal:
    """The figure in *text*; a word that follows its digits is a unit that does not fit."""
    stranger = _LETTERS.search(text)
    if stranger and text.strip()[0] in "0123456789" and not _EXPONENT.fullmatch(text.strip()):
        raise reading.refused(
            "quantity_unit_unknown",
            translate(
                "domain.quantity", "{typed}: {word} is no unit of this item; units are {units}."
            ),
            word=stranger.group(),
            units=translate("domain.quantity", ", ").join(_units(reading.measure)),
        )
    return parse_decimal(text, row=reading.row, field=reading.field)


def _base(reading: _Reading, figure: Decimal, word: str, counted: _Word) -> int:
    """*figure* of *word* in thousandths of the base unit, exactly and within its decimals."""
    decimals = reading.measure.decimals
    size = counted.size or 0
    thousandths, rest = divmod(to_thousandths(figure) * size, THOUSANDTHS)
    if not rest and thousandths % 10 ** (MOST_DECIMALS - decimals) == 0:
        return thousandths
    if counted.level > _BASE_LEVEL:
        code, text = (
            "quantity_pack_fraction",
            translate(
                "domain.quantity",
                "{figure}{word} does not come out exact, one {word} being {size}{unit}: "
                "enter the loose {unit} by themselves.",
            ),
        )
    elif decimals:
        code, text = (
            "quantity_too_fine",
            translate(
                "domain.quantity",
                "{figure}{word}: this item is counted in {unit} with at most {decimals} decimals, "
                "and nothing is rounded.",
            ),
        )
    else:
        code, text = (
            "quantity_not_whole",
            translate(
                "domain.quantity",
                "{figure}{word}: this item is counted in whole {unit}, and nothing is rounded.",
            ),
        )
    plain = write_plain(from_thousandths(size))
    raise reading.refused(
        code, text, figure=write_plain(figure), word=word, size=plain, decimals=decimals
    )


def _check_cartons(reading: _Reading, cartons: Decimal, total: int) -> None:
    """Floating cartons are whole, and never without the pieces in them."""
    if to_thousandths(cartons) % THOUSANDTHS:
        raise reading.refused(
            "quantity_cartons_whole",
            translate("domain.quantity", "{typed}: cartons are counted in whole numbers."),
        )
    if cartons and not total:
        raise reading.refused(
            "quantity_cartons_alone",
            translate(
                "domain.quantity",
                "{typed}: the cartons of this item are unevenly packed; "
                "say how many {unit} are in them, as in {example}.",
            ),
            example=write(_EXAMPLE, reading.measure, cartons),
        )


def _units(measure: Measure) -> tuple[str, ...]:
    """The unit words of *measure*, from small to large."""
    ordered = sorted(measure.packs, key=lambda pack: pack.rank)
    return (measure.unit, *(pack.unit for pack in ordered))


@lru_cache(maxsize=4096)
def _words(measure: Measure) -> dict[str, _Word]:
    """Every unit word that fits *measure*: its own, their aliases, and 斤 beside 公斤."""
    ordered = sorted(measure.packs, key=lambda pack: pack.rank)
    words = {fold(measure.unit): _Word(_BASE_LEVEL, THOUSANDTHS)}
    for level, pack in enumerate(ordered, start=1):
        size = None if pack.size is None else to_thousandths(pack.size)
        words.setdefault(fold(pack.unit), _Word(level, size))
    for pair in _ALIASES:
        for word, other in (pair, pair[::-1]):
            if word in words:
                words.setdefault(other, words[word])
    if fold(measure.unit) == _KILOGRAM:
        words.setdefault(_JIN, _Word(_JIN_LEVEL, _JIN_THOUSANDTHS))
    return words
