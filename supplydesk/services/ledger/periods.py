"""The books' months: made as papers are dated in them, closed in order, each closing a snapshot.

Period 0 lies before the books and holds the opening stock; a month's id is its year and month
(202210). A new cut-off day touches only periods not begun.
"""

from datetime import date, timedelta

from supplydesk.domain.period import OPENING, Bounds, Period, bounds, period_name, period_word
from supplydesk.domain.problem import refuse
from supplydesk.services.ledger.chain import Chain, note, note_later
from supplydesk.store.columns import micros
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver, Row

OPENING_PERIOD = 0
_DAY = timedelta(days=1)

_COLUMNS = "id, name, starts_on, ends_on, state, revision"
_OF = f"SELECT {_COLUMNS} FROM period WHERE starts_on <= ? AND ends_on >= ?"
_BY_ID = f"SELECT {_COLUMNS} FROM period WHERE id = ?"
_LATEST = f"SELECT {_COLUMNS} FROM period ORDER BY id DESC LIMIT 1"
_BEFORE = f"SELECT {_COLUMNS} FROM period WHERE id < ? ORDER BY id DESC LIMIT 1"
_AFTER = "SELECT name FROM period WHERE id > ? AND state = 'closed' ORDER BY id DESC LIMIT 1"
_MAKE = (
    "INSERT INTO period (id, name, starts_on, ends_on, state, revision) "
    "VALUES (?, ?, ?, ?, 'open', 0) ON CONFLICT (id) DO NOTHING RETURNING id"
)
_STATE = "UPDATE period SET state = ?, revision = ? WHERE id = ?"
_CLOSE = (
    "INSERT INTO closing (period, revision, place, lot, quantity, packs, amount) "
    "SELECT ?, ?, place, lot, SUM(quantity), SUM(packs), SUM(amount) FROM ("
    "SELECT place, lot, quantity, packs, amount FROM closing WHERE period = ? AND revision = ? "
    "UNION ALL SELECT to_place, lot, quantity, packs, amount FROM flow WHERE period = ? "
    "UNION ALL SELECT from_place, lot, -quantity, -packs, -amount FROM flow WHERE period = ?"
    ") parts GROUP BY place, lot "
    "HAVING SUM(quantity) <> 0 OR SUM(packs) <> 0 OR SUM(amount) <> 0"
)
_CLOSED_ROWS = (
    "SELECT period, revision, place, lot, quantity, packs, amount FROM closing "
    "WHERE period = ? AND revision = ? ORDER BY place, lot"
)


def _period(row: Row | None) -> Period | None:
    if row is None:
        return None
    identity, name, starts_on, ends_on, state, revision = row
    return Period(
        identity,
        str(name),
        date.fromisoformat(str(starts_on)),
        date.fromisoformat(str(ends_on)),
        str(state),
        revision,
    )


def begin_books(session: DeskSession, first_day: date) -> None:
    """Start the chain and the books: *first_day* is the first day of the first month's period."""
    driver = Driver(session)
    driver.run(
        "INSERT INTO chain_head (id, sequence, movement, lot, hash, at) VALUES (1, 0, 0, 0, ?, 0)",
        ("0" * 64,),
    )
    driver.one(
        _MAKE, (OPENING_PERIOD, OPENING, date.min.isoformat(), (first_day - _DAY).isoformat())
    )
    note(session, "begin", "books", {"first_day": first_day.isoformat()})


def period_of(session: DeskSession, day: date, cut_off: int | None) -> Period:
    """The period that *day* lies in, held so that nobody closes it before we commit.

    Periods up to *day* are made where they are missing, each beginning after the one before; the
    caller then puts something into the journal, and what was made is noted there.
    """
    driver = Driver(session)
    sql = driver.either(_OF, _OF + " FOR SHARE")
    on = (day.isoformat(), day.isoformat())
    found = _period(driver.one(sql, on))
    while found is None:
        _make_next(session, driver, day, cut_off)
        found = _period(driver.one(sql, on))
    return found


def _make_next(session: DeskSession, driver: Driver, day: date, cut_off: int | None) -> None:
    latest = _period(driver.one(_LATEST))
    assert latest is not None, "the books begin with the opening period"
    if latest.ends_on >= day:
        return  # another desk has made it since we looked
    name, starts_on, ends_on = month_after(latest.name, latest.ends_on, cut_off)
    identity = month_id(name)
    made = driver.one(_MAKE, (identity, name, starts_on.isoformat(), ends_on.isoformat()))
    if made is not None:  # else another desk made it while we waited, and noted it
        days = [identity, starts_on.isoformat(), ends_on.isoformat()]
        note_later(session, "period", name, days)


def month_after(name: str, ends_on: date, cut_off: int | None) -> Bounds:
    """The month that follows the period *name*, which ends on *ends_on*."""
    starts_on = ends_on + _DAY
    following, _, last = bounds(starts_on, cut_off)
    if following <= name and name != OPENING:
        following, _, last = bounds(last + _DAY, cut_off)
    return Bounds(following, starts_on, last)


def month_id(name: str) -> int:
    """The id of the month *name*: 202210 of ``2022-10``."""
    return int(name.replace("-", ""))


def close_period(session: DeskSession, identity: int) -> Period:
    """Close a month: nothing more may be dated in it, and its balances are kept as they are.

    The opening period closes with the first month.

    Raises:
        Refused: there is no such period, it is closed, or an earlier one is still open.
    """
    driver = Driver(session)
    period = _held(driver, identity)
    if period.state == "closed":
        raise refuse(
            "period_closed",
            "services.ledger.periods",
            "{period} is closed already.",
            field="period",
            period=period_word(period.name),
        )
    # Held as well, so that nobody reopens it while this one closes on top of it.
    before = _period(driver.one(driver.either(_BEFORE, _BEFORE + " FOR SHARE"), (identity,)))
    if before is not None and before.id == OPENING_PERIOD and before.state == "open":
        before = close_period(session, OPENING_PERIOD)
    if before is not None and before.state == "open":
        raise refuse(
            "earlier_period_open",
            "services.ledger.periods",
            "{earlier} is still open. Close it before {period}.",
            field="period",
            earlier=period_word(before.name),
            period=period_word(period.name),
        )
    revision = period.revision + 1
    driver.run(_STATE, ("closed", revision, identity))
    previous = (before.id, before.revision) if before is not None else (-1, 0)
    driver.run(_CLOSE, (identity, revision, *previous, identity, identity))
    rows = driver.all(_CLOSED_ROWS, (identity, revision))
    seat = session.seat
    Chain(session).add("close", period.name, micros(seat.now()), seat.name, str(revision), (rows,))
    return Period(identity, period.name, period.starts_on, period.ends_on, "closed", revision)


def reopen_period(session: DeskSession, identity: int, reason: str) -> Period:
    """Open the latest closed month again, for a *reason* that the journal keeps.

    The opening period, which closed with the first month, opens with it.

    Raises:
        Refused: there is no such period, it is open, or a later one is closed.
    """
    driver = Driver(session)
    period = _held(driver, identity)
    if period.state == "open":
        raise refuse(
            "not_closed",
            "services.ledger.periods",
            "{period} is not closed: papers can be dated in it as it is.",
            field="period",
            period=period_word(period.name),
        )
    if driver.one(_AFTER, (identity,)) is not None:
        raise refuse(
            "not_latest_closed",
            "services.ledger.periods",
            "{period} cannot be reopened: only the latest closed month can.",
            field="period",
            period=period_word(period.name),
        )
    driver.run(_STATE, ("open", period.revision, identity))
    note(session, "reopen", period.name, {"reason": reason, "revision": period.revision})
    before = _period(driver.one(_BEFORE, (identity,)))
    if before is not None and before.id == OPENING_PERIOD and before.state == "closed":
        reopen_period(session, OPENING_PERIOD, reason)
    return Period(identity, period.name, period.starts_on, period.ends_on, "open", period.revision)


def _held(driver: Driver, identity: int) -> Period:
    period = _period(driver.one(driver.either(_BY_ID, _BY_ID + " FOR UPDATE"), (identity,)))
    if period is None:
        raise refuse(
            "no_period",
            "services.ledger.periods",
            "There are no books for {period} yet.",
            field="period",
            period=period_name(identity),
        )
    return period
