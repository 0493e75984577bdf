"""`verify`: the whole ledger recomputed in one pass, and every row named that is not as it was.

Sealed rows (journal, documents, lots, lines, facts, movements, closings) are hashed again along
the chain; what append keeps beside them (balances, flows, consignments, reservations, numbers,
periods) is worked out anew and compared. What has to agree at one moment is copied in one short
read; everything else is scanned up to that moment in chunks, so that the desk goes on working.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import cast

from supplydesk.domain.problem import Problem
from supplydesk.domain.seal import FIRST_HASH, seal
from supplydesk.domain.seat import Seat
from supplydesk.queries.kept import Kept, compare, read_kept
from supplydesk.queries.recompute import Books
from supplydesk.queries.stream import Stream
from supplydesk.store.database import Database, reading
from supplydesk.store.driver import Driver, Row, Value

Tick = Callable[[int, int], None]
MOST_FINDINGS = 50
EVERY = 2_000

_JOURNAL = "SELECT sequence, kind, subject, at, person, content, hash FROM journal"
_DOCUMENTS = (
    "SELECT id, key, kind, number, voucher_date, period, effective_at, recorded_at, incident, "
    "instruction, warehouse, site, settles, reverses, prepared_by, reviewed_by, approved_by, "
    "request, content, content_version, head FROM document"
)
_LOTS = (
    "SELECT id, item, lot_number, owner, origin, maker, made, expires, pack_size, unit_cost, "
    "approximate, document, line FROM lot"
)
_LINES = (
    "SELECT document, line, item, code, name, spec, unit, ordered, quantity, note, content "
    "FROM document_line"
)
_MOVEMENTS = (
    "SELECT sequence, document, line, lot, from_place, to_place, reason, quantity, packs, amount, "
    "effective_at, period, undoes FROM movement"
)
_FACTS = "SELECT sequence, document, name, value FROM document_fact"
_CLOSING = (
    "SELECT period, revision, place, lot, quantity, packs, amount FROM closing "
    "WHERE period = (SELECT id FROM period WHERE name = ?) AND revision = ? ORDER BY place, lot"
)


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

    def add(self, code: str, text: str) -> None:
        """One more finding, as long as more of them help."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Problem(code, text))


def verify(
    database: Database, seat: Seat, *, heads: Sequence[str] = (), tick: Tick | None = None
) -> Verified:
    """Recompute everything that the ledger says.

    Args:
        database: the desk.
        seat: who asks.
        heads: chain heads from printed papers, which must lie on the chain.
        tick: told how many entries are done, of how many; may raise to cancel.

    Returns:
        The findings, first row first; none if all is as it was written.
    """

    def read(sql: str, values: Sequence[Value]) -> list[Row]:
        with reading(database, seat) as session:
            return Driver(session).all(sql, values)

    with reading(database, seat) as session:
        kept = read_kept(Driver(session))
    result = Verified(entries=kept.sequence)
    books = Books()
    scan = _Scan(read, kept, result, books, set(heads))
    scan.run(tick)
    compare(kept, books, scan.lot_items, result.add)
    return result


class _Scan:
    """One pass along the chain."""

    def __init__(
        self,
        read: Callable[[str, Sequence[Value]], list[Row]],
        kept: Kept,
        result: Verified,
        books: Books,
        heads: set[str],
    ) -> None:
        self._read, self._kept, self._result, self._books = read, kept, result, books
        self._heads = heads
        self.lot_items: dict[int, int] = {}
        until = kept.sequence
        self._journal = Stream(read, _JOURNAL, ("sequence",), 0, "sequence", until)
        self._documents = Stream(read, _DOCUMENTS, ("id",), 0, "id", until)
        self._lots = Stream(read, _LOTS, ("id",), 11, "document", until)
        self._lines = Stream(read, _LINES, ("document", "line"), 0, "document", until)
        self._movements = Stream(read, _MOVEMENTS, ("sequence",), 1, "document", until)
        self._facts = Stream(read, _FACTS, ("sequence",), 0, "sequence", until)

    def run(self, tick: Tick | None) -> None:
        previous, result, kept = FIRST_HASH, self._result, self._kept
        for expected in range(1, kept.sequence + 1):
            if tick is not None and expected % EVERY == 0:
                tick(expected, kept.sequence)
            rows = self._journal.upto(expected)
            if len(rows) != 1 or rows[0][0] != expected:
                result.add("journal_gap", f"journal {expected}")
                if not rows:
                    continue
            previous = self._entry(rows[-1], previous)
        self._heads.discard(previous)
        self._left_over()
        result.head = previous
        if previous != kept.hash:
            result.add("chain_head", f"chain_head {kept.hash[:16]}")
        for head in sorted(self._heads):
            result.add("head_not_on_chain", f"head {head}")

    def _entry(self, row: Row, previous: str) -> str:
        sequence, kind, subject = cast("int", row[0]), row[1], str(row[2])
        written = str(row[6])
        groups: list[Sequence[Row]] = []
        if kind == "document":
            groups = self._document(sequence, subject, written)
        elif kind == "fact":
            groups = [self._facts.upto(sequence)]
        elif kind == "close":
            groups = [self._read(_CLOSING, (subject, int(str(row[5]) or 0)))]
            self._kept.closings_sealed += len(groups[0])
        if seal(previous, row[:6], groups) != written:
            self._result.add("altered", f"{kind} {subject} ({sequence})")
        self._heads.discard(written)
        return written

    def _document(self, sequence: int, number: str, written: str) -> list[Sequence[Row]]:
        documents = self._documents.upto(sequence)
        lots, lines = self._lots.upto(sequence), self._lines.upto(sequence)
        movements = self._movements.upto(sequence)
        result = self._result
        result.documents += len(documents)
        for document in documents:
            self._books.open_document(document)
            self._kept.documents[str(document[1])] = str(document[3])
        first = result.movements
        result.movements += len(movements)
        if movements and (
            movements[0][0] != first + 1 or movements[-1][0] != first + len(movements)
        ):
            result.add("movement_gap", f"{number} movement {first + 1}–{result.movements}")
        for lot in lots:
            self.lot_items[cast("int", lot[0])] = cast("int", lot[1])
        try:
            self._books.carry(movements)
        except KeyError:
            result.add("movement_alone", f"{number}")
        if documents and str(documents[-1][20]) != written:
            result.add("altered", f"document {number} head")
        return [[document[:20] for document in documents], lots, lines, movements]

    def _left_over(self) -> None:
        for name, stream in (
            ("document", self._documents),
            ("lot", self._lots),
            ("document_line", self._lines),
            ("movement", self._movements),
            ("document_fact", self._facts),
        ):
            for row in stream.rest()[:MOST_FINDINGS]:
                self._result.add("added", f"{name} {row[0]}")
