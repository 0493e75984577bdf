"""When a paper is dated and when its goods moved: the two dates that a form may leave open."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from supplydesk.domain.period import desk_day, end_of_day
from supplydesk.domain.problem import Problem
from supplydesk.queries import periods
from supplydesk.services.forms import Form, Moment, OpeningForm
from supplydesk.store.columns import micros
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver


@dataclass(frozen=True, slots=True)
class When:
    """The voucher date, the instant the goods moved (microseconds), and what is wrong with them."""

    voucher_date: date
    effective_at: int
    problems: tuple[Problem, ...] = ()


def when(session: DeskSession, form: Form) -> When:
    """The dates of *form*: what it leaves open is today and now, or the day before the books begin
    where it belongs to the time before them.

    A paper of an earlier day without a time is effective at that day's last instant, so that what
    came in on that day may go out on it.
    """
    now, zone = session.seat.now(), session.seat.zone
    today = desk_day(now, zone)
    voucher_date = form.voucher_date or _day_of_its_own(session, form) or today
    moved = instant_of(form.effective_at or voucher_date, today, now, zone)
    problems = []
    if voucher_date > today:
        problems.append(
            Problem.of(
                "date_in_future",
                "services.moments",
                "The date {day} has not come yet. Date the paper today, {today}, or earlier.",
                field="voucher_date",
                day=voucher_date.isoformat(),
                today=today.isoformat(),
            )
        )
    # A date that has not come says when the goods moved only where nothing else was typed: one
    # mistake, one mark.
    if form.effective_at is not None and moved > now:
        problems.append(
            Problem.of(
                "moved_in_future",
                "services.moments",
                "The goods cannot have moved in the future. Correct the time at which they moved.",
                field="effective_at",
            )
        )
    return When(voucher_date, micros(moved), tuple(problems))


def _day_of_its_own(session: DeskSession, form: Form) -> date | None:
    """The day that opening stock has unless another is typed; None for other papers."""
    if not isinstance(form, OpeningForm):
        return None
    return date.fromisoformat(periods.begins_on(Driver(session))) - timedelta(days=1)


def instant_of(moment: Moment, today: date, now: datetime, zone: tzinfo) -> datetime:
    """The UTC instant of a typed *moment*: a time without an offset is the desk's own."""
    if isinstance(moment, datetime):
        return local(moment, zone).astimezone(UTC)
    return now if moment == today else end_of_day(moment, zone)


def local(moment: datetime, zone: tzinfo) -> datetime:
    """A typed *moment* in the desk's *zone*, which is meant where it has no offset."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(zone)


def moved_within(effective_at: int, last_day: date, zone: tzinfo) -> tuple[Problem, ...]:
    """The problem of goods that moved after *last_day*, where the paper's month ends.

    A closed month's balances then hold everything that moved up to its end.
    """
    if effective_at <= micros(end_of_day(last_day, zone)):
        return ()
    return (
        Problem.of(
            "moved_after_period",
            "services.moments",
            "The goods moved after {day}, when the paper's month ends. Date the paper in the month "
            "in which they moved.",
            field="effective_at",
            day=last_day.isoformat(),
        ),
    )
