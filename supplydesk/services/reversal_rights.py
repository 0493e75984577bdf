"""Who may reverse a paper: as many heads as its posting asked for.

Where papers are approved, who may approve them; where they are only reviewed, who may review
them; but never alone who prepared the paper, as long as somebody else uses the desk (制单≠审核).
At a desk that takes no steps, whoever has the role.
"""

from supplydesk.domain.lifecycle import Action, may, step_words
from supplydesk.domain.problem import refuse
from supplydesk.domain.settings import DeskSettings
from supplydesk.queries.documents import Head
from supplydesk.queries.people import active_count, active_people
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver
from supplydesk.text import translate


def _asked_of(wanted: DeskSettings) -> Action:
    """What somebody has to be allowed to do before she may reverse, by the steps in force."""
    if wanted.approve:
        return Action.APPROVE
    return Action.REVIEW if wanted.review else Action.REVERSE


def check_role(session: DeskSession, wanted: DeskSettings) -> None:
    """Let the person at the desk reverse papers.

    Raises:
        Refused: her role may not; it names who may.
    """
    action, seat = _asked_of(wanted), session.seat
    if action is Action.REVERSE:
        require(session, "reverse")
    elif not may(seat.role, action):
        raise refuse(
            "not_allowed",
            "services.reversal_rights",
            "Papers are reviewed or approved here, so {person} may not reverse one. Ask somebody "
            "who may {step}: {people}.",
            person=seat.name or seat.role,
            step=step_words()[action],
            people=_others(session, action),
        )


def check_maker(session: DeskSession, wanted: DeskSettings, original: Head) -> None:
    """Let the person at the desk reverse *original*, which somebody else prepared.

    Raises:
        Refused: she prepared it herself, and somebody else uses the desk.
    """
    action, seat = _asked_of(wanted), session.seat
    alone = active_count(Driver(session)) <= 1
    if action is Action.REVERSE or alone or original.prepared_by != seat.name:
        return
    raise refuse(
        "same_person",
        "services.reversal_rights",
        "{person} prepared {number} and may not reverse it alone. Ask somebody else who may "
        "{step}: {people}.",
        field="number",
        person=seat.name,
        number=original.number,
        step=step_words()[action],
        people=_others(session, action),
    )


def _others(session: DeskSession, action: Action) -> str:
    """Who else may do *action*; dots where an administrator has yet to let somebody."""
    names = [
        name
        for name, role in active_people(Driver(session))
        if may(role, action) and name != session.seat.name
    ]
    return translate("services.reversal_rights", ", ").join(names) or "……"
