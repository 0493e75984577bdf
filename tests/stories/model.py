"""What a desk should hold, worked out without it: stock by place and item, and brute force by lot.

`Model` counts goods by place and item from what the papers say, and knows nothing of lots.
`Movements` reads the ledger's movements as they are written and adds them up by loops that a
child could check. The two, and what the desk keeps itself, must agree after every step.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Where = tuple[str, str]  # a place's code and an item's code


class Moved(NamedTuple):
    """One movement, with the codes that people know."""

    sequence: int
    document: int
    line: int
    lot: int
    item: str
    start: str
    end: str
    reason: str
    quantity: int
    packs: int
    amount: int
    effective_at: int
    period: int
    undoes: int | None


@dataclass
class Paper:
    """One posted document as the model remembers it."""

    number: str
    kind: str
    effective_at: int
    changes: Counter[Where]
    slip: str = ""
    reversed: bool = False


@dataclass
class Slip:
    """A dispatch and what became of it, by line: item, still open, reported lost."""

    number: str
    warehouse: str
    site: str
    effective_at: int
    lines: dict[int, tuple[str, int, int]]
    receipts: list[str] = field(default_factory=list)
    reversed: bool = False


@dataclass
class Model:
    """Stock by place and item, papers and slips."""

    stock: Counter[Where] = field(default_factory=Counter)
    papers: dict[str, Paper] = field(default_factory=dict)
    slips: dict[str, Slip] = field(default_factory=dict)

    def post(self, paper: Paper) -> None:
        """*paper* happened."""
        self.papers[paper.number] = paper
        self._add(paper.changes, 1)

    def reverse(self, number: str) -> None:
        """*number* never happened."""
        self.papers[number].reversed = True
        self._add(self.papers[number].changes, -1)

    def _add(self, changes: Counter[Where], sign: int) -> None:
        for where, quantity in changes.items():
            self.stock[where] += sign * quantity

    def nonzero(self) -> dict[Where, int]:
        """Where something is, or is owed."""
        return {where: quantity for where, quantity in self.stock.items() if quantity}


_READ = (
    "SELECT m.sequence, m.document, m.line, m.lot, i.code, f.code, t.code, m.reason, m.quantity, "
    "m.packs, m.amount, m.effective_at, m.period, m.undoes FROM movement m "
    "JOIN lot l ON l.id = m.lot JOIN item i ON i.id = l.item "
    "JOIN place f ON f.id = m.from_place JOIN place t ON t.id = m.to_place "
    "WHERE m.sequence > ? ORDER BY m.sequence"
)


@dataclass
class Movements:
    """Every movement so far, added up by place and lot, and by path."""

    steps: dict[tuple[str, int], list[tuple[int, int]]] = field(default_factory=dict)
    months: dict[tuple[str, int], Counter[int]] = field(default_factory=dict)
    figures: dict[tuple[str, int], list[int]] = field(default_factory=dict)
    flows: dict[tuple[int, str, str, int, str], list[int]] = field(default_factory=dict)
    last: int = 0

    def read(self, rows: Callable[..., list[Any]]) -> set[tuple[str, int]]:
        """Take in what is new; returns the (place, lot) that it touched."""
        touched = set()
        for row in rows(_READ, self.last):
            one = Moved._make(row)
            assert one.sequence == self.last + 1, "movements are gapless"
            self.last = one.sequence
            for place, sign in ((one.start, -1), (one.end, 1)):
                key = (place, one.lot)
                self.steps.setdefault(key, []).append((one.effective_at, sign * one.quantity))
                self.months.setdefault(key, Counter())[one.period] += sign * one.quantity
                _add(self.figures, key, sign, one)
                touched.add(key)
            path, sign = (one.start, one.end), 1
            if one.undoes is not None:
                path, sign = (one.end, one.start), -1
            _add(self.flows, (one.period, *path, one.lot, one.reason), sign, one)
        return touched

    def lowest(self, place: str, lot: int, since: int) -> int:
        """The lowest that (place, lot) ever stood from *since* on, step by step."""
        standing = 0
        at: dict[int, int] = {}
        for moment, change in self.steps.get((place, lot), ()):
            at[moment] = at.get(moment, 0) + change
        lowest: int | None = None
        for moment in sorted(at):
            if moment > since and lowest is None:
                lowest = standing
            standing += at[moment]
            if moment >= since:
                lowest = standing if lowest is None else min(lowest, standing)
        return standing if lowest is None else lowest

    def booked(self, place: str, lot: int, since: int) -> int:
        """The least that the books of a month from *since* on end with at (place, lot)."""
        months = self.months.get((place, lot), Counter())
        standing = sum(change for month, change in months.items() if month <= since)
        least = standing
        for month in sorted(month for month in months if month > since):
            standing += months[month]
            least = min(least, standing)
        return least


def _add(sums: dict[Any, list[int]], key: object, sign: int, one: Moved) -> None:
    held = sums.setdefault(key, [0, 0, 0])
    held[0] += sign * one.quantity
    held[1] += sign * one.packs
    held[2] += sign * one.amount
