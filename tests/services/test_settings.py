"""A setting that would stop the desk or its papers later is refused when it is made."""

from datetime import date
from pathlib import Path

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.domain.settings import DeskSettings
from supplydesk.papers.mark import CIRCLED
from supplydesk.papers.sheet import FARTHEST
from supplydesk.services import desks, settings
from supplydesk.services.setting_problems import Value, problems
from supplydesk.store.database import locate
from supplydesk.store.driver import Driver
from tests.databases import Bench


def _save(desk: Bench, **changes: Value) -> None:
    with desk.transaction() as session:
        settings.save(session, **changes)


def _kept(desk: Bench) -> tuple[DeskSettings, int]:
    with desk.reading() as session:
        noted = Driver(session).all("SELECT count(*) FROM journal")
        return settings.load(session), int(noted[0][0] or 0)


def test_what_fits_is_kept_and_noted_once(desk: Bench) -> None:
    before = _kept(desk)[1]
    _save(desk, keepers=("李××", "王××"), cut_off=25, approve=True, offset_x=-4, stationery="A5")
    _save(desk, cut_off=25, approve=True)
    known, noted = _kept(desk)
    assert noted == before + 1
    assert (known.cut_off, known.approve, known.keepers) == (25, True, ("李××", "王××"))
    _save(desk, cut_off=None)
    assert _kept(desk)[0].cut_off is None


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("zone", "Mars", "setting_zone"),
        ("zone", "", "setting_zone"),
        ("zone", None, "setting_text"),
        ("bureau", "  ", "no_bureau"),
        ("bureau", 7, "setting_text"),
        ("bureau", "局\x07", "control_character"),
        ("letterhead", "长" * 101, "setting_long"),
        ("bureau_code", "小", "setting_code"),
        ("bureau_code", "A" * 17, "setting_code"),
        ("stationery", "a9", "setting_sheet"),
        ("review", "也许", "setting_switch"),
        ("review", 1, "setting_switch"),
        ("approve", None, "setting_switch"),
        ("cut_off", 32, "setting_range"),
        ("cut_off", 0, "setting_range"),
        ("cut_off", "25", "setting_number"),
        ("paper_due_hours", None, "setting_number"),
        ("paper_due_hours", True, "setting_number"),
        ("expiring_days", -1, "setting_range"),
        ("offset_x", 5, "setting_range"),
        ("keepers", "李××", "setting_text"),
        ("keepers", ("李××", "王\u202e"), "control_character"),
        ("copies", (*CIRCLED, "多"), "setting_copies"),
        ("bureau", "石𠮷局", "unprintable_character"),
        ("copies", ("𠮷联",), "unprintable_character"),
        ("copies", ("长" * 101,), "setting_long"),
        ("colour", "red", "unknown_setting"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(
    desk: Bench, name: str, value: Value, code: str
) -> None:
    before = _kept(desk)
    with pytest.raises(Refused) as refused:
        _save(desk, **{"realm": "全县", name: value})
    (problem,) = refused.value.problems
    assert (problem.code, problem.field) == (code, name)
    assert not problem.text.isascii(), "said in English"
    assert _kept(desk) == before


def test_every_wrong_setting_is_named_at_once(desk: Bench) -> None:
    with pytest.raises(Refused) as refused:
        _save(desk, zone="Mars", cut_off=99, review="x")
    assert [one.field for one in refused.value.problems] == ["zone", "cut_off", "review"]


def test_a_new_desk_is_asked_the_same(tmp_path: Path) -> None:
    facts = desks.FirstFacts(date(2022, 10, 1), bureau="天水市应急管理局", bureau_code="小写")
    with pytest.raises(Refused) as refused:
        desks.make(locate(tmp_path / "desk.db"), facts)
    assert refused.value.problems[0].code == "setting_code"
    assert not (tmp_path / "desk.db").exists()


def test_what_papers_would_refuse_is_refused_here() -> None:
    """The limits stand here once more, because a paper's own room is slow to open."""
    most = int(FARTHEST)
    assert not problems({"offset_x": most, "offset_y": -most})
    assert len(problems({"offset_x": most + 1, "offset_y": -most - 1})) == 2
    assert not problems({"copies": tuple(CIRCLED)})
    assert problems({"copies": (*CIRCLED, "多")})
