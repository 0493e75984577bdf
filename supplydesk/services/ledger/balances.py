"""Balances under lock: what lies where, what a document takes and brings, and what may not be.

A movement is refused if it would take any inside leaf below zero at any moment from the moment
it became effective on. An ordinary posting is effective after everything else at its places, so a
look at today's balance is enough; a late paper looks at the lowest point since. Nor may the books
of a month end below zero: where a paper is dated in an earlier month than others, what those
brought and took is taken off again, month by month.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from supplydesk.domain.entry import Entry, Move
from supplydesk.domain.money import amount_of
from supplydesk.domain.period import desk_day
from supplydesk.domain.problem import Problem, Refused
from supplydesk.domain.quantity import from_thousandths, write_plain
from supplydesk.queries.lowest import lowest_since
from supplydesk.services.ledger.booked import books_problems
from supplydesk.store.columns import instant
from supplydesk.store.database import Conflict, DeskSession
from supplydesk.store.driver import Driver

Key = tuple[int, int]

_READ = (
    "SELECT b.place, b.lot, b.quantity, b.packs, b.amount, b.reserved, b.last_at, l.unit_cost "
    "FROM (VALUES {keys}) k (place, lot) "
    "JOIN balance b ON b.place = k.place AND b.lot = k.lot JOIN lot l ON l.id = b.lot"
)
_READ_SQLITE = (
    "SELECT b.place, b.lot, b.quantity, b.packs, b.amount, b.reserved, b.last_at, l.unit_cost "
    "FROM (VALUES {keys}) k "
    "CROSS JOIN balance b ON b.place = k.column1 AND b.lot = k.column2 JOIN lot l ON l.id = b.lot"
)
_ZERO = (
    "INSERT INTO balance (place, lot, item, inside, quantity, packs, amount, reserved, last_at) "
    "VALUES (?, ?, ?, ?, 0, 0, 0, 0, 0) ON CONFLICT (place, lot) DO NOTHING"
)
# On PostgreSQL one statement makes the row if it is missing and locks it in any case, so that the
# keys are locked strictly in order; insert first and lock afterwards would take two rounds.
_LOCK = (
    "INSERT INTO balance (place, lot, item, inside, quantity, packs, amount, reserved, last_at) "
    "VALUES (?, ?, ?, ?, 0, 0, 0, 0, 0) "
    "ON CONFLICT (place, lot) DO UPDATE SET last_at = balance.last_at"
)
# Nobody else can have a row of a lot that is being made.
_WHOLE = (
    "INSERT INTO balance (place, lot, item, inside, quantity, packs, amount, reserved, last_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)"
)
_UPDATE = (
    "UPDATE balance SET quantity = quantity + ?, packs = packs + ?, amount = amount + ?, "
    "reserved = reserved - ?, last_at = CASE WHEN last_at < ? THEN ? ELSE last_at END "
    "WHERE place = ? AND lot = ?"
)


@lru_cache(maxsize=64)
def _reading(sql: str, keys: int) -> str:
    return sql.format(keys=", ".join(["(?, ?)"] * keys))


@dataclass(slots=True)
class Standing:
    """One balance while a document is worked out: as it was, and what the document does to it."""

    quantity: int = 0
    packs: int = 0
    amount: int = 0
    reserved: int = 0
    last_at: int = 0
    unit_cost: int = 0
    delta: int = 0
    packs_delta: int = 0
    amount_delta: int = 0
    released: int = 0


class Balances:
    """The balances a document touches, locked in the order of place and lot."""

    def __init__(self, session: DeskSession, entry: Entry, released: dict[Key, int]) -> None:
        self._session, self._entry = session, entry
        self._driver = Driver(session)
        items = {
            (place, move.lot): move.item
            for move in entry.moves
            if move.lot > 0
            for place in (move.from_place, move.to_place)
        }
        self._items = dict(sorted(items.items()))
        self._new: dict[Key, Standing] = {}
        self.standing: dict[Key, Standing] = self._lock()
        for key, quantity in released.items():
            self.standing[key].released = quantity
        self._check_seen()

    def _lock(self) -> dict[Key, Standing]:
        keys = list(self._items)
        if not keys:
            return {}
        driver = self._driver
        if not driver.sqlite:
            driver.many(_LOCK, self._rows(keys))
        sql = _reading(driver.either(_READ_SQLITE, _READ), len(keys))
        rows = driver.all(sql, [*chain.from_iterable(keys)])
        found = {(row[0], row[1]): Standing(*row[2:]) for row in rows}
        if len(found) == len(keys):
            return found
        missing = [key for key in keys if key not in found]
        self._make(missing)
        costs = {lot: standing.unit_cost for (_, lot), standing in found.items()}
        return found | {key: Standing(unit_cost=costs.get(key[1], 0)) for key in missing}

    def _rows(self, keys: Iterable[Key]) -> list[tuple[int, int, int, int]]:
        return [
            (place, lot, self._items[place, lot], int(self._entry.inside[place]))
            for place, lot in keys
        ]

    def _make(self, keys: Iterable[Key]) -> None:
        self._driver.many(_ZERO, self._rows(keys))

    def _check_seen(self) -> None:
        for key, available in self._entry.seen.items():
            standing = self.standing.get(key)
            if standing is not None and standing.quantity - standing.reserved != available:
                raise Conflict

    def expect(self, lots: Mapping[int, int], moves: Iterable[tuple[Move, int]]) -> None:
        """Make room for new lots: *lots* gives each one's unit cost, *moves* where those go.

        Their rows are written by `store`, after the lots themselves.
        """
        for move, lot in moves:
            for place in (move.from_place, move.to_place):
                key = (place, lot)
                self._items[key] = move.item
                self._new[key] = self.standing[key] = Standing(unit_cost=lots[lot])

    def carry(self, move: Move, lot: int) -> tuple[int, int]:
        """Work *move* into the balances; returns the packs and the fen that it carries.

        What empties a balance takes what is left of its packs and of its amount, so that no fen
        and no carton stays behind where there are no goods. Places outside keep to that as well
        where goods lie on them, such as what was lost and is found again.
        """
        giver, taker = self.standing[move.from_place, lot], self.standing[move.to_place, lot]
        amount = move.amount
        if amount is None:
            amount = amount_of(move.quantity, giver.unit_cost)
        packs = move.packs
        left = giver.quantity + giver.delta - move.quantity
        if left == 0:
            packs = giver.packs + giver.packs_delta
            amount = giver.amount + giver.amount_delta
        elif left > 0:
            amount = min(amount, giver.amount + giver.amount_delta)
        giver.delta -= move.quantity
        giver.packs_delta -= packs
        giver.amount_delta -= amount
        taker.delta += move.quantity
        taker.packs_delta += packs
        taker.amount_delta += amount
        return packs, amount

    def problems(self, period: int) -> list[Problem]:
        """What the document, dated in *period*, may not do: inside leaves below zero, by goods or
        by the books; cartons that are not there.
        """
        found = [
            problem
            for key, standing in self.standing.items()
            if self._entry.inside[key[0]]
            for problem in self._problems_of(key, standing)
        ]
        taken = {
            key: standing.quantity + standing.delta
            for key, standing in self.standing.items()
            if standing.delta < 0 and self._entry.inside[key[0]] and key not in self._new
        }
        return found or books_problems(self._driver, self._entry, taken, period)

    def _problems_of(self, key: Key, standing: Standing) -> list[Problem]:
        lowest, moment = standing.quantity, None
        if standing.delta < 0 and self._entry.effective_at < standing.last_at:
            since = self._entry.effective_at
            lowest, moment = lowest_since(self._driver, *key, since, standing.quantity)
            moment = moment or since
        short_of_packs = standing.packs + standing.packs_delta < 0
        if lowest + standing.delta >= 0 and not short_of_packs:
            return []
        line = self._line_of(key)
        if lowest + standing.delta < 0:
            return [self._below_zero(line, -lowest - standing.delta, moment)]
        return [
            Problem.of(
                "cartons_short",
                "services.ledger.balances",
                "{item}: only {packs} cartons are there. Correct the number of cartons.",
                row=line,
                field="quantity",
                item=self._item_name(line),
                packs=write_plain(from_thousandths(standing.packs)),
            )
        ]

    def _line_of(self, key: Key) -> int | None:
        return next(
            (m.line for m in self._entry.moves if m.lot == key[1] and m.from_place == key[0]), None
        )

    def _item_name(self, line: int | None) -> str:
        return next((one.name for one in self._entry.lines if one.line == line), "")

    def _below_zero(self, line: int | None, short: int, moment: int | None) -> Problem:
        unit = next((one.unit for one in self._entry.lines if one.line == line), "")
        shortfall = write_plain(from_thousandths(short)) + unit
        at = self._entry.effective_at if moment is None else moment
        day = desk_day(instant(at), self._session.seat.zone).isoformat()
        if moment is None:
            return Problem.of(
                "not_enough",
                "services.ledger.balances",
                "{item}: {short} too few in stock on {day}. Issue less, or record the goods that "
                "came in first.",
                row=line,
                field="quantity",
                item=self._item_name(line),
                short=shortfall,
                day=day,
            )
        return Problem.of(
            "not_enough_then",
            "services.ledger.balances",
            "{item}: taken out on that earlier day, the stock would have been {short} below zero "
            "on {day}. Reverse what took the goods on {day}, or issue less.",
            row=line,
            field="quantity",
            item=self._item_name(line),
            short=shortfall,
            day=day,
        )

    def check(self, period: int) -> None:
        """Raise `Refused` with everything that may not be of a document dated in *period*."""
        problems = self.problems(period)
        if problems:
            raise Refused(problems)

    def store(self) -> None:
        """Write what changed, in the order of the keys."""
        at, inside, new = self._entry.effective_at, self._entry.inside, self._new
        self._driver.many(
            _WHOLE,
            [
                (place, lot, self._items[place, lot], int(inside[place]), one.delta,
                 one.packs_delta, one.amount_delta, max(at, 0))
                for (place, lot), one in sorted(new.items())
            ],
        )  # fmt: skip
        self._driver.many(
            _UPDATE,
            [
                (one.delta, one.packs_delta, one.amount_delta, one.released, at, at, place, lot)
                for (place, lot), one in sorted(self.standing.items())
                if (place, lot) not in new
            ],
        )
