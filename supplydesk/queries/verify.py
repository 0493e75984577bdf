"""`verify`: the whole ledger recomputed in one pass, and every row named that is not as it was.

Sealed rows (journal, documents, lots, lines, facts, movements, closings) are hashed again along
the chain; what append keeps beside them (balances, flows, consignments, reservations, numbers,
periods) is worked out anew and compared. What has to agree at one moment is copied in short
reads; everything else is scanned up to that moment in chunks, so that the desk goes on working.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy.exc import DBAPIError

from supplydesk.domain.problem import Problem
from supplydesk.domain.seal import FIRST_HASH
from supplydesk.domain.seat import Seat
from supplydesk.queries.comparing import Comparing, Sealed
from supplydesk.queries.guards import unguarded
from supplydesk.queries.kept import Kept, read_kept
from supplydesk.queries.scan import Scan
from supplydesk.queries.secrets import newest_key
from supplydesk.store.database import Database, StoreTrouble, reading
from supplydesk.store.driver import Driver, Row, Value
from supplydesk.store.reasons import of_a_row, short_reason
from supplydesk.store.trouble import damaged
from supplydesk.text import translate

Tick = Callable[[int, int], None]
MOST_FINDINGS = 50
DAMAGED = "damaged"
# A damaged row can come back as anything at all, and so break any step that works with it.
_UNREADABLE = (sqlite3.Error, DBAPIError, ValueError, TypeError, LookupError, OverflowError)


@dataclass(slots=True)
class Verified:
    """What `verify` found: nothing, or the rows that are not as they were written."""

    entries: int = 0
    documents: int = 0
    movements: int = 0
    head: str = FIRST_HASH
    findings: list[Problem] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether everything is as it was written."""
        return not self.findings

    @property
    def damaged(self) -> bool:
        """Whether the file itself is not whole, so that an older copy is all that helps."""
        return any(finding.code == DAMAGED for finding in self.findings)

    def add(self, code: str, text: str) -> None:
        """One more finding, as long as more of them help; a damaged file is said once."""
        if len(self.findings) < MOST_FINDINGS and not (code == DAMAGED and self.damaged):
            self.findings.append(Problem(code, text))


class _Stopped(Exception):
    """Whoever is told of the progress has had enough; what they raised is the cause."""


def verify(
    database: Database,
    seat: Seat,
    *,
    heads: Sequence[str] = (),
    tick: Tick | None = None,
    deep: bool = False,
) -> Verified:
    """Recompute everything that the ledger says, and see that nobody took its guards away.

    Args:
        database: the desk.
        seat: who asks.
        heads: chain heads from printed papers, whole or shortened, which must lie on the chain.
        tick: told how many entries are done, of how many; may raise to cancel.
        deep: hold the indexes of a file against its tables as well, which takes as long again.

    Returns:
        The findings, first row first; none if all is as it was written.

    Raises:
        StoreTrouble: the desk cannot be reached; a damaged one is a finding.
    """
    result = Verified()
    _damages(database, seat, result, deep=deep)
    with _finding(result), _driver(database, seat) as driver:
        for text in unguarded(driver):
            result.add("guard", text)
        if newest_key(driver) is None:
            text = translate("queries.verify", "The key that marks this desk's papers is missing.")
            result.add("no_key", text)
    try:
        with _finding(result):
            kept = read_kept(lambda: _driver(database, seat))
            _pass(database, seat, kept, result, heads, _stopping(tick))
    except _Stopped as stopped:
        raise stopped.__cause__ or stopped from None
    return result


@contextmanager
def _driver(database: Database, seat: Seat) -> Iterator[Driver]:
    with reading(database, seat) as session:
        yield Driver(session)


def _pass(
    database: Database,
    seat: Seat,
    kept: Kept,
    result: Verified,
    heads: Sequence[str],
    tick: Tick,
) -> None:
    def read(sql: str, values: Sequence[Value]) -> list[Row]:
        with _driver(database, seat) as driver:
            return driver.all(sql, values)

    sealed = Sealed()
    scan = Scan(read, kept, sealed, result.add, heads)
    result.entries = kept.last_entry
    with _finding(result):
        scan.run(tick)
    result.documents, result.movements = len(sealed.numbers), sealed.movements
    result.head = scan.head
    with _finding(result):
        Comparing(kept, sealed, result.add).run()


def _stopping(tick: Tick | None) -> Tick:
    def told(done: int, total: int) -> None:
        if tick is not None:
            try:
                tick(done, total)
            except BaseException as stop:
                raise _Stopped from stop

    return told


@contextmanager
def _finding(result: Verified) -> Iterator[None]:
    """Damage that keeps us from going on is a finding like any other."""
    try:
        yield
    except StoreTrouble as trouble:
        if trouble.problem.code != DAMAGED:
            raise
        result.add(trouble.problem.code, trouble.problem.text)
    except _UNREADABLE as error:
        result.add(
            "unreadable",
            translate(
                "queries.verify",
                "A row of the ledger is damaged and cannot be read. Leave the desk as it is and "
                "restore the last backup. (Found: {reason})",
            ).format(reason=short_reason(str(error))),
        )


def _damages(database: Database, seat: Seat, result: Verified, *, deep: bool) -> None:
    """What SQLite itself says of the file; on PostgreSQL the server answers for its own."""
    if not database.sqlite:
        return
    check = "integrity_check" if deep else "quick_check"
    with _finding(result), _driver(database, seat) as driver:
        for (said,) in driver.all(f"PRAGMA {check}(10)"):
            if of_a_row(str(said)):
                text = translate(
                    "queries.verify",
                    "A row breaks a rule that this program keeps to. (SQLite says: {said})",
                )
                result.add("broken_row", text.format(said=said))
            elif said != "ok":
                result.add(DAMAGED, damaged(database.location, str(said)).problem.text)
