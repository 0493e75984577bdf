"""What stops and what only warns."""

from supplydesk.domain.problem import Problem, stopping


def test_a_warning_does_not_stop() -> None:
    wrong, warned = Problem("wrong", "错"), Problem("odd", "怪", stops=False)
    assert stopping([warned, wrong, warned]) == (wrong,)
    assert stopping([warned]) == ()
