"""Desks with a past: random papers, late ones, reversals and closed months, from one seed.

What such a desk should say is worked out from its movements alone (`Moved`), by loops that a
child could check; the reports are held against that.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from supplydesk.domain.period import desk_day
from supplydesk.domain.problem import Refused
from supplydesk.services import ledger, reversal
from supplydesk.store.columns import instant
from supplydesk.store.database import write
from tests.databases import ITEMS, Bench

SITES = ("S1", "S2")
WAREHOUSES = ("W1", "W2")
CODES = tuple(item.code for item in ITEMS)


class Moved(NamedTuple):
    """One movement with everything that a report may ask of it."""

    sequence: int
    document: int
    item: str
    lot: int
    from_place: str
    to_place: str
    reason: str
    quantity: int
    amount: int
    effective_at: int
    voucher_date: str
    period: int
    undoes: int | None
    expires: str | None


def moved(bench: Bench) -> list[Moved]:
    """Every movement of *bench*, in the order of the ledger."""
    rows = bench.rows(
        "SELECT m.sequence, m.document, i.code, m.lot, f.code, t.code, m.reason, m.quantity, "
        "m.amount, m.effective_at, d.voucher_date, m.period, m.undoes, l.expires FROM movement m "
        "JOIN lot l ON l.id = m.lot JOIN item i ON i.id = l.item "
        "JOIN place f ON f.id = m.from_place "
        "JOIN place t ON t.id = m.to_place JOIN document d ON d.id = m.document ORDER BY m.sequence"
    )
    return [Moved._make(row) for row in rows]


Lying = dict[tuple[str, str, int], list[int]]


def lying(movements: list[Moved]) -> Lying:
    """What *movements* leave: by place, item and lot, quantity and amount."""
    stock: Lying = {}
    for one in movements:
        for place, sign in ((one.from_place, -1), (one.to_place, 1)):
            held = stock.setdefault((place, one.item, one.lot), [0, 0])
            held[0] += sign * one.quantity
            held[1] += sign * one.amount
    return {key: held for key, held in stock.items() if any(held)}


@dataclass
class History:
    """A desk that lives through some weeks at random."""

    bench: Bench
    chance: random.Random

    def live(self, steps: int) -> None:
        """Open the books and do *steps* random things; what is refused simply does not happen."""
        self._open()
        deeds = (
            (self._dispatch, 8),
            (self._confirm, 6),
            (self._reverse, 3),
            (self._wait, 4),
            (self._close, 2),
            (self._reopen, 1),
        )
        doing = [deed for deed, weight in deeds for _ in range(weight)]
        for _ in range(steps):
            with suppress(Refused):
                self.chance.choice(doing)()

    def _open(self) -> None:
        chance = self.chance
        for place in (*WAREHOUSES, *WAREHOUSES, *SITES):
            lines: list[dict[str, object]] = []
            for code in CODES:
                for lot in range(chance.randrange(1, 4)):
                    line: dict[str, object] = {
                        "item": code,
                        "quantity": str(chance.randrange(50, 900)),
                        "unit_cost": f"{chance.randrange(1, 300)}.{chance.randrange(10_000):04d}",
                        "lot_number": f"L{lot}",
                    }
                    if chance.random() < 0.5:
                        line["expires"] = f"2023-0{chance.randrange(1, 10)}-15"
                    if place in WAREHOUSES:
                        line["stand"] = chance.choice(
                            ("good", "good", "good", "pending", "rejected")
                        )
                    lines.append(line)
            self.bench.opening(*lines, place=place)

    def _dates(self) -> dict[str, object]:
        """Now, or an earlier day: of the paper, of the goods, or of both."""
        chance, bench = self.chance, self.bench
        today = desk_day(bench.clock.at, bench.seat.zone)
        earlier = (today - timedelta(days=chance.randrange(1, 20))).isoformat()
        choices: tuple[dict[str, object], ...] = (
            {},
            {},
            {"voucher_date": earlier},
            {"effective_at": f"{earlier}T{chance.randrange(24):02d}:00:00"},
            {"effective_at": earlier},
        )
        return chance.choice(choices)

    def _dispatch(self) -> None:
        chance = self.chance
        lines: list[dict[str, object]] = [
            {"item": code, "ordered": str(chance.randrange(1, 120))}
            for code in chance.sample(CODES, chance.randrange(1, 4))
        ]
        self.bench.dispatch(
            *lines,
            warehouse=chance.choice(WAREHOUSES),
            site=chance.choice(SITES),
            **self._dates(),
        )

    def _confirm(self) -> None:
        slips = self.bench.rows(
            "SELECT d.number, c.line, CAST(SUM(c.open) AS BIGINT), CAST(SUM(c.lost) AS BIGINT) "
            "FROM consignment c JOIN document d ON d.id = c.document "
            "WHERE c.open > 0 OR c.lost > 0 GROUP BY d.number, c.line ORDER BY d.number, c.line"
        )
        if not slips:
            return
        number = self.chance.choice(sorted({str(row[0]) for row in slips}))
        lines = [
            {"line": int(line or 0), **self._outcome(int(still or 0), int(lost or 0))}
            for slip, line, still, lost in slips
            if slip == number
        ]
        self.bench.post("confirmation", dispatch=number, lines=lines, **self._dates())

    def _outcome(self, still: int, lost: int) -> dict[str, str]:
        figures = {}
        for name in ("received", "short", "broken", "refused"):
            part = self.chance.randrange(still // 1000 + 1)
            figures[name] = str(part)
            still -= part * 1000
        figures["found"] = str(self.chance.randrange(lost // 1000 + 1))
        return figures

    def _reverse(self) -> None:
        # What settled a slip last is undone first, as a clerk would.
        numbers = self.bench.rows(
            "SELECT d.number, d.kind FROM document d WHERE d.reverses IS NULL AND NOT EXISTS ("
            "SELECT 1 FROM document n WHERE n.settles = d.settles AND n.id > d.id) ORDER BY d.id"
        )
        number, kind = self.chance.choice(numbers)
        if kind == "opening" and self.chance.random() < 0.8:
            return
        bench = self.bench
        key = f"r{next(bench.keys)}"
        write(bench.database, bench.seat, lambda s: reversal.reverse(s, number, "填错", key))

    def _wait(self) -> None:
        self.bench.clock.forward(hours=self.chance.randrange(1, 24 * 9))

    def _periods(self, state: str, order: str) -> Iterator[int]:
        today = desk_day(self.bench.clock.at, self.bench.seat.zone).isoformat()
        for row in self.bench.rows(
            f"SELECT id FROM period WHERE id > 0 AND state = ? AND ends_on < ? ORDER BY id {order}",
            state,
            today,
        ):
            yield int(row[0] or 0)

    def _close(self) -> None:
        for period in self._periods("open", "ASC"):
            self._write(lambda s, one=period: ledger.close_period(s, one))
            return

    def _reopen(self) -> None:
        for period in self._periods("closed", "DESC"):
            self._write(lambda s, one=period: ledger.reopen_period(s, one, "补单"))
            return

    def _write(self, work: Callable[..., object]) -> None:
        write(self.bench.database, self.bench.seat, work)


def lived(bench: Bench, seed: int, steps: int = 60) -> Bench:
    """*bench* after *steps* random things, the same for the same *seed* on both databases."""
    History(bench, random.Random(seed)).live(steps)
    return bench


def moments(movements: list[Moved], chance: random.Random, count: int) -> list[datetime]:
    """Instants worth asking about: at movements, just before them, and in between."""
    at = sorted({one.effective_at for one in movements})
    picked = chance.sample(at, min(count, len(at)))
    return [
        instant(one + shift) for one in picked for shift in (0, -1, chance.randrange(1, 10**11))
    ]
