"""The stock card (库存台账): one item's movements in a scope, with the balance after each.

By books the papers stand in the order of their dates, as the month's summary counts them; by
goods, in the order in which the goods moved. A reversal stands in the column of what it undoes,
below zero. Totals of the month and of the year count from their first day, wherever the card
begins; opening stock lies before the first month and is in neither.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from supplydesk.domain.period import desk_day, end_of_day, start_of_day
from supplydesk.domain.places import Level
from supplydesk.domain.problem import refuse
from supplydesk.domain.quantity import from_thousandths
from supplydesk.queries import periods, stock_card
from supplydesk.queries.items import items
from supplydesk.queries.periods import PeriodRow
from supplydesk.queries.stock_card import CardMove, CardSum, Span
from supplydesk.services import scopes, settings
from supplydesk.services.seats import require
from supplydesk.services.stock_card_bins import bin_words, bins
from supplydesk.store.columns import instant, micros
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver
from supplydesk.text import on_paper, translate

_NOTHING = Decimal(0)
_LATEST = date(9000, 1, 1)  # later than any paper, and no calendar ends so near to it


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLine:
    """One line: a movement, or a total (``total`` is ``month`` or ``year``).

    ``incoming`` and ``outgoing`` are base units, None where the line has none; of a total both
    are given. ``about`` says that some of the balance is known from hearsay. ``lot`` is the
    ledger's own number of the lot, ``lot_number`` the maker's. ``printed`` is the summary on a
    paper, which is Chinese in every language of the desk.
    """

    summary: str
    day: date
    incoming: Decimal | None
    outgoing: Decimal | None
    balance: Decimal
    number: str = ""
    about: bool = False
    lot: int | None = None
    lot_number: str = ""
    expires: date | None = None
    handler: str = ""
    total: str = ""
    printed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StockCard:
    """A whole card; ``opening`` is the balance before ``first``, ``closing`` after ``last``.

    ``opening_about`` and ``closing_about`` say that some of it is known from hearsay (余).
    ``bins`` are those where it lay at the end of ``last``. ``printed_scope`` and ``printed_bins``
    are their names on a paper, which is Chinese in every language of the desk.
    """

    bureau: str
    code: str
    name: str
    spec: str
    unit: str
    minimum: Decimal
    scope: str
    first: date
    last: date
    by_books: bool
    opening: Decimal
    lines: tuple[CardLine, ...]
    closing: Decimal
    opening_about: bool = False
    closing_about: bool = False
    bins: tuple[str, ...] = ()
    printed_scope: str = ""
    printed_bins: tuple[str, ...] = ()

    @property
    def moves(self) -> tuple[CardLine, ...]:
        """The lines without the totals."""
        return tuple(line for line in self.lines if not line.total)

    @property
    def incoming(self) -> Decimal:
        """All that came in, reversals taken off."""
        return sum((line.incoming or _NOTHING for line in self.moves), start=_NOTHING)

    @property
    def outgoing(self) -> Decimal:
        """All that went out, reversals taken off."""
        return sum((line.outgoing or _NOTHING for line in self.moves), start=_NOTHING)

    def daily(self) -> tuple[tuple[date, ...], tuple[Decimal, ...]]:
        """Every day of the card and the balance at its end."""
        moves = self.moves
        when = [line.day for line in moves]
        count = (self.last - self.first).days + 1
        days = tuple(self.first + timedelta(days=at) for at in range(count))
        return days, tuple(
            moves[at - 1].balance if (at := bisect_right(when, day)) else self.opening
            for day in days
        )


def card(
    session: DeskSession,
    item: str,
    *,
    place: str | None = None,
    level: Level | None = None,
    first: date | None = None,
    last: date | None = None,
    books: bool = True,
) -> StockCard:
    """The card of *item*.

    Args:
        session: a reading session.
        item: its code.
        place: the code of one warehouse (with all its areas) or site; else all of *level*, else
            all warehouses.
        level: as above.
        first: the first day; else that of the books.
        last: the last day; else today.
        books: by the papers' dates; else by when the goods moved.

    Raises:
        Refused: the person may not, there is no such item or place, or *last* is before *first*.
    """
    require(session, "read_stock")
    driver, seat = Driver(session), session.seat
    article = scopes.item(driver, item)
    if place is None:
        scope = scopes.warehouses(driver, level=level)
    else:
        scope = scopes.warehouse_or_site(driver, place)
    begin = first or date.fromisoformat(periods.begins_on(driver))
    end = last or max(begin, desk_day(seat.now(), seat.zone))
    if end < begin:
        raise refuse(
            "days_reversed",
            "services.stock_card",
            "The card would end on {last}, before it begins on {first}. Correct one of the days.",
            field="last",
            first=begin.isoformat(),
            last=end.isoformat(),
        )
    months = _Months(periods.months(driver))
    span = _span(session, months, begin, end, books=books)
    before = stock_card.sums(driver, article.id, scope.ids, span)
    moves = stock_card.moves(driver, article.id, scope.ids, span)
    hearsay = stock_card.about(driver, article.id, scope.ids, span)
    writer = _Writer(session, months, before, hearsay, begin, books=books)
    opening, opening_about = writer.balance, writer.about
    lines = tuple(writer.lines(moves))
    held = bins(session, scope, article.id, end, books=books)
    return StockCard(
        bureau=settings.load(session).bureau,
        code=article.code,
        name=article.name,
        spec=article.spec,
        unit=article.measure.unit,
        minimum=from_thousandths(items(driver, (article.id,))[article.id].minimum),
        scope=scope.name,
        first=begin,
        last=end,
        by_books=books,
        opening=from_thousandths(opening),
        lines=lines,
        closing=from_thousandths(writer.balance),
        opening_about=opening_about,
        closing_about=writer.about,
        bins=bin_words(held),
        printed_scope=scope.printed or scope.name,
        printed_bins=on_paper(lambda: bin_words(held)),
    )


def brought_forward() -> str:
    """What the line of the opening balance is called."""
    return translate("services.stock_card", "Brought forward")


class _Months:
    """The books' months, to be found by a day."""

    def __init__(self, rows: Sequence[PeriodRow]) -> None:
        self._rows = rows
        self._starts = [row.starts_on for row in rows]

    def of(self, day: str) -> PeriodRow | None:
        """The month that *day* lies in; None before the books and where no paper is dated yet."""
        at = bisect_right(self._starts, day) - 1
        return self._rows[at] if at >= 0 and day <= self._rows[at].ends_on else None

    def year_begins(self, month: PeriodRow) -> str:
        """The first day of the year of *month*, as far as the books go back."""
        return next(row.starts_on for row in self._rows if row.name[:4] == month.name[:4])


def _span(session: DeskSession, months: _Months, begin: date, end: date, *, books: bool) -> Span:
    month = months.of(begin.isoformat())
    days = (
        begin.isoformat(),
        end.isoformat(),
        month.starts_on if month else _LATEST.isoformat(),
        months.year_begins(month) if month else _LATEST.isoformat(),
    )
    if books:
        return Span(*days)
    zone = session.seat.zone
    first, last, month_begins, year_begins = (date.fromisoformat(day) for day in days)
    return Span(
        micros(start_of_day(first, zone)),
        micros(end_of_day(min(last, _LATEST), zone)),
        micros(start_of_day(month_begins, zone)),
        micros(start_of_day(year_begins, zone)),
    )


class _Writer:
    """Writes the lines: keeps the balance and the totals while it goes along."""

    def __init__(
        self,
        session: DeskSession,
        months: _Months,
        before: Iterable[CardSum],
        hearsay: Mapping[int, int],
        begin: date,
        *,
        books: bool,
    ) -> None:
        self._zone, self._books, self._months = session.seat.zone, books, months
        self._month = months.of(begin.isoformat())
        self.balance = 0
        self._hearsay = dict(hearsay)
        self._in_month, self._in_year = [0, 0], [0, 0]
        for since, came, undone, quantity in before:
            self.balance += quantity if came else -quantity
            column, signed = _column(came, quantity, undone=bool(undone))
            for least, totals in ((2, self._in_month), (1, self._in_year)):
                if since >= least:
                    totals[column] += signed

    @property
    def about(self) -> bool:
        """Whether some of the balance is known from hearsay only."""
        return any(quantity > 0 for quantity in self._hearsay.values())

    def lines(self, moves: Sequence[CardMove]) -> Iterable[CardLine]:
        """The lines of *moves*, with the totals of each month that has any."""
        day = None
        for move in moves:
            moved = self._day(move)
            month = self._months.of(moved)
            if month != self._month:
                if day is not None:
                    yield from self._totals(day)
                self._turn(month)
            day = moved
            yield self._line(move, moved)
        if day is not None:
            yield from self._totals(day)

    def _turn(self, month: PeriodRow | None) -> None:
        before, self._month = self._month, month
        self._in_month = [0, 0]
        if before is None or month is None or before.name[:4] != month.name[:4]:
            self._in_year = [0, 0]

    def _day(self, move: CardMove) -> str:
        if self._books:
            return move.voucher_date
        return desk_day(instant(move.effective_at), self._zone).isoformat()

    def _line(self, move: CardMove, day: str) -> CardLine:
        change = move.quantity if move.came else -move.quantity
        self.balance += change
        if move.approximate:
            self._hearsay[move.lot] = self._hearsay.get(move.lot, 0) + change
        column, signed = _column(move.came, move.quantity, undone=move.undoes is not None)
        self._in_month[column] += signed
        self._in_year[column] += signed
        figure = from_thousandths(signed)
        return CardLine(
            summary=_summary(move, incoming=not column),
            printed=on_paper(lambda: _summary(move, incoming=not column)),
            day=date.fromisoformat(day),
            incoming=None if column else figure,
            outgoing=figure if column else None,
            balance=from_thousandths(self.balance),
            about=self.about,
            number=move.number,
            lot=move.lot,
            lot_number=move.lot_number,
            expires=date.fromisoformat(move.expires) if move.expires else None,
            handler=move.prepared_by,
        )

    def _totals(self, day: str) -> Iterable[CardLine]:
        if self._month is None:
            return
        words, printed = _total_words(), on_paper(_total_words)
        for total, (incoming, outgoing) in (("month", self._in_month), ("year", self._in_year)):
            yield CardLine(
                summary=words[total],
                printed=printed[total],
                day=date.fromisoformat(day),
                incoming=from_thousandths(incoming),
                outgoing=from_thousandths(outgoing),
                balance=from_thousandths(self.balance),
                about=self.about,
                total=total,
            )


def _column(came: int, quantity: int, *, undone: bool) -> tuple[int, int]:
    """The column (0 in, 1 out) and the signed quantity: what undoes stands where it was written."""
    if undone:
        return (1 if came else 0), -quantity
    return (0 if came else 1), quantity


def _total_words() -> dict[str, str]:
    return {
        "month": translate("services.stock_card", "Total of the month"),
        "year": translate("services.stock_card", "Total of the year"),
    }


def _summary(move: CardMove, *, incoming: bool) -> str:
    what = _words(move, incoming=incoming)
    if move.reverses is None:
        return what
    return translate("services.stock_card", "Reversal of {number}: {what}").format(
        number=move.reverses, what=what
    )


def _words(move: CardMove, *, incoming: bool) -> str:
    site, warehouse = move.site or move.other, move.warehouse or move.other
    words = {
        "opening": translate("services.stock_card", "Opening stock"),
        "dispatch": translate("services.stock_card", "Dispatched to {site}"),
        "refused": translate("services.stock_card", "Refused by {site}"),
        "delivered": translate("services.stock_card", "Delivered from {warehouse}"),
        "found": translate("services.stock_card", "Found again after a loss"),
    }
    if incoming:
        other = translate("services.stock_card", "From {place}")
    else:
        other = translate("services.stock_card", "To {place}")
    text = words.get(move.reason, other)
    return text.format(site=site, warehouse=warehouse, place=move.other)
