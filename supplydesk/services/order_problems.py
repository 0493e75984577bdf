"""What may be wrong with who ordered a dispatch: an instruction, or a call that somebody noted."""

from datetime import datetime, tzinfo

from supplydesk.domain.numbering import read_instruction_number
from supplydesk.domain.period import desk_day, told_apart
from supplydesk.domain.problem import Problem, Refused
from supplydesk.domain.seat import Seat
from supplydesk.services.forms import DispatchForm, PhoneOrder
from supplydesk.services.moments import local
from supplydesk.services.resolving import Circumstances
from supplydesk.store.columns import instant


def order_problems(form: DispatchForm, around: Circumstances, seat: Seat) -> list[Problem]:
    """白条, an informal note, is no order: the number has to be one that an issuer gives."""
    if form.instruction is not None:
        try:
            read_instruction_number(form.instruction.number, field="instruction")
        except Refused as refused:
            return list(refused.problems)
    elif form.phone is None:
        return [
            Problem.of(
                "no_order",
                "services.order_problems",
                "Nothing says who ordered this. Give the instruction's number, or who gave the "
                "order by telephone, who noted it and when.",
                field="instruction",
            )
        ]
    found = []
    now = seat.now()
    issued_on = None if form.instruction is None else form.instruction.issued_on
    if issued_on is not None and issued_on > desk_day(now, seat.zone):
        found.append(
            Problem.of(
                "issued_in_future",
                "services.order_problems",
                "The instruction cannot have been issued on {day}, which has not come yet. "
                "Correct the date.",
                field="instruction",
                day=issued_on.isoformat(),
            )
        )
    if form.phone is not None:
        found += _phone_problems(form.phone, now, around, seat.zone)
    return found


def _phone_problems(
    phone: PhoneOrder, now: datetime, around: Circumstances, zone: tzinfo
) -> list[Problem]:
    given = local(phone.at, zone)
    if given > now:
        told, today = told_apart(given, now, zone)
        return [
            Problem.of(
                "ordered_in_future",
                "services.order_problems",
                "It is {now} now, and nobody can have given the order on {at}. Correct the time.",
                field="phone.at",
                now=today,
                at=told,
            )
        ]
    if phone.paper_due is not None and local(phone.paper_due, zone) < given:
        term, told = told_apart(local(phone.paper_due, zone), given, zone)
        return [
            Problem.of(
                "due_before_order",
                "services.order_problems",
                "The paper would be due on {due}, before the order was given on {at}. Correct one "
                "of the two.",
                field="phone.paper_due",
                due=term,
                at=told,
            )
        ]
    left = instant(around.effective_at)
    if left < given:
        went, told = told_apart(left, given, zone)
        return [
            Problem.of(
                "left_before_order",
                "services.order_problems",
                "The goods left on {left}, before the order was given on {at}. See whether both "
                "times are right.",
                field="phone",
                stops=False,
                left=went,
                at=told,
            )
        ]
    return []
