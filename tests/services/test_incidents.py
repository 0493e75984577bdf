"""Events: renamed and given other days, noted in the journal; what was posted stays as it was."""

import json
from datetime import date

import pytest

from supplydesk.services import incidents, register, rosters, verify
from supplydesk.services.documents import post
from supplydesk.services.incidents import Changes
from supplydesk.services.rosters import ListedIncident
from tests.databases import Bench
from tests.services.refusing import codes

BED = {"item": "101006"}


def change(desk: Bench, changes: Changes, code: str = "YQ") -> bool:
    with desk.transaction() as session:
        return incidents.change(session, code, changes)


def listed(desk: Bench) -> ListedIncident:
    with desk.reading() as session:
        (found,) = rosters.incidents(session)
    return found


def noted(desk: Bench) -> list[dict[str, str | None]]:
    rows = desk.rows(
        "SELECT content FROM journal WHERE kind = 'incident' AND subject = 'YQ' ORDER BY sequence"
    )
    return [json.loads(str(content)) for (content,) in rows]


def test_a_new_name_holds_from_now_on_and_not_for_what_was_posted(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100"})
    before = desk.dispatch({**BED, "ordered": "1"})
    assert change(desk, {"name": " 新冠疫情防控 "})
    after = desk.dispatch({**BED, "ordered": "2"})
    with desk.reading() as session:
        told = register.rows(session, [before.id, after.id])
    assert verify.verify(desk.database, desk.seat).sound
    assert [row.incident for row in told] == ["疫情防控", "新冠疫情防控"]
    assert listed(desk).name == "新冠疫情防控"
    assert noted(desk) == [{"name": "疫情防控"}, {"name": "新冠疫情防控"}]


def test_days_are_set_and_taken_off_and_only_what_changed_is_noted(desk: Bench) -> None:
    first, last = date(2022, 7, 1), date(2022, 10, 23)
    assert change(desk, {"begins_on": first, "closed_on": last})
    assert listed(desk) == ("YQ", "疫情防控", first, last)
    assert not change(desk, {"name": "疫情防控", "closed_on": last})
    assert change(desk, {"closed_on": None})
    assert listed(desk) == ("YQ", "疫情防控", first, None)
    assert noted(desk)[1:] == [
        {"begins_on": "2022-07-01", "closed_on": "2022-10-23"},
        {"closed_on": None},
    ]


def test_an_event_that_is_open_again_takes_papers(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100"})
    form = desk.form(
        "dispatch", warehouse="W1", site="S1", incident="YQ",
        instruction={"number": "天应急调〔2022〕15号"}, lines=[{**BED, "ordered": "1"}],
    )  # fmt: skip
    change(desk, {"closed_on": date(2022, 10, 24)})

    assert codes(desk, lambda session: post(session, form)) == ["incident_closed"]
    change(desk, {"closed_on": None})
    with desk.transaction() as session:
        assert post(session, form).number == "DB-20221024-001"


@pytest.mark.parametrize(
    ("code", "changes", "expected"),
    [
        ("ZZ", {"name": "防汛"}, ["unknown_incident"]),
        ("YQ", {"name": "  "}, ["empty"]),
        ("YQ", {"name": "𠮷汛"}, ["unprintable_character"]),
        (
            "YQ",
            {"begins_on": date(2022, 10, 2), "closed_on": date(2022, 10, 1)},
            ["closed_before_begin"],
        ),
    ],
)
def test_what_cannot_be_is_refused(
    desk: Bench, code: str, changes: Changes, expected: list[str]
) -> None:
    assert codes(desk, lambda session: incidents.change(session, code, changes)) == expected
    assert listed(desk) == ("YQ", "疫情防控", None, None)
    assert len(noted(desk)) == 1


def test_closing_before_the_first_day_is_refused_too(desk: Bench) -> None:
    change(desk, {"begins_on": date(2022, 7, 1)})
    closing = codes(desk, lambda session: incidents.close(session, "YQ", date(2022, 6, 30)))
    assert closing == ["closed_before_begin"]
