"""A desk that has been at work for years: its first round of papers is posted, the rest are copies.

One round dispatches to every site every item once and confirms it. The first is posted through
the services; what it wrote is copied with new ids, keys, numbers and dates, sealed onto the chain
and worked into flows and balances, so that a million movements take half a minute. Months are
closed by the ledger itself, all but the last. `verify` then finds every row as it should be.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from supplydesk.domain.numbering import write_number
from supplydesk.domain.period import end_of_day
from supplydesk.domain.seal import seal
from supplydesk.services import ledger
from supplydesk.store.columns import instant, micros
from tests.bench import bare
from tests.bench.bare import Row, Written, whole
from tests.bench.ground import Ground, item_code, make, months_before, open_stock, site_code
from tests.databases import Bench

LINES = 5
MOST_MONTHS = 50
FAST = ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-200000")


def round_size(ground: Ground) -> int:
    """How many movements one round holds."""
    return 2 * ground.scale.sites * ground.scale.items


def grown(ground: Ground, movements: int, lines: int = LINES) -> Path:
    """The file of a desk with about *movements* movements, whole rounds in whole months.

    Its papers have *lines* lines: with one, there are as many papers as movements.
    """

    def fill(path: Path) -> None:
        rounds = max(2, movements // round_size(ground))
        months = min(MOST_MONTHS, rounds)
        ground.tell(f"filling a desk with {movements:,} movements")
        begins = months_before(months)
        bench = make(path, begins, ground.scale.items, ground.scale.sites)
        try:
            _Growing(ground, bench, path, lines).run(begins, months, rounds)
        finally:
            bench.database.close()

    name = f"grown-{movements}" if lines == LINES else f"grown-{movements}-by-{lines}"
    return ground.desk(name, fill)


class _Growing:
    """One desk while it grows."""

    def __init__(self, ground: Ground, bench: Bench, path: Path, lines: int) -> None:
        self.ground = ground
        self.per_paper = lines
        self.bench = bench
        self.path = path
        self.templates: list[Written] = []
        self.counters: Counter[tuple[str, str]] = Counter()
        self.last_at = 0

    def run(self, begins: date, months: int, rounds: int) -> None:
        """*rounds* rounds over *months* months from *begins* on."""
        clock = self.bench.clock
        clock.at = end_of_day(begins, self.bench.seat.zone)
        open_stock(self.bench, self.ground.scale.items)
        self._first_round()
        day = begins
        for month in range(months):
            following = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
            count = rounds * (month + 1) // months - rounds * month // months - (month == 0)
            clock.at = max(clock.at, end_of_day(day, self.bench.seat.zone))
            with self.bench.transaction() as session:
                period = ledger.period_of(session, day, None).id
                ledger.note(session, "bench", "round", [period, count])
            self._rounds(period, day, following, count)
            if month < months - 1:
                clock.at = end_of_day(following - timedelta(days=1), self.bench.seat.zone)
                with self.bench.transaction() as session:
                    ledger.close_period(session, period)
            day = following

    def _first_round(self) -> None:
        """Every site gets every item, through the services, and says so."""
        scale, first = self.ground.scale, 0
        for site in range(scale.sites):
            for start in range(0, scale.items, self.per_paper):
                lines = [
                    {"item": item_code(number), "ordered": str(number % 9 + 1)}
                    for number in range(start, min(start + self.per_paper, scale.items))
                ]
                sent = self.bench.post(
                    "dispatch",
                    warehouse="W1",
                    site=site_code(site),
                    incident="YQ",
                    instruction={"number": "天应急调〔2022〕15号"},
                    lines=lines,
                )
                first = first or sent.id
                self.bench.clock.forward(microseconds=1)
                self.bench.post("confirmation", dispatch=sent.number, all_received=True)
                self.bench.clock.forward(microseconds=1)
        connection = sqlite3.connect(self.path)
        documents = connection.execute(
            "SELECT id FROM document WHERE id >= ? ORDER BY id", (first,)
        )
        self.templates = [bare.read_back(connection, one) for (one,) in documents.fetchall()]
        self.counters.update(
            {
                (series, day): last
                for series, day, last in connection.execute("SELECT * FROM number_counter")
            }
        )
        connection.close()

    def _rounds(self, period: int, first: date, following: date, count: int) -> None:
        """*count* copies of the first round in one month, spread over its days."""
        if not count:
            return
        zone = self.bench.seat.zone
        start = micros(end_of_day(first, zone))
        span = micros(end_of_day(following - timedelta(days=1), zone)) - start
        step = span // (count * len(self.templates) + 1)
        connection = sqlite3.connect(self.path, isolation_level=None)
        for pragma in FAST:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN IMMEDIATE")
        at = start
        for _ in range(count):
            at = self._round(connection, period, at, step)
        connection.executemany(bare.COUNT, [(*key, last) for key, last in self.counters.items()])
        flows, changes = self._sums(period, count)
        connection.executemany(bare.FLOW, flows)
        connection.executemany(bare.CHANGE_BALANCE, [(*one[:3], at, *one[3:]) for one in changes])
        last_at = {(place, lot): moment for moment, place, lot in self._moments(at, step)}
        connection.executemany(
            "UPDATE balance SET last_at = ? WHERE place = ? AND lot = ?",
            [(moment, *key) for key, moment in last_at.items()],
        )
        connection.execute("COMMIT")
        connection.close()

    def _round(self, connection: sqlite3.Connection, period: int, at: int, step: int) -> int:
        """One copy of the first round; returns the moment after it."""
        sequence, movement, lot, last = connection.execute(
            "SELECT sequence, movement, lot, hash FROM chain_head WHERE id = 1"
        ).fetchone()
        shift = sequence + 1 - whole(self.templates[0].head[0])
        heads: list[Row] = []
        issued: list[Row] = []
        entries: list[Row] = []
        lines: list[Row] = []
        movements: list[Row] = []
        opened: list[Row] = []
        zone = self.bench.seat.zone
        day, day_ends = "", 0
        for template in self.templates:
            if at >= day_ends:
                today = instant(at).astimezone(zone).date()
                day, day_ends = today.isoformat(), micros(end_of_day(today, zone))
            document = whole(template.head[0]) + shift
            series = str(template.issued[0])
            self.counters[series, day] += 1
            n = self.counters[series, day]
            key, number = f"g{document}", write_number(series, date.fromisoformat(day), n)
            old = template.head
            settles = None if old[12] is None else whole(old[12]) + shift
            head = (
                document, key, old[2], number, day, period, at, at, *old[8:12], settles, *old[13:]
            )  # fmt: skip
            own = [(document, *line[1:]) for line in template.lines]
            moves = [
                (movement + place, document, *one[2:10], at, period, None)
                for place, one in enumerate(template.movements, 1)
            ]
            movement += len(moves)
            entry = (document, "document", number, at, *template.journal[4:6])
            last = seal(last, entry, ([head], [], own, moves))
            heads.append((*head, last))
            entries.append((*entry, last))
            issued.append((series, day, n, key))
            lines += own
            movements += moves
            opened += [(document, *one[1:3], 0, 0) for one in template.opened]
            at += step
        for sql, rows in (
            (bare.INSERT_ISSUED, issued),
            (bare.INSERT_JOURNAL, entries),
            (bare.INSERT_HEAD, heads),
            (bare.INSERT_LINE, lines),
            (bare.INSERT_MOVEMENT, movements),
            (bare.INSERT_CONSIGNMENT, opened),
        ):
            connection.executemany(sql, rows)
        sequence += len(heads)
        connection.execute(bare.MOVE_HEAD, (sequence, movement, lot, last, at - step))
        return at

    def _sums(self, period: int, count: int) -> tuple[list[Row], list[Row]]:
        """What *count* rounds do to the month's flows and to the balances."""
        flows: dict[Row, list[int]] = {}
        changes: dict[Row, list[int]] = {}
        for template in self.templates:
            for row in template.movements:
                lot, start, end, reason = row[3:7]
                figures = [whole(figure) * count for figure in row[7:10]]
                for sums, key, sign in (
                    (flows, (period, start, end, lot, reason), 1),
                    (changes, (start, lot), -1),
                    (changes, (end, lot), 1),
                ):
                    held = sums.setdefault(key, [0, 0, 0])
                    for index, figure in enumerate(figures):
                        held[index] += sign * figure
        return (
            [(*key, *figures) for key, figures in flows.items()],
            [(*figures, *key) for key, figures in changes.items()],
        )

    def _moments(self, after: int, step: int) -> Iterator[tuple[int, object, object]]:
        """When the last round touched each place and lot."""
        at = after - step * len(self.templates)
        for template in self.templates:
            for row in template.movements:
                yield at, row[4], row[3]
                yield at, row[5], row[3]
            at += step
