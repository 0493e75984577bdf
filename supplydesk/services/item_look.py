"""One item at a glance: its lots where they lie, its last movements, its stock day by day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from supplydesk.domain.period import desk_day
from supplydesk.services import scopes, stock, stock_card
from supplydesk.services.stock_card import CardLine
from supplydesk.services.stock_overview import GOOD, PENDING
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver

DAYS = 25
LAST = 8


class LotThere(NamedTuple):
    """A lot on one leaf; ``area`` is its condition, ``thousandths`` what lies there."""

    lot: int
    lot_number: str
    expires: date | None
    place: str
    owner: str
    area: str
    thousandths: int
    approximate: bool


@dataclass(frozen=True, slots=True)
class ItemLook:
    """What the panel shows; ``days`` and ``balances`` go together, oldest first."""

    code: str
    packs: tuple[str, ...]
    lots: tuple[LotThere, ...]
    last: tuple[CardLine, ...]
    days: tuple[date, ...]
    balances: tuple[Decimal, ...]


def look(
    session: DeskSession,
    code: str,
    *,
    warehouse: str | None = None,
    as_of: date | datetime | None = None,
) -> ItemLook:
    """The item *code* in *warehouse*, or in all of them.

    Raises:
        Refused: the person may not, or there is no such item or warehouse.
    """
    seat = session.seat
    article = scopes.item(Driver(session), code)
    lines = stock.stock(session, warehouse=warehouse, item=code, as_of=as_of, lots=True)
    lots = tuple(
        LotThere(
            lot.lot,
            lot.lot_number,
            lot.expires,
            line.place_name,
            line.owner_name,
            line.area,
            lot.thousandths,
            lot.approximate,
        )
        for line in lines
        if line.area in (GOOD, PENDING)
        for lot in line.lots
    )
    end = desk_day(seat.now(), seat.zone)
    if isinstance(as_of, datetime):
        end = as_of.date()
    elif as_of is not None:
        end = as_of
    first = end - timedelta(days=DAYS - 1)
    card = stock_card.card(session, code, place=warehouse, first=first, last=end, books=False)
    days, balances = card.daily()
    return ItemLook(
        code,
        tuple(
            f"{pack.unit}={pack.size}{article.measure.unit}" if pack.size else pack.unit
            for pack in article.measure.packs
        ),
        tuple(sorted(lots, key=lambda one: (one.expires is None, one.expires or date.max))),
        card.moves[: -LAST - 1 : -1],
        days,
        balances,
    )
