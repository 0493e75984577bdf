"""`append`: a document into the ledger, whole or not at all."""

from collections.abc import Sequence

from supplydesk.domain.entry import CONTENT_VERSION, Appended, Entry
from supplydesk.services.ledger.anchors import check_anchors
from supplydesk.services.ledger.balances import Balances, Key
from supplydesk.services.ledger.chain import Chain
from supplydesk.services.ledger.reservations import forget, held_for
from supplydesk.store.columns import micros
from supplydesk.store.database import Conflict, DeskSession
from supplydesk.store.driver import Driver, Value

_DOCUMENT = (
    "INSERT INTO document (id, key, kind, number, voucher_date, period, effective_at, recorded_at, "
    "incident, instruction, warehouse, site, settles, reverses, prepared_by, reviewed_by, "
    "approved_by, request, content, content_version, head) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
# The only way in which a second document of the same key, or a second reversal of the same
# document, can come this far is another desk that has just committed it.
_DOCUMENT_ONCE = _DOCUMENT + " ON CONFLICT DO NOTHING RETURNING id"
_LINE = (
    "INSERT INTO document_line (document, line, item, code, name, spec, unit, ordered, quantity, "
    "note, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_LOT = (
    "INSERT INTO lot (id, item, lot_number, owner, origin, maker, made, expires, pack_size, "
    "unit_cost, approximate, document, line) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_MOVEMENT = (
    "INSERT INTO movement (sequence, document, line, lot, from_place, to_place, reason, quantity, "
    "packs, amount, effective_at, period, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_FLOW = (
    "INSERT INTO flow (period, from_place, to_place, lot, reason, quantity, packs, amount) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (period, from_place, to_place, lot, reason) DO UPDATE SET "
    "quantity = flow.quantity + excluded.quantity, packs = flow.packs + excluded.packs, "
    "amount = flow.amount + excluded.amount"
)
_CARRY = (
    "UPDATE consignment SET open = open + ?, lost = lost + ? "
    "WHERE document = ? AND line = ? AND lot = ?"
)
_ON_ROAD = (
    "SELECT line, lot, open, lost FROM consignment WHERE document = ? ORDER BY line, lot FOR UPDATE"
)
_OPEN = "INSERT INTO consignment (document, line, lot, open, lost) VALUES (?, ?, ?, ?, ?)"
_DROP_DRAFT = "DELETE FROM draft WHERE key = ?"

Movement = tuple[int, int, int, int, int, int, str, int, int, int, int, int, int | None]


def append(session: DeskSession, entry: Entry, number: str, period: int) -> Appended:
    """Post *entry* under *number* in *period*: the caller holds the period's lock and commits.

    Raises:
        Refused: a leaf would go below zero, now or at a moment since it became effective.
        Conflict: another desk took what had been picked; nothing was written.
    """
    session.flush()
    driver, seat = Driver(session), session.seat
    held = [] if entry.draft is None else held_for(driver, entry.draft)
    released: dict[Key, int] = {}
    for _, place, lot, quantity in held:
        released[place, lot] = released.get((place, lot), 0) + quantity
    balances = Balances(session, entry, released)
    check_anchors(driver, entry, seat.zone)
    _hold_consignments(driver, entry)

    chain = Chain(session)
    document, first_lot = chain.sequence + 1, chain.lot
    chain.lot += len(entry.lots)

    lots = [
        (
            first_lot + n, one.item, one.lot_number, one.owner, one.origin, one.maker, one.made,
            one.expires, one.pack_size, one.unit_cost, int(one.approximate), document, one.line,
        )
        for n, one in enumerate(entry.lots, 1)
    ]  # fmt: skip
    at = micros(seat.now())
    head_row = (
        document, entry.key, entry.kind, number, entry.voucher_date, period, entry.effective_at, at,
        entry.incident, entry.instruction, entry.warehouse, entry.site, entry.settles,
        entry.reverses, entry.prepared_by, entry.reviewed_by, entry.approved_by, entry.request,
        entry.content, CONTENT_VERSION,
    )  # fmt: skip
    lines = [(document, *one) for one in entry.lines]

    moves = [(one, one.lot if one.lot > 0 else first_lot - one.lot) for one in entry.moves]
    if lots:
        costs = {first_lot + n: one.unit_cost for n, one in enumerate(entry.lots, 1)}
        balances.expect(costs, [(one, lot) for one, lot in moves if lot in costs])
    movements: list[Movement] = []
    for move, lot in moves:
        packs, amount = balances.carry(move, lot)
        chain.movement += 1
        movements.append(
            (
                chain.movement, document, move.line, lot, move.from_place, move.to_place,
                move.reason, move.quantity, packs, amount, entry.effective_at, period, move.undoes,
            )
        )  # fmt: skip
    balances.check(period)

    chain.add("document", number, at, seat.name, "", ([head_row], lots, lines, movements))
    _insert_document(driver, (*head_row, chain.hash))
    driver.many(_LINE, lines)
    driver.many(_LOT, lots)
    driver.many(_MOVEMENT, movements)
    balances.store()
    driver.many(_FLOW, [_flow(one) for one in movements])
    settle(driver, entry, document)
    if entry.draft is not None:
        forget(driver, entry.draft)
        driver.run(_DROP_DRAFT, (entry.draft,))
    return Appended(document, number, chain.hash, at, chain.at)


def _flow(movement: Movement) -> tuple[int | str, ...]:
    _, _, _, lot, from_place, to_place, reason, quantity, packs, amount, _, period, undoes = (
        movement
    )
    if undoes is None:
        return (period, from_place, to_place, lot, reason, quantity, packs, amount)
    return (period, to_place, from_place, lot, reason, -quantity, -packs, -amount)


def _hold_consignments(driver: Driver, entry: Entry) -> None:
    """Lock what the slip still has on the road, and see that another desk did not work it off.

    On SQLite nobody else writes meanwhile, so what was looked at stands.
    """
    if driver.sqlite:
        return
    changes = {
        (one.document, one.line, one.lot): (one.opened, one.lost)
        for one in entry.carried
        if one.document != 0
    }
    for slip in sorted({document for document, _, _ in changes}):
        for line, lot, still, lost in driver.all(_ON_ROAD, (slip,)):
            opened, more_lost = changes.get((slip, line, lot), (0, 0))
            if still + opened < 0 or lost + more_lost < 0:
                raise Conflict


def _insert_document(driver: Driver, row: Sequence[Value]) -> None:
    if driver.sqlite:
        driver.run(_DOCUMENT, row)
    elif driver.one(_DOCUMENT_ONCE, row) is None:
        raise Conflict


def settle(driver: Driver, entry: Entry, document: int) -> None:
    """Open the consignments of a slip, or work off what another slip still has on the road."""
    opened = [
        (document, one.line, one.lot, one.opened, one.lost)
        for one in entry.carried
        if one.document == 0
    ]
    changed = [
        (one.opened, one.lost, one.document, one.line, one.lot)
        for one in entry.carried
        if one.document != 0
    ]
    driver.many(_OPEN, opened)
    driver.many(_CARRY, changed)
