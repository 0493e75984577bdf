"""What append keeps, held against what the sealed rows make: every difference is named."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from supplydesk.domain.numbering import write_number
from supplydesk.domain.period import OPENING, period_name, period_word
from supplydesk.queries.kept import Kept, names
from supplydesk.queries.recompute import Books
from supplydesk.queries.wording import (
    Cells,
    name_reason,
    write_held,
    write_moved,
    write_open,
    write_period,
    write_row,
    write_stock,
)
from supplydesk.store.driver import Row
from supplydesk.text import translate

Add = Callable[[str, str], None]


@dataclass(slots=True)
class Sealed:
    """What the pass along the chain has gathered for the comparison.

    ``documents`` holds numbers by key and ``numbers`` by id, ``lots`` their items; ``periods``
    what the journal says of each; ``approved`` what was signed and is held for a draft that is
    neither posted nor voided.
    """

    books: Books = field(default_factory=Books)
    documents: dict[str, str] = field(default_factory=dict)
    numbers: dict[int, str] = field(default_factory=dict)
    lots: dict[int, int] = field(default_factory=dict)
    periods: dict[str, list[object]] = field(default_factory=dict)
    approved: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    movements: int = 0
    closings: int = 0
    latest: int = 0


class Comparing:
    """One comparison; ``add`` is told of everything that is kept otherwise than it should be."""

    def __init__(self, kept: Kept, sealed: Sealed, add: Add) -> None:
        self._kept, self._sealed, self._add = kept, sealed, add
        self._places = dict(names(kept.places, 3))
        self._items = dict(names(kept.items, 1))

    def run(self) -> None:
        """Compare everything."""
        self._head()
        self._balances()
        self._flows()
        self._consignments()
        self._reservations()
        self._drafts()
        self._numbers()
        self._periods()
        if (self._kept.ends[8] or 0) != self._sealed.closings:
            self._add(
                "closing",
                translate(
                    "queries.comparing",
                    "The closings hold {kept} rows; the journal sealed {true}.",
                ).format(kept=self._kept.ends[8], true=self._sealed.closings),
            )

    def _differs(
        self,
        code: str,
        row: str,
        kept: Cells | None,
        true: Cells | None,
        write: Callable[[Cells], str],
    ) -> None:
        if kept is None:
            text = translate("queries.comparing", "{row} is missing; it should be: {true}.")
        elif true is None:
            text = translate("queries.comparing", "{row} should not be there: {kept}.")
        else:
            text = translate("queries.comparing", "{row} is kept as: {kept}; it should be: {true}.")
        self._add(code, text.format(row=row, kept=kept and write(kept), true=true and write(true)))

    def _head(self) -> None:
        kept, sealed = self._kept.head, self._sealed
        if kept is None:
            self._add(
                "chain_head",
                translate("queries.comparing", "The row that holds the chain's end is missing."),
            )
            return
        figures = (kept[0], kept[1], kept[2], kept[4])
        true = (
            int(self._kept.ends[0] or 0), sealed.movements, len(sealed.lots), sealed.latest,
        )  # fmt: skip
        if figures != true:
            row = translate("queries.comparing", "The chain's end")
            self._differs("chain_head", row, figures, true, write_row)

    def _balances(self) -> None:
        true = self._sealed.books.balances()
        held: dict[tuple[int, int], int] = {}
        for _, _, place, lot, quantity in self._kept.reservations:
            held[place, lot] = held.get((place, lot), 0) + quantity
        inside = {row[0]: row[1] for row in self._kept.places}
        for (
            place,
            lot,
            item,
            within,
            quantity,
            packs,
            amount,
            reserved,
            last_at,
        ) in self._kept.balances:
            figures = true.pop((place, lot), None)
            wanted = None
            if figures is not None:
                wanted = (*figures[:3], held.get((place, lot), 0), figures[3])
            if (
                wanted != (quantity, packs, amount, reserved, last_at)
                or item != self._sealed.lots.get(lot)
                or within != inside.get(place)
            ):
                kept = (quantity, packs, amount, reserved)
                self._differs("balance", self._balance(place, lot), kept, wanted, write_stock)
        for (place, lot), figures in true.items():
            missing = (*figures[:3], 0)
            self._differs("balance", self._balance(place, lot), None, missing, write_stock)

    def _balance(self, place: int, lot: int) -> str:
        row = translate("queries.comparing", "The balance of {item} (lot {lot}) at {place}")
        return row.format(item=self._item(lot), lot=lot, place=self._place(place))

    def _flows(self) -> None:
        true = self._sealed.books.flows
        found = 0
        for row in self._kept.flows:
            key = row[:5]
            wanted = true.get(key)
            found += wanted is not None
            if wanted is None or row[5:] != wanted[:3]:
                self._differs("flow", self._flow(key), row[5:], wanted, write_moved)
        if found < len(true):
            there = {row[:5] for row in self._kept.flows}
            for key in (key for key in true if key not in there):
                self._differs("flow", self._flow(key), None, true[key], write_moved)

    def _flow(self, key: Row) -> str:
        period, start, end, lot, reason = key
        return translate(
            "queries.comparing",
            "The month's flow {period} of {item} (lot {lot}) from {start} to {end} ({reason})",
        ).format(
            period=period_word(period_name(period)),
            item=self._item(lot),
            lot=lot,
            start=self._place(start),
            end=self._place(end),
            reason=name_reason(reason),
        )

    def _consignments(self) -> None:
        true = self._sealed.books.consignments
        found = 0
        for row in self._kept.consignments:
            key = row[:3]
            wanted = true.get(key)
            found += wanted is not None
            if wanted != row[3:]:
                self._differs("consignment", self._consignment(*key), row[3:], wanted, write_open)
        if found < len(true):
            there = {row[:3] for row in self._kept.consignments}
            for key in (key for key in true if key not in there):
                self._differs("consignment", self._consignment(*key), None, true[key], write_open)

    def _consignment(self, document: int, line: int, lot: int) -> str:
        return translate(
            "queries.comparing", "What is on the road of {number}, line {line} (lot {lot})"
        ).format(number=self._sealed.numbers.get(document, document), line=line, lot=lot)

    def _reservations(self) -> None:
        true = {
            (key, line, place, lot): quantity
            for key, approval in self._sealed.approved.items()
            for line, place, lot, quantity in approval.get("held", ())
        }
        for *where, quantity in self._kept.reservations:
            key = tuple(where)
            wanted = true.pop(key, None)
            if wanted != quantity:
                row = self._reservation(key)
                kept, should = (quantity,), None if wanted is None else (wanted,)
                self._differs("reservation", row, kept, should, write_held)
        for key, wanted in true.items():
            self._differs("reservation", self._reservation(key), None, (wanted,), write_held)

    def _reservation(self, key: Row) -> str:
        draft, line, place, lot = key
        numbers = {row[0]: row[1] for row in self._kept.drafts}
        return translate(
            "queries.comparing", "What is held for {draft}, line {line}, of lot {lot} at {place}"
        ).format(draft=numbers.get(draft) or draft, line=line, lot=lot, place=self._place(place))

    def _drafts(self) -> None:
        """An approved paper must still say what was signed."""
        drafts = {key: (state, request, payload) for key, _, state, request, payload in
                  self._kept.drafts}  # fmt: skip
        for key, approval in self._sealed.approved.items():
            state, request, payload = drafts.get(key, ("", "", ""))
            typed = hashlib.sha256(payload.encode()).hexdigest()
            if state != "approved" or not request == typed == approval.get("request", typed):
                self._add(
                    "draft",
                    translate(
                        "queries.comparing",
                        "{number} is no longer the paper that was approved.",
                    ).format(number=approval.get("number", key)),
                )

    def _numbers(self) -> None:
        counted: dict[tuple[str, str], int] = {}
        latest: dict[tuple[str, str], int] = {}
        held: set[str] = set()
        missing: set[str] = set()
        drafts = {row[0]: row[1] for row in self._kept.drafts}
        documents = self._sealed.documents
        for series, day, n, key in self._kept.issued:
            which = (series, day)
            counted[which] = counted.get(which, 0) + 1
            follows = latest.get(which, 0) + 1
            latest[which] = n
            if n > follows:
                # What comes after a gap is as it should be; the first that is missing is told.
                missing.add(_number(series, day, follows))
            number = _number(series, day, n)
            holder = documents.get(key) or drafts.get(key)
            if number != holder:
                row = translate("queries.comparing", "Number {number} ({key})")
                should = None if holder is None else (holder,)
                self._differs(
                    "number", row.format(number=number, key=key), (number,), should, write_row
                )
            held.add(key)
        for series, day, last in self._kept.counters:
            true = counted.pop((series, day), 0)
            if true != last:
                row = self._counter(series, day)
                self._differs("number_counter", row, (last,), (true,), write_row)
        for (series, day), true in counted.items():
            self._differs("number_counter", self._counter(series, day), None, (true,), write_row)
        missing |= {documents[key] for key in documents.keys() - held}
        for number in sorted(missing):
            row = translate("queries.comparing", "The drawing of number {number}")
            self._differs("number", row.format(number=number), None, (number,), write_row)

    @staticmethod
    def _counter(series: str, day: str) -> str:
        row = translate("queries.comparing", "The counter of {series} on {day}")
        return row.format(series=series, day=day)

    def _periods(self) -> None:
        true = dict(self._sealed.periods)
        for row in self._kept.periods:
            wanted = true.pop(str(row[1]), None)
            if wanted != list(row):
                self._differs("period", self._period(row[1]), row, wanted, write_period)
        for name, wanted in true.items():
            self._differs("period", self._period(name), None, wanted, write_period)

    @staticmethod
    def _period(name: object) -> str:
        text = translate("queries.comparing", "The period {period}")
        return text.format(period=period_word(str(name)))

    def _item(self, lot: int) -> str:
        return self._items.get(self._sealed.lots.get(lot, 0), "?")

    def _place(self, place: int) -> str:
        return self._places.get(place, str(place))


def opened(first_day: str) -> list[object]:
    """The period before the books, as a row of ``period``, where they begin on *first_day*."""
    last = date.fromisoformat(first_day) - timedelta(days=1)
    return [0, OPENING, date.min.isoformat(), last.isoformat(), "open", 0]


def _number(series: str, day: str, n: int) -> str:
    try:
        return write_number(series, _day(day), n)
    except ValueError:
        return f"{series}-{day}-{n}"


_day = lru_cache(maxsize=64)(date.fromisoformat)
