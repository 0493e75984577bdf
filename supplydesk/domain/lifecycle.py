"""The states of a document as a table: what moves it on, who may, and what may still be edited.

Draft, reviewed and approved papers are drafts still; approval takes the number, so from then on a
paper is voided and no longer sent back or deleted. Confirmed and reversed are never stored: they
follow from what other papers did to a posted one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from supplydesk.domain.problem import Problem
from supplydesk.text import translate


class State(StrEnum):
    """Where a document stands; the last two are derived from other documents."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    POSTED = "posted"
    VOID = "void"
    CONFIRMED = "confirmed"
    REVERSED = "reversed"


class Role(StrEnum):
    """What a person at the desk is there for."""

    CLERK = "clerk"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    KEEPER = "keeper"
    COUNTER = "counter"
    ADMINISTRATOR = "administrator"
    VIEWER = "viewer"


class Action(StrEnum):
    """Everything that a role is asked for."""

    DRAFT = "draft"
    DELETE_DRAFT = "delete_draft"
    REVIEW = "review"
    APPROVE = "approve"
    POST = "post"
    SEND_BACK = "send_back"
    VOID = "void"
    REVERSE = "reverse"
    ADD_FACT = "add_fact"
    PRINT = "print"
    COUNT = "count"
    CLOSE_PERIOD = "close_period"
    REOPEN_PERIOD = "reopen_period"
    EDIT_CATALOGUE = "edit_catalogue"
    EDIT_PLACES = "edit_places"
    EDIT_PEOPLE = "edit_people"
    EDIT_SETTINGS = "edit_settings"
    IMPORT = "import"
    BACKUP = "backup"
    RESTORE = "restore"
    READ_STOCK = "read_stock"
    VERIFY = "verify"


class Edits(StrEnum):
    """What may still be written on a document."""

    ALL = "all"
    FACTS = "facts"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Steps:
    """Which steps between draft and posted this desk takes; none of them for a desk of one."""

    review: bool = False
    approve: bool = False


@dataclass(frozen=True, slots=True)
class Transition:
    """One move: from which states, and to which (None: the document is gone).

    ``step`` names the setting without which the move does not exist.
    """

    sources: frozenset[State]
    target: State | None
    step: str | None = None


_D, _R, _A, _P, _V = State.DRAFT, State.REVIEWED, State.APPROVED, State.POSTED, State.VOID

TRANSITIONS: Mapping[Action, Transition] = {
    Action.DRAFT: Transition(frozenset({_D}), _D),
    Action.DELETE_DRAFT: Transition(frozenset({_D, _R}), None),
    Action.REVIEW: Transition(frozenset({_D}), _R, step="review"),
    Action.SEND_BACK: Transition(frozenset({_R}), _D),
    Action.APPROVE: Transition(frozenset({_D, _R}), _A, step="approve"),
    Action.POST: Transition(frozenset({_D, _R, _A}), _P),
    Action.VOID: Transition(frozenset({_A}), _V),
    Action.REVERSE: Transition(frozenset({_P}), _P),
    Action.ADD_FACT: Transition(frozenset({_P}), _P),
}
"""Moves of a document. Where a step before *approve* or *post* is on, it must be done first."""

EDITS: Mapping[State, Edits] = {
    State.DRAFT: Edits.ALL,
    State.REVIEWED: Edits.NOTHING,
    State.APPROVED: Edits.NOTHING,
    State.POSTED: Edits.FACTS,
    State.CONFIRMED: Edits.FACTS,
    State.REVERSED: Edits.FACTS,
    State.VOID: Edits.NOTHING,
}

_CLERK, _REVIEWER, _APPROVER = Role.CLERK, Role.REVIEWER, Role.APPROVER
_KEEPER, _COUNTER, _VIEWER = Role.KEEPER, Role.COUNTER, Role.VIEWER

ROLES: Mapping[Action, frozenset[Role]] = {
    Action.DRAFT: frozenset({_CLERK, _KEEPER}),
    Action.DELETE_DRAFT: frozenset({_CLERK, _KEEPER}),
    Action.REVIEW: frozenset({_REVIEWER, _APPROVER}),
    Action.APPROVE: frozenset({_APPROVER}),
    Action.POST: frozenset({_CLERK, _KEEPER}),
    Action.SEND_BACK: frozenset({_REVIEWER, _APPROVER}),
    Action.VOID: frozenset({_CLERK, _APPROVER}),
    Action.REVERSE: frozenset({_CLERK, _APPROVER}),
    Action.ADD_FACT: frozenset({_CLERK, _KEEPER}),
    Action.PRINT: frozenset({_CLERK, _KEEPER, _REVIEWER, _APPROVER}),
    # A counter counts blind, so reading the stock is kept from her.
    Action.COUNT: frozenset({_CLERK, _KEEPER, _COUNTER}),
    Action.CLOSE_PERIOD: frozenset({_CLERK, _APPROVER}),
    Action.REOPEN_PERIOD: frozenset({_APPROVER}),
    Action.EDIT_CATALOGUE: frozenset({_CLERK}),
    Action.EDIT_PLACES: frozenset({_CLERK}),
    Action.EDIT_PEOPLE: frozenset(),
    Action.EDIT_SETTINGS: frozenset(),
    Action.IMPORT: frozenset({_CLERK}),
    Action.BACKUP: frozenset({_CLERK, _KEEPER, _REVIEWER, _APPROVER}),
    Action.RESTORE: frozenset(),
    Action.READ_STOCK: frozenset({_CLERK, _KEEPER, _REVIEWER, _APPROVER, _VIEWER}),
    Action.VERIFY: frozenset({_CLERK, _REVIEWER, _APPROVER, _VIEWER}),
}
"""Who may, beside the administrator, who may everything."""


def may(role: str, action: str) -> bool:
    """Whether *role* may do *action*; a role that nobody knows may nothing.

    Raises:
        ValueError: no such action.
    """
    allowed = ROLES[Action(action)]
    return role == Role.ADMINISTRATOR or role in allowed


def roles_for(action: str) -> tuple[Role, ...]:
    """Every role that may do *action*, in the order in which roles are listed."""
    return tuple(role for role in Role if may(role, action))


def reachable_from(action: Action, steps: Steps) -> frozenset[State]:
    """The states from which *action* is taken where *steps* are in force; none if it is off.

    What has been carried further than a desk still asks for goes on from there: a paper reviewed
    before the review was switched off is posted all the same.
    """
    transition = TRANSITIONS[action]
    if transition.step is not None and not getattr(steps, transition.step):
        return frozenset()
    before: frozenset[State] = frozenset()
    if action is Action.POST and steps.approve:
        before = frozenset({_D, _R})
    elif action in (Action.POST, Action.APPROVE) and steps.review:
        before = frozenset({_D})
    return transition.sources - before


def next_action(state: State, steps: Steps) -> Action | None:
    """What moves a document on from *state*; None where it has arrived."""
    for action in (Action.REVIEW, Action.APPROVE, Action.POST):
        if state in reachable_from(action, steps):
            return action
    return None


def step_problem(action: Action, state: State, steps: Steps) -> Problem | None:
    """Why *action* cannot be done to a document in *state*, or None."""
    if state in reachable_from(action, steps):
        return None
    following = next_action(state, steps)
    if following is None:
        return Problem.of(
            "wrong_state",
            "domain.lifecycle",
            "The paper is {state}; that can no longer be done to it.",
            field="state",
            state=state_words()[state],
        )
    return Problem.of(
        "wrong_step",
        "domain.lifecycle",
        "The paper is {state}; that cannot be done to it now. The next step is: {step}.",
        field="state",
        state=state_words()[state],
        step=step_words()[following],
    )


def same_person_problem(maker: int | None, checker: int | None, people: int) -> Problem | None:
    """The problem of a maker who checks her own paper (制单≠审核), or None.

    Args:
        maker: who prepared the paper.
        checker: who is about to review or approve it.
        people: how many people use the desk; one person alone has to do both.
    """
    if people <= 1 or maker != checker:
        return None
    return Problem.of(
        "same_person",
        "domain.lifecycle",
        "Who prepared a paper may not check it. Let someone else at the desk sign it.",
        field="reviewed_by",
    )


def state_words() -> dict[State, str]:
    """What a person calls each state, in the language in use."""
    return {
        State.DRAFT: translate("domain.lifecycle", "draft"),
        State.REVIEWED: translate("domain.lifecycle", "reviewed"),
        State.APPROVED: translate("domain.lifecycle", "approved"),
        State.POSTED: translate("domain.lifecycle", "posted"),
        State.VOID: translate("domain.lifecycle", "void"),
        State.CONFIRMED: translate("domain.lifecycle", "confirmed"),
        State.REVERSED: translate("domain.lifecycle", "reversed"),
    }


def role_words() -> dict[Role, str]:
    """What a person calls each role, in the language in use."""
    return {
        Role.CLERK: translate("domain.lifecycle", "clerk"),
        Role.REVIEWER: translate("domain.lifecycle", "reviewer"),
        Role.APPROVER: translate("domain.lifecycle", "approver"),
        Role.KEEPER: translate("domain.lifecycle", "keeper"),
        Role.COUNTER: translate("domain.lifecycle", "counter"),
        Role.ADMINISTRATOR: translate("domain.lifecycle", "administrator"),
        Role.VIEWER: translate("domain.lifecycle", "viewer"),
    }


def step_words() -> dict[Action, str]:
    """What a person calls each step of a document, in the language in use."""
    return {
        Action.REVIEW: translate("domain.lifecycle", "review"),
        Action.APPROVE: translate("domain.lifecycle", "approve"),
        Action.POST: translate("domain.lifecycle", "post"),
    }
