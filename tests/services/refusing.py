"""What tests of refusals share: the problems met, and the proof that nothing was written."""

from collections.abc import Callable

import pytest

from supplydesk.domain.problem import Problem, Refused
from supplydesk.store.database import DeskSession, write
from supplydesk.store.driver import Row
from tests.databases import Bench

_KEPT = (
    "SELECT sequence, movement, lot, hash FROM chain_head",
    "SELECT series, day, last FROM number_counter ORDER BY series, day",
    "SELECT key, state, number, version, payload FROM draft ORDER BY key",
    "SELECT draft, line, place, lot, quantity FROM reservation ORDER BY draft, line, place, lot",
    "SELECT id, state, revision FROM period ORDER BY id",
    "SELECT place, lot, quantity, packs, amount, reserved FROM balance ORDER BY place, lot",
)


def standing(desk: Bench) -> list[list[Row]]:
    """Everything that a refused use case has to leave as it was."""
    return [desk.rows(sql) for sql in _KEPT]


def refused(desk: Bench, work: Callable[[DeskSession], object]) -> tuple[Problem, ...]:
    """The problems with which *work* is refused, having written nothing."""
    before = standing(desk)
    with pytest.raises(Refused) as raised:
        write(desk.database, desk.seat, work)
    assert standing(desk) == before, "a refusal writes nothing"
    return raised.value.problems


def codes(desk: Bench, work: Callable[[DeskSession], object]) -> list[str]:
    """The codes of the same."""
    return [problem.code for problem in refused(desk, work)]
