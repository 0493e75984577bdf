"""What waits for somebody: papers owed, slips not confirmed, lots that expire, low stock."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from supplydesk.domain.period import desk_day
from supplydesk.domain.quantity import from_thousandths
from supplydesk.queries import overdue
from supplydesk.services import settings
from supplydesk.services.facts import PAPER_NUMBER
from supplydesk.services.seats import require
from supplydesk.store.columns import instant, micros
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver


@dataclass(frozen=True, slots=True)
class PaperOwed:
    """A dispatch on a telephone order whose instruction has no number yet; times are the desk's."""

    number: str
    day: date
    site: str
    given_by: str
    noted_by: str
    given_at: datetime
    due: datetime
    overdue: bool
    incident: str = ""
    """The code of its event."""


@dataclass(frozen=True, slots=True)
class SlipOpen:
    """A slip with goods still on the road; ``partly`` where a receipt told of some of them."""

    number: str
    day: date
    left_at: datetime
    warehouse: str
    site: str
    lines: int
    open: Decimal
    partly: bool
    incident: str = ""
    """The code of its event."""


@dataclass(frozen=True, slots=True)
class LotExpiring:
    """A lot in a warehouse; ``days`` until it expires, below zero where it has."""

    code: str
    name: str
    spec: str
    unit: str
    warehouse: str
    bin: str
    lot: int
    lot_number: str
    expires: date
    days: int
    on_hand: Decimal


@dataclass(frozen=True, slots=True)
class ItemLow:
    """An item of which less is available in all warehouses together than its minimum."""

    code: str
    name: str
    spec: str
    unit: str
    minimum: Decimal
    available: Decimal


def papers_owed(session: DeskSession, *, only_overdue: bool = False) -> tuple[PaperOwed, ...]:
    """Telephone orders whose paper has not come, the one that is due first at the top."""
    require(session, "read_stock")
    zone, now = session.seat.zone, session.seat.now()
    found = []
    for row in overdue.papers_owed(Driver(session), PAPER_NUMBER):
        head: dict[str, Any] = json.loads(row.content)  # JSON, so of any type
        phone = head["phone"]
        due = datetime.fromisoformat(phone["paper_due"])
        if due < now or not only_overdue:
            found.append(
                PaperOwed(
                    row.number,
                    date.fromisoformat(row.voucher_date),
                    head["site"],
                    phone["given_by"],
                    phone["noted_by"],
                    datetime.fromisoformat(phone["at"]).astimezone(zone),
                    due.astimezone(zone),
                    due < now,
                    row.incident,
                )
            )
    return tuple(sorted(found, key=lambda one: (one.due, one.number)))


def slips_open(
    session: DeskSession, *, older_than: timedelta = timedelta()
) -> tuple[SlipOpen, ...]:
    """Slips that left longer ago than *older_than* and are not accounted for, oldest first."""
    require(session, "read_stock")
    seat = session.seat
    return tuple(
        SlipOpen(
            row.number,
            date.fromisoformat(row.voucher_date),
            instant(row.effective_at).astimezone(seat.zone),
            row.warehouse,
            row.site,
            row.lines,
            from_thousandths(row.open),
            row.receipts > 0,
            row.incident,
        )
        for row in overdue.unconfirmed(Driver(session), micros(seat.now() - older_than))
    )


def lots_expiring(session: DeskSession, days: int | None = None) -> tuple[LotExpiring, ...]:
    """Lots that expire within *days* (the desk's setting if None) or have, the earliest first."""
    require(session, "read_stock")
    within = settings.load(session).expiring_days if days is None else days
    today = desk_day(session.seat.now(), session.seat.zone)
    rows = overdue.expiring(Driver(session), (today + timedelta(days=within)).isoformat())
    found = []
    for row in rows:
        expires = date.fromisoformat(row.expires)
        left = (expires - today).days
        found.append(
            LotExpiring(
                row.code, row.name, row.spec, row.unit, row.warehouse, row.bin, row.lot,
                row.lot_number, expires, left, from_thousandths(row.quantity),
            )
        )  # fmt: skip
    return tuple(found)


def items_low(session: DeskSession) -> tuple[ItemLow, ...]:
    """Items of which less is available than their minimum, in the order of their codes."""
    require(session, "read_stock")
    return tuple(
        ItemLow(*row[:4], from_thousandths(row.minimum), from_thousandths(row.available))
        for row in overdue.below_minimum(Driver(session))
    )
