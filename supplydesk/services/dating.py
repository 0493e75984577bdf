"""Whether a paper may be dated on a day: in an open month, and opening stock before them all."""

from datetime import date

from supplydesk.domain.choices import listed
from supplydesk.domain.period import Period, desk_day, period_word
from supplydesk.domain.posting import Kind
from supplydesk.domain.problem import Problem, Refused, refuse
from supplydesk.queries import periods
from supplydesk.services import ledger
from supplydesk.services.moments import moved_within
from supplydesk.services.periods import holding
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver


def dating_problems(
    session: DeskSession, kind: Kind, day: date, effective_at: int
) -> tuple[Problem, ...]:
    """What is wrong with dating a paper *day* whose goods moved at *effective_at*; only looked at.

    *day* has come: `moments.when` says what is wrong with one that has not. A month that no paper
    has been dated in yet is open.
    """
    row = holding(session, day)
    problem = _problem(Driver(session), kind, day, "" if row.state == "open" else row.name)
    if problem is not None:
        return (problem,)
    return moved_within(effective_at, date.fromisoformat(row.ends_on), session.seat.zone)


def open_period(session: DeskSession, kind: Kind, day: date, cut_off: int | None) -> Period:
    """The open period that *day* lies in, held until the transaction ends.

    Raises:
        Refused: it is closed, or it lies before the books and the document is no opening stock
            (or the other way round).
    """
    period = ledger.period_of(session, day, cut_off)
    problem = _problem(Driver(session), kind, day, "" if period.is_open else period.name)
    if problem is not None:
        raise Refused((problem,))
    return period


def reversal_period(
    session: DeskSession, kind: Kind, original: date, cut_off: int | None
) -> tuple[date, Period]:
    """The day of a reversal and its open period: today, or opening stock's own day, *original*.

    So the first month opens with what is right, as long as nobody has closed it.

    Raises:
        Refused: no paper can be dated today.
    """
    if kind.before_books:
        opening = ledger.period_of(session, original, cut_off)
        if opening.is_open:
            return original, opening
    today = desk_day(session.seat.now(), session.seat.zone)
    period = ledger.period_of(session, today, cut_off)
    if not period.is_open:
        raise refuse(
            "period_closed",
            "services.dating",
            "{period} is closed, so nothing can be dated today. Reopen it first.",
            field="voucher_date",
            period=period.name,
        )
    return today, period


def _problem(driver: Driver, kind: Kind, day: date, closed: str) -> Problem | None:
    """*closed* names the closed period that *day* lies in; it is empty where that is open."""
    begins = periods.begins_on(driver)
    before_books = day.isoformat() < begins
    if before_books and not kind.before_books:
        return Problem.of(
            "before_books",
            "services.dating",
            "The books begin on {day}. Date the paper on that day or later.",
            field="voucher_date",
            day=begins,
        )
    if kind.before_books and not before_books:
        return Problem.of(
            "opening_in_books",
            "services.dating",
            "Opening stock belongs to the time before the books. Date it before {day}, or leave "
            "the date out.",
            field="voucher_date",
            day=begins,
        )
    if not closed:
        return None
    if before_books:
        return _opening_closed(driver)
    return Problem.of(
        "period_closed",
        "services.dating",
        "{period} is closed. Date the paper in an open month; it keeps the day on which the "
        "goods moved.",
        field="voucher_date",
        period=period_word(closed),
    )


def _opening_closed(driver: Driver) -> Problem:
    """Opening stock closes with the first month, and opens with it again."""
    closed = [month.name for month in periods.months(driver) if month.state != "open"]
    return Problem.of(
        "period_closed",
        "services.dating",
        "Opening stock was closed together with {first}. Reopen first {months}, the latest before "
        "the others; close them again afterwards.",
        field="voucher_date",
        first=closed[0],
        months=listed(reversed(closed)),
    )
