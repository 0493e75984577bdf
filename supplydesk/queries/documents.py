"""Posted documents: heads, lines and movements as they were written."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from supplydesk.store.driver import Driver, marks

_HEAD = (
    "SELECT d.id, d.key, d.kind, d.number, d.voucher_date, d.period, d.effective_at, "
    "d.recorded_at, d.incident, d.instruction, d.warehouse, d.site, d.settles, d.reverses, "
    "d.prepared_by, d.reviewed_by, d.approved_by, d.request, d.content, d.content_version, "
    "d.head, r.number "
    "FROM document d LEFT JOIN document r ON r.reverses = d.id WHERE d.{column} = ?"
)


def any_posted(driver: Driver) -> bool:
    """Whether a document was ever posted."""
    return driver.one("SELECT 1 FROM document LIMIT 1") is not None


class Head(NamedTuple):
    """A posted document's head; ``reversed_by`` is the number of its reversal, or None."""

    id: int
    key: str
    kind: str
    number: str
    voucher_date: str
    period: int
    effective_at: int
    recorded_at: int
    incident: int | None
    instruction: int | None
    warehouse: int | None
    site: int | None
    settles: int | None
    reverses: int | None
    prepared_by: str
    reviewed_by: str
    approved_by: str
    request: str
    content: str
    content_version: int
    head: str
    reversed_by: str | None

    def facts(self) -> Mapping[str, Any]:
        """The head as it was printed: names, numbers and words by field (JSON, so of any type)."""
        facts: Mapping[str, Any] = json.loads(self.content)
        return facts


class PostedLine(NamedTuple):
    """A posted line; ``ordered`` and ``quantity`` in thousandths."""

    line: int
    item: int
    code: str
    name: str
    spec: str
    unit: str
    ordered: int
    quantity: int
    note: str
    content: str


class PostedMove(NamedTuple):
    """A posted movement with its lot; quantities and packs in thousandths, amount in fen."""

    sequence: int
    line: int
    item: int
    lot: int
    from_place: int
    to_place: int
    reason: str
    quantity: int
    packs: int
    amount: int
    lot_number: str
    made: str | None
    expires: str | None
    unit_cost: int
    approximate: int
    pack_size: int | None


class Open(NamedTuple):
    """What is still on the road of one line and lot of a slip, and what was reported lost."""

    line: int
    lot: int
    open: int
    lost: int


def head_by_key(driver: Driver, key: str) -> Head | None:
    """The document born with *key*, or None."""
    row = driver.one(_HEAD.format(column="key"), (key,))
    return None if row is None else Head._make(row)


def head_by_number(driver: Driver, number: str) -> Head | None:
    """The document numbered *number*, or None."""
    row = driver.one(_HEAD.format(column="number"), (number,))
    return None if row is None else Head._make(row)


def head_by_id(driver: Driver, identity: int) -> Head | None:
    """The document with *identity*, or None."""
    row = driver.one(_HEAD.format(column="id"), (identity,))
    return None if row is None else Head._make(row)


def lines_of(driver: Driver, document: int) -> list[PostedLine]:
    """The lines of a document, in order."""
    rows = driver.all(
        "SELECT line, item, code, name, spec, unit, ordered, quantity, note, content "
        "FROM document_line WHERE document = ? ORDER BY line",
        (document,),
    )
    return [PostedLine._make(row) for row in rows]


def moves_of(driver: Driver, document: int) -> list[PostedMove]:
    """The movements of a document, in the order of the ledger."""
    rows = driver.all(
        "SELECT m.sequence, m.line, l.item, m.lot, m.from_place, m.to_place, m.reason, m.quantity, "
        "m.packs, m.amount, l.lot_number, l.made, l.expires, l.unit_cost, l.approximate, "
        "l.pack_size "
        "FROM movement m JOIN lot l ON l.id = m.lot WHERE m.document = ? ORDER BY m.sequence",
        (document,),
    )
    return [PostedMove._make(row) for row in rows]


def open_of(driver: Driver, document: int) -> list[Open]:
    """What is still open of a slip, by line and lot."""
    rows = driver.all(
        "SELECT line, lot, open, lost FROM consignment WHERE document = ? ORDER BY line, lot",
        (document,),
    )
    return [Open._make(row) for row in rows]


def settled_by(driver: Driver, document: int) -> list[str]:
    """The numbers of the standing documents that settle this one."""
    rows = driver.all(
        "SELECT d.number FROM document d WHERE d.settles = ? AND d.reverses IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses = d.id) ORDER BY d.id",
        (document,),
    )
    return [str(row[0]) for row in rows]


def drawn_from(driver: Driver, document: int) -> list[str]:
    """The numbers of the standing documents that took goods which this one brought.

    What left before they came did not take them; nor did the slip that this document settles.
    """
    rows = driver.all(
        "SELECT DISTINCT d.number FROM movement b "
        "JOIN movement m ON m.from_place = b.to_place AND m.lot = b.lot "
        "AND m.document <> b.document AND m.effective_at >= b.effective_at "
        "JOIN document d ON d.id = m.document AND d.reverses IS NULL "
        "JOIN document o ON o.id = b.document AND (o.settles IS NULL OR o.settles <> d.id) "
        "WHERE b.document = ? "
        "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses = d.id) ORDER BY d.number",
        (document,),
    )
    return [str(row[0]) for row in rows]


def left_without(driver: Driver, document: int) -> list[str]:
    """The numbers of approved papers for which more is held than lies there of *document*'s lots.

    Only where the document brought them: it is what its reversal took back.
    """
    rows = driver.all(
        "SELECT DISTINCT d.number FROM movement m "
        "JOIN balance b ON b.place = m.to_place AND b.lot = m.lot AND b.reserved > b.quantity "
        "JOIN reservation r ON r.place = b.place AND r.lot = b.lot "
        "JOIN draft d ON d.key = r.draft WHERE m.document = ? ORDER BY d.number",
        (document,),
    )
    return [str(row[0]) for row in rows]


def facts_of(driver: Driver, document: int) -> list[tuple[int, str, str]]:
    """What became known later: (sequence, name, value), oldest first."""
    rows = driver.all(
        "SELECT sequence, name, value FROM document_fact WHERE document = ? ORDER BY sequence",
        (document,),
    )
    return [(int(row[0] or 0), str(row[1]), str(row[2])) for row in rows]


class LaterFact(NamedTuple):
    """What became known later, when (microseconds) and who said so."""

    sequence: int
    name: str
    value: str
    at: int
    person: str


def with_fact(driver: Driver, name: str, value: str) -> list[str]:
    """The numbers of the documents that a fact called *name* with *value* was added to."""
    rows = driver.all(
        "SELECT DISTINCT d.number FROM document_fact f JOIN document d ON d.id = f.document "
        "WHERE f.name = ? AND f.value = ? ORDER BY d.number",
        (name, value),
    )
    return [str(row[0]) for row in rows]


def later_facts(driver: Driver, document: int) -> list[LaterFact]:
    """What became known of a document after it was posted, oldest first."""
    rows = driver.all(
        "SELECT f.sequence, f.name, f.value, j.at, j.person "
        "FROM document_fact f JOIN journal j ON j.sequence = f.sequence "
        "WHERE f.document = ? ORDER BY f.sequence",
        (document,),
    )
    return [LaterFact._make(row) for row in rows]


def prints_of(driver: Driver, document: int) -> list[int]:
    """When a document was printed, oldest first, in microseconds."""
    rows = driver.all(
        "SELECT j.at FROM document_fact f JOIN journal j ON j.sequence = f.sequence "
        "WHERE f.document = ? AND f.name = 'printed' ORDER BY f.sequence",
        (document,),
    )
    return [int(row[0] or 0) for row in rows]


def numbers_of(driver: Driver, kinds: Sequence[str]) -> list[tuple[str, str]]:
    """The posted documents of *kinds* as (kind, number), in the order of posting."""
    rows = driver.all(
        f"SELECT kind, number FROM document WHERE kind IN ({marks(len(kinds))}) ORDER BY id", kinds
    )
    return [(str(kind), str(number)) for kind, number in rows]
