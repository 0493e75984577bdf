"""States, steps and roles: the whole matrix."""

import itertools

import pytest

from supplydesk.domain.lifecycle import (
    EDITS,
    ROLES,
    TRANSITIONS,
    Action,
    Edits,
    Role,
    State,
    Steps,
    may,
    next_action,
    reachable_from,
    role_words,
    roles_for,
    same_person_problem,
    state_words,
    step_problem,
    step_words,
)

ALL_STEPS = [
    Steps(review, approve) for review, approve in itertools.product([False, True], repeat=2)
]


@pytest.mark.parametrize(
    ("steps", "way"),
    [
        (Steps(), ["post"]),
        (Steps(review=True), ["review", "post"]),
        (Steps(approve=True), ["approve", "post"]),
        (Steps(review=True, approve=True), ["review", "approve", "post"]),
    ],
)
def test_the_way_from_draft_to_posted(steps: Steps, way: list[str]) -> None:
    state, taken = State.DRAFT, []
    while (action := next_action(state, steps)) is not None:
        taken.append(action.value)
        assert step_problem(action, state, steps) is None
        target = TRANSITIONS[action].target
        assert target is not None
        state = target
    assert taken == way
    assert state is State.POSTED


@pytest.mark.parametrize("steps", ALL_STEPS)
@pytest.mark.parametrize("state", [State.POSTED, State.VOID, State.CONFIRMED, State.REVERSED])
def test_what_has_arrived_goes_no_further(state: State, steps: Steps) -> None:
    assert next_action(state, steps) is None
    problem = step_problem(Action.POST, state, steps)
    assert problem is not None
    assert problem.code == "wrong_state"
    assert state_words()[state] in problem.text


def test_a_step_before_is_not_skipped() -> None:
    problem = step_problem(Action.POST, State.DRAFT, Steps(review=True))
    assert problem is not None
    assert problem.code == "wrong_step"
    assert step_words()[Action.REVIEW] in problem.text
    assert step_problem(Action.APPROVE, State.DRAFT, Steps(review=True, approve=True)) is not None


def test_a_step_that_is_off_does_not_exist() -> None:
    assert reachable_from(Action.REVIEW, Steps(approve=True)) == frozenset()
    assert reachable_from(Action.APPROVE, Steps(review=True)) == frozenset()


def test_what_was_carried_further_goes_on_when_steps_are_switched_off() -> None:
    assert reachable_from(Action.POST, Steps()) == {State.DRAFT, State.REVIEWED, State.APPROVED}
    assert reachable_from(Action.POST, Steps(review=True)) == {State.REVIEWED, State.APPROVED}
    assert reachable_from(Action.POST, Steps(review=True, approve=True)) == {State.APPROVED}


@pytest.mark.parametrize("steps", ALL_STEPS)
def test_a_numbered_paper_is_voided_and_an_unnumbered_one_deleted(steps: Steps) -> None:
    assert reachable_from(Action.VOID, steps) == {State.APPROVED}
    assert reachable_from(Action.DELETE_DRAFT, steps) == {State.DRAFT, State.REVIEWED}
    assert reachable_from(Action.SEND_BACK, steps) == {State.REVIEWED}
    assert reachable_from(Action.REVERSE, steps) == {State.POSTED}


def test_what_may_still_be_written() -> None:
    assert EDITS.keys() == set(State)
    assert [state for state, edits in EDITS.items() if edits is Edits.ALL] == [State.DRAFT]
    assert {state for state, edits in EDITS.items() if edits is Edits.FACTS} == {
        State.POSTED,
        State.CONFIRMED,
        State.REVERSED,
    }


MATRIX = {
    "clerk": "draft delete_draft post void reverse add_fact print count close_period "
    "edit_catalogue edit_places import backup read_stock verify",
    "reviewer": "review send_back print backup read_stock verify",
    "approver": "review approve send_back void reverse print close_period reopen_period backup "
    "read_stock verify",
    "keeper": "draft delete_draft post add_fact print count backup read_stock",
    "counter": "count",
    "viewer": "read_stock verify",
    "administrator": " ".join(Action),
}


@pytest.mark.parametrize(("role", "action"), list(itertools.product(Role, Action)))
def test_the_whole_matrix(role: Role, action: Action) -> None:
    assert may(role.value, action.value) is (action in MATRIX[role].split())


def test_every_action_has_its_row() -> None:
    assert ROLES.keys() == set(Action)


def test_an_unknown_role_may_nothing_and_an_unknown_action_is_our_mistake() -> None:
    assert not any(may("king", action) for action in Action)
    with pytest.raises(ValueError, match="dance"):
        may("administrator", "dance")


@pytest.mark.parametrize(
    ("maker", "checker", "people", "refused"),
    [(1, 1, 2, True), (1, 2, 2, False), (1, 1, 1, False), (None, None, 0, False)],
)
def test_maker_and_reviewer_differ(
    maker: int | None, checker: int | None, people: int, refused: bool
) -> None:
    problem = same_person_problem(maker, checker, people)
    assert (problem is not None) is refused
    assert problem is None or problem.code == "same_person"


def test_every_state_role_and_step_has_its_word() -> None:
    assert state_words().keys() == set(State)
    assert role_words().keys() == set(Role)
    assert set(step_words()) == {Action.REVIEW, Action.APPROVE, Action.POST}


def test_who_may_can_be_named() -> None:
    assert roles_for("approve") == (Role.APPROVER, Role.ADMINISTRATOR)
    assert roles_for("restore") == (Role.ADMINISTRATOR,)
