"""Numbers of papers: our own series, gapless per day, and the instruction numbers of others."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Self

from supplydesk.domain.figures import fold
from supplydesk.domain.problem import refuse
from supplydesk.text import translate

_NUMBER = re.compile(r"([A-Z]{2})-([0-9]{8})-([0-9]{3,9})")
_INSTRUCTION = re.compile(
    r"(?P<issuer>[^0-9０-９]*[^0-9０-９\s\[(（［【〔〖])\s*"
    r"[\[(（［【〔〖﹝]\s*(?P<year>[12１２][0-9０-９]{3})\s*[\])）］】〕〗﹞]\s*"
    r"(?P<kind>[^0-9０-９\[\](（）［］【】〔〕〖〗﹝﹞]{0,8})"
    r"(?P<n>[0-9０-９]{1,6})\s*(?P<end>号?)"
)
_LONGEST_INSTRUCTION = 60
_SHOWN = 40


class Series(StrEnum):
    """The series of document numbers; the member's name is the document's word in code."""

    OPENING = "QC"
    RECEIPT = "RK"
    ACCEPTANCE = "YS"
    DISPATCH = "DB"
    CONFIRMATION = "HZ"
    ISSUE = "CK"
    TRANSFER = "YK"
    RECOVERY = "HS"
    USE_REPORT = "XH"
    GIVE_BACK = "GH"
    SCRAP = "BF"
    COUNT = "PD"
    VARIANCE = "SY"

    @property
    def word(self) -> str:
        """The English word of this kind of document: ``dispatch``, ``give_back``."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> Self:
        """The series of the document called *word*; KeyError where there is none."""
        return cls[word.upper()]


_BY_CODE = {series.value: series for series in Series}


def titles() -> dict[Series, str]:
    """What a person calls each series, in the language in use."""
    return {
        Series.OPENING: translate("domain.numbering", "opening stock"),
        Series.RECEIPT: translate("domain.numbering", "receipt"),
        Series.ACCEPTANCE: translate("domain.numbering", "acceptance"),
        Series.DISPATCH: translate("domain.numbering", "dispatch"),
        Series.CONFIRMATION: translate("domain.numbering", "return receipt"),
        Series.ISSUE: translate("domain.numbering", "issue"),
        Series.TRANSFER: translate("domain.numbering", "transfer"),
        Series.RECOVERY: translate("domain.numbering", "recovery"),
        Series.USE_REPORT: translate("domain.numbering", "use report"),
        Series.GIVE_BACK: translate("domain.numbering", "give back"),
        Series.SCRAP: translate("domain.numbering", "scrap"),
        Series.COUNT: translate("domain.numbering", "count"),
        Series.VARIANCE: translate("domain.numbering", "variance"),
    }


def kind_words(kinds: Iterable[str]) -> dict[str, str]:
    """What a person calls each of *kinds* of document."""
    words = titles()
    return {kind: words[Series.of(kind)] for kind in kinds}


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """One document number; sorts by series, day and then as a figure, 999 before 1000."""

    series: Series
    day: date
    n: int

    def __str__(self) -> str:
        return write_number(self.series, self.day, self.n)


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Numbers *first* to *last* of one series and day that nobody holds (断号)."""

    series: Series
    day: date
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class InstructionNumber:
    """An instruction's number: *text* as its issuer wrote it, brackets set right, and its parts."""

    text: str
    issuer: str
    year: int
    kind: str
    n: int


def write_number(series: Series | str, day: date, n: int) -> str:
    """``DB-20221024-001``: three digits or more; ValueError where *n* is below 1."""
    if n < 1:
        raise ValueError(n)
    return f"{_stem(series, day)}{n:03d}"


@lru_cache(maxsize=64)
def _stem(series: Series | str, day: date) -> str:
    return f"{Series(series).value}-{day.isoformat().replace('-', '')}-"


def read_number(text: str, *, row: int | None = None, field: str | None = None) -> Number:
    """The number in *text*, small letters and full-width signs allowed.

    Raises:
        Refused: it is no number of ours: shape, series, day, or padding.
    """
    typed = fold(text).upper()
    found = _NUMBER.fullmatch(typed)
    if found:
        series, day, n = _BY_CODE.get(found[1]), _day(found[2]), int(found[3])
        if series and day and n and write_number(series, day, n) == typed:
            return Number(series, day, n)
    raise refuse(
        "number_of_no_series",
        "domain.numbering",
        "{typed} is no document number; they look like DB-20221024-001.",
        row=row,
        field=field,
        typed=typed[:_SHOWN],
    )


def _day(digits: str) -> date | None:
    """The day of eight ASCII *digits*, or None where the calendar has no such day."""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def gaps(
    numbers: Iterable[Number], reached: Mapping[tuple[Series, date], int] | None = None
) -> tuple[Gap, ...]:
    """Where *numbers* have holes, each series and day beginning with 1.

    *reached* says how far each counter has run, so that a hole at the end is found too.
    """
    held: dict[tuple[Series, date], set[int]] = {key: set() for key in reached or {}}
    for number in numbers:
        held.setdefault((number.series, number.day), set()).add(number.n)
    found = []
    for series, day in sorted(held):
        expected = 1
        end = (reached or {}).get((series, day), 0) + 1
        for n in (*sorted(held[series, day]), end):
            if n > expected:
                found.append(Gap(series, day, expected, n - 1))
            expected = max(expected, n + 1)
    return tuple(found)


def read_instruction_number(
    text: str, *, row: int | None = None, field: str | None = None
) -> InstructionNumber:
    """An instruction's number as its issuer wrote it: ``天应急调〔2022〕15号``.

    Brackets of any make round the year become 〔〕 (GB/T 9704), full-width digits plain ones,
    and blanks between the parts go; everything else stays as the issuer wrote it, padding and a
    missing 号 included, because the desk does not correct other people's papers.

    Raises:
        Refused: issuer, a full year in brackets or the number is missing.
    """
    read = _instruction(text) if len(text) <= _LONGEST_INSTRUCTION else None
    if read is None:
        raise refuse(
            "instruction_number_unreadable",
            "domain.numbering",
            "{typed} is no instruction number; write it as its issuer does: the issuer's mark, "
            "the full year in brackets and the number, as in 天应急调〔2022〕15号.",
            row=row,
            field=field,
            typed=text.strip()[:_SHOWN],
        )
    return read


@lru_cache(maxsize=64)
def _instruction(text: str) -> InstructionNumber | None:
    # One instruction fills many slips, and each slip asks for its number more than once.
    found = _INSTRUCTION.fullmatch(text.strip())
    if found is None:
        return None
    issuer, kind = found["issuer"], found["kind"].strip()
    year, n = fold(found["year"]), fold(found["n"])
    plain = f"{issuer}〔{year}〕{kind}{n}{found['end']}"
    return InstructionNumber(plain, issuer, int(year), kind, int(n))
