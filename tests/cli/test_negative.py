"""A figure below zero is a value wherever a command takes one, whatever stands around it."""

import pytest

from supplydesk.cli.negative import figures_behind
from tests.cli.running import Line
from tests.databases import Bench


@pytest.mark.parametrize(
    "typed",
    [
        ("offset_x", "-2"),
        ("offset_x", "-2", "--json"),
        ("--json", "offset_x", "-2"),
        ("offset_x", "--", "-2"),
        ("offset_x", "--json", "--", "-2"),
        ("offset_x", "-２"),
    ],
)
def test_an_offset_below_zero_is_taken(line: Line, typed: tuple[str, ...]) -> None:
    line("settings", *typed).good()
    assert line("settings", "offset_x", "--json").good().json == {"offset_x": -2}


@pytest.mark.usefixtures("file_bench")
def test_what_is_no_figure_stays_an_option(here: Line) -> None:
    wrong = here("settings", "offset_x", "-x")
    assert (wrong.code, "没有 -x" in wrong.err) == (2, True)
    both = here("settings", "offset_x", "-2", "--jsn")
    assert (both.code, "--jsn" in both.err, "--json" in both.err) == (2, True, True)
    extra = here("gaps", "-2")
    assert (extra.code, "多出的参数：-2" in extra.err) == (2, True)


def test_a_fact_may_begin_with_a_minus(here: Line, file_bench: Bench) -> None:
    file_bench.opening({"item": "101006", "quantity": "10"})
    number = file_bench.dispatch({"item": "101006", "ordered": "1"}).number
    here("add-fact", number, "remark", "-2张待补").good()
    (fact,) = here("show", number, "--json").good().json["facts"]
    assert fact["value"] == "-2张待补"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (["a", "-2", "b"], ["--", "a", "-2", "b"]),
        (["--limit", "-1", "a"], ["--limit", "-1", "a"]),
        (["--limit=-1", "-2"], ["--limit=-1", "--", "-2"]),
        (["--limit", "-1", "-.5"], ["--limit", "-1", "--", "-.5"]),
        (["-", "-2", "--json"], ["--json", "--", "-", "-2"]),
        (["--", "-2", "--json"], ["--", "-2", "--json"]),
        (["-2", "--limit"], ["--limit", "--", "-2"]),
    ],
)
def test_the_order_that_leaves_no_doubt(typed: list[str], read: list[str]) -> None:
    assert figures_behind(typed, {"--limit"}) == read
