"""A number written by hand that another paper bears: perhaps one slip, entered twice."""

from datetime import date, timedelta

from supplydesk.domain.problem import Problem
from supplydesk.queries.hand_numbers import Bearer, papers_with
from supplydesk.services.forms import AnyForm
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver
from supplydesk.text import translate

_A_YEAR = timedelta(days=366)
"""Pads are numbered afresh with the years."""
_MOST_NAMED = 3


def used_before(session: DeskSession, form: AnyForm, day: date) -> tuple[Problem, ...]:
    """The warning of a hand-written number in *form*, dated *day*, that others of its kind bear."""
    if not form.hand_number:
        return ()
    since = (day - _A_YEAR).isoformat()
    others = papers_with(Driver(session), form.kind, form.hand_number, since, form.key)
    if not others:
        return ()
    named = [_named(one) for one in others[:_MOST_NAMED]]
    if len(others) > _MOST_NAMED:
        named.append("…")
    return (
        Problem.of(
            "hand_number_twice",
            "services.hand_numbers",
            "The hand-written number {hand_number} stands on {papers} already. See whether this "
            "is the same paper.",
            field="hand_number",
            stops=False,
            hand_number=form.hand_number,
            papers=translate("services.hand_numbers", ", ").join(named),
        ),
    )


def _named(one: Bearer) -> str:
    number = one.number or translate("services.hand_numbers", "a draft")
    if not one.place:
        text = translate("services.hand_numbers", "{number} ({day})")
    else:
        text = translate("services.hand_numbers", "{number} ({day}, {place})")
    return text.format(number=number, day=one.voucher_date, place=one.place)
