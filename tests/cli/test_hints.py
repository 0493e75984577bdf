"""What only the command line knows is said after the words of the services."""

import json
import re
from datetime import date
from pathlib import Path

from supplydesk.cli import hints
from supplydesk.cli.commands import listed
from supplydesk.domain.problem import Problem
from supplydesk.services import places
from tests.cli.running import Line
from tests.databases import Bench, dispatch_fields


def test_a_closed_place_is_refused_with_the_command_that_opens_it(
    line: Line, bench: Bench, tmp_path: Path
) -> None:
    bench.opening({"item": "101006", "quantity": "10"})
    with bench.transaction() as session:
        places.close(session, "S1", date(2022, 10, 24))
    form = {"kind": "dispatch", "key": "k", **dispatch_fields({"item": "101006", "ordered": "1"})}
    path = tmp_path / "in.json"
    path.write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
    refused = line("post", path)
    assert refused.code == 1
    assert refused.err.rstrip().endswith("或重新启用该地点。（supplydesk place reopen CODE）")
    (problem,) = line("post", path, "--json").problems
    assert "supplydesk place reopen CODE" in str(problem["text"])
    assert problem["code"] == "place_closed"


def test_a_month_that_takes_no_paper_is_not_the_one_that_is_closed_already() -> None:
    dated = Problem("period_closed", "…", field="voucher_date")
    assert "supplydesk reopen" in hints.hinted(dated).text
    again = Problem("period_closed", "…", field="period")
    assert hints.hinted(again) is again


def test_other_problems_stay_as_they_are() -> None:
    problem = Problem("unknown_item", "…", 2, "item")
    assert hints.hinted(problem) is problem


def test_every_command_and_option_that_is_named_is_there(line: Line) -> None:
    """An option that was renamed would send the clerk nowhere."""
    told = " ".join(hints._hints().values())
    named = re.findall(r"supplydesk ([a-z-]+)", told)
    assert set(named) == {"place", "reopen", "show", "init"}
    assert set(named) <= set(listed())
    where = {
        "--place": ("import", "opening"),
        "--on-top": ("import", "opening"),
        "--another-bureau": ("restore",),
        "--accept-findings": ("restore",),
        "--reason": ("reopen",),
        "--user": (),
        "--db": (),
    }
    assert set(re.findall(r"--[a-z-]+", told)) == set(where)
    for option, command in where.items():
        assert option in line(*command, "--help").out
