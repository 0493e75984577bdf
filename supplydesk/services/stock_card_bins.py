"""The bins that a stock card names: where its goods lay at the end of its last day."""

from collections.abc import Iterable
from datetime import date

from supplydesk.domain.period import desk_day, end_of_day
from supplydesk.domain.places import PlaceKind
from supplydesk.queries import stock
from supplydesk.services.place_facts import bin_word
from supplydesk.services.scopes import Scope
from supplydesk.store.columns import micros
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver


def bins(
    session: DeskSession, scope: Scope, item: int, end: date, *, books: bool
) -> tuple[tuple[str, str], ...]:
    """The bins, by code and area, where *item* lay within *scope* at the end of the day *end*."""
    driver, seat = Driver(session), session.seat
    at, of = scope.ids, (item,)
    if end >= desk_day(seat.now(), seat.zone):
        rows = stock.stock_now(driver, at, of)
    elif books:
        rows = stock.stock_by_books(driver, end.isoformat(), at, of)
    else:
        moment = micros(end_of_day(end, seat.zone))
        rows = stock.stock_then(driver, moment, end.isoformat(), at, of)
    full = {row.place for row in rows if row.quantity > 0}
    return tuple(
        sorted(
            (leaf.code, leaf.area)
            for leaf in scope.leaves
            if leaf.id in full and leaf.kind == PlaceKind.BIN
        )
    )


def bin_words(held: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """What the bins are called, each word once, in the language in use."""
    return tuple(dict.fromkeys(bin_word(code, area) for code, area in held))
