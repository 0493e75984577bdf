"""The books' months: listed, closed when they are over (月结), reopened for a reason (反月结)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from supplydesk.domain.choices import listed
from supplydesk.domain.figures import fold
from supplydesk.domain.period import OPENING, PeriodState, desk_day
from supplydesk.domain.problem import refuse
from supplydesk.queries import drafts, periods
from supplydesk.queries.periods import PeriodNote, PeriodRow
from supplydesk.services import ledger, settings
from supplydesk.services.seats import require
from supplydesk.store.columns import instant
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver

_MONTH = re.compile(r"([0-9]{4})-?([0-9]{2})|([0-9]{4})年([0-9]{1,2})月")
_MONTHS = 12
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the books, and what was last done to it.

    ``closings`` counts how often it was closed; ``changed_at`` is in the desk's zone; ``head`` is
    the chain's hash of its last closing, empty while it was never closed.
    """

    name: str
    starts_on: date
    ends_on: date
    closed: bool
    closings: int
    changed_at: datetime | None = None
    changed_by: str = ""
    head: str = ""


def books_begin(session: DeskSession) -> date:
    """The first day of the books; opening stock is dated before it."""
    return date.fromisoformat(periods.begins_on(Driver(session)))


def months(session: DeskSession) -> tuple[Month, ...]:
    """Every month that a paper has been dated in, oldest first."""
    driver = Driver(session)
    last: dict[str, PeriodNote] = {}
    sealed: dict[str, str] = {}
    for note in periods.notes(driver):
        last.setdefault(note.period, note)
        if note.kind == "close":
            sealed.setdefault(note.period, note.hash)
    zone = session.seat.zone
    return tuple(
        Month(
            row.name,
            date.fromisoformat(row.starts_on),
            date.fromisoformat(row.ends_on),
            row.state == "closed",
            row.revision,
            instant(last[row.name].at).astimezone(zone) if row.name in last else None,
            last[row.name].person if row.name in last else "",
            sealed.get(row.name, ""),
        )
        for row in periods.months(driver)
    )


def find(session: DeskSession, text: str) -> PeriodRow:
    """The month that *text* names, such as ``2022-10``.

    Raises:
        Refused: it names none, or one that the books do not hold (yet).
    """
    driver = Driver(session)
    name = read_month(text)
    found = periods.month(driver, name)
    if found is not None:
        return found
    known = periods.months(driver)
    begins = periods.begins_on(driver)
    if name < (known[0].name if known else begins[:7]):
        raise refuse(
            "before_books",
            "services.periods",
            "The books begin on {day}; they hold nothing for {period}.",
            field="period",
            day=begins,
            period=name,
        )
    if not known:
        raise refuse(
            "no_period",
            "services.periods",
            "There are no books for {period} yet: no paper is dated in any month so far.",
            field="period",
            period=name,
        )
    raise refuse(
        "no_period",
        "services.periods",
        "There are no books for {period} yet: no paper is dated in it. The latest month is "
        "{latest}.",
        field="period",
        period=name,
        latest=known[-1].name,
    )


def look(session: DeskSession, text: str) -> PeriodRow:
    """The month that *text* names, to be read: any from the first to the one that today lies in.

    Where no paper is dated in it yet, it is as it would begin; nothing is made.

    Raises:
        Refused: as for `find`.
    """
    name, driver = read_month(text), Driver(session)
    if periods.month(driver, name) is None:
        for row in _to_come(session, driver):
            if row.name == name:
                return row
    return find(session, text)


def holding(session: DeskSession, day: date) -> PeriodRow:
    """The period that *day*, which is past or today, lies in, the time before the books among them.

    Where no paper is dated in it yet, it is as it would begin; nothing is made.
    """
    driver, on = Driver(session), day.isoformat()
    row = periods.holding(driver, on)
    return row or next(one for one in _to_come(session, driver) if one.ends_on >= on)


def _to_come(session: DeskSession, driver: Driver) -> Iterator[PeriodRow]:
    """The months up to today in which no paper is dated yet."""
    cut_off = settings.load(session).cut_off
    today = desk_day(session.seat.now(), session.seat.zone)
    known = periods.months(driver)
    if known:
        name, ends_on = known[-1].name, date.fromisoformat(known[-1].ends_on)
    else:
        name, ends_on = OPENING, date.fromisoformat(periods.begins_on(driver)) - timedelta(days=1)
    while ends_on < today:
        name, first, ends_on = ledger.month_after(name, ends_on, cut_off)
        days = first.isoformat(), ends_on.isoformat()
        yield PeriodRow(ledger.month_id(name), name, *days, PeriodState.OPEN, 0)


def read_month(text: str) -> str:
    """``2022-10`` from what was typed: ``2022-10``, ``202210`` or ``2022年10月``.

    Raises:
        Refused: it is no month.
    """
    match = _MONTH.fullmatch(fold(text))
    year, month = (match[1] or match[3], match[2] or match[4]) if match else ("", "0")
    if not 1 <= int(month) <= _MONTHS:
        raise refuse(
            "month_unreadable",
            "services.periods",
            "“{typed}” is no month. Write it like this: 2022-10.",
            field="period",
            typed=text.strip()[:_SHOWN],
        )
    return f"{year}-{int(month):02d}"


def close(session: DeskSession, text: str) -> Month:
    """Close the month that *text* names: nothing more is dated in it, and its stock is kept.

    Raises:
        Refused: the person may not; the month is not over, closed already, or an earlier one is
            open; a numbered paper of it is not posted yet.
    """
    require(session, "close_period")
    row = _begun(session, text)
    today = desk_day(session.seat.now(), session.seat.zone)
    if today.isoformat() < row.ends_on:
        raise refuse(
            "period_not_over",
            "services.periods",
            "{period} ends on {day}. Close it on that day or later.",
            field="period",
            period=row.name,
            day=row.ends_on,
        )
    ledger.close_period(session, row.id)
    # Looked up under the month's lock: approving a paper takes its share of the same lock first.
    driver = Driver(session)
    # The time before the books closes with the first month, and so do its papers.
    first = row.starts_on if row.starts_on > periods.begins_on(driver) else date.min.isoformat()
    waiting = drafts.numbered_within(driver, first, row.ends_on)
    if waiting:
        raise refuse(
            "papers_waiting",
            "services.periods",
            "These papers of {period} have a number and are not posted: {numbers}. Post or void "
            "them first.",
            field="period",
            period=row.name,
            numbers=listed(waiting),
        )
    return _named(session, row.name)


def reopen(session: DeskSession, text: str, reason: str) -> Month:
    """Open the latest closed month again, for a *reason* that stays in the journal.

    Raises:
        Refused: the person may not, there is no reason, or it is not the latest closed month.
    """
    require(session, "reopen_period")
    row = find(session, text)
    if not reason.strip():
        raise refuse(
            "no_reason",
            "services.periods",
            "Say why {period} is opened again: the reason stands in the journal.",
            field="reason",
            period=row.name,
        )
    ledger.reopen_period(session, row.id, reason.strip())
    return _named(session, row.name)


def _begun(session: DeskSession, text: str) -> PeriodRow:
    """The month that *text* names, made where no paper was dated in it although it is over."""
    name, driver = read_month(text), Driver(session)
    if periods.month(driver, name) is None and name >= periods.begins_on(driver)[:7]:
        today = desk_day(session.seat.now(), session.seat.zone)
        if name <= today.isoformat()[:7]:
            ledger.period_of(session, today, settings.load(session).cut_off)
    return find(session, text)


def _named(session: DeskSession, name: str) -> Month:
    return next(month for month in months(session) if month.name == name)
