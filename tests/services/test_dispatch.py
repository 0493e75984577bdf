"""A dispatch: who ordered it, from where to where, and what its paper keeps of all that."""

import json
from datetime import date

import pytest

from supplydesk.services import documents, incidents, places, settings
from supplydesk.services.dispatch import due
from supplydesk.services.forms import PhoneOrder
from supplydesk.store.database import write
from tests.databases import Bench, dispatch_fields
from tests.services.refusing import codes, refused

BED = {"item": "101006"}
PHONE = {"given_by": "张××", "noted_by": "李××", "at": "2022-10-24T08:00:00"}


@pytest.fixture
def stocked(desk: Bench) -> Bench:
    desk.opening({**BED, "quantity": "100"})
    return desk


def content(desk: Bench, number: str) -> dict[str, object]:
    """The head as it is printed."""
    row = desk.rows("SELECT content FROM document WHERE number = ?", number)[0]
    head: dict[str, object] = json.loads(row[0])
    return head


def wrong(desk: Bench, **fields: object) -> list[str]:
    form = desk.form("dispatch", **dispatch_fields({**BED, "ordered": "1"}, **fields))
    return codes(desk, lambda s: documents.post(s, form))


def test_goods_go_onto_the_road_and_stay_ours(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "30"})
    assert stocked.on_hand("W1-good-0", "101006") == 70_000
    assert stocked.on_hand("W1-transit", "101006") == 30_000
    assert stocked.on_hand("S1", "101006") == 0
    assert stocked.rows("SELECT document, line, open, lost FROM consignment") == [
        (slip.id, 1, 30_000, 0)
    ]


def test_a_telephone_order_says_who_when_and_until_when(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "1"}, instruction=None, phone=PHONE).number
    assert content(stocked, slip)["phone"] == {
        "given_by": "张××",
        "noted_by": "李××",
        "at": "2022-10-24T08:00:00+08:00",
        "paper_due": "2022-10-26T08:00:00+08:00",
    }
    assert "instruction" not in content(stocked, slip)
    assert stocked.rows("SELECT instruction FROM document WHERE number = ?", slip) == [(None,)]


def test_the_term_of_a_papers_coming_is_the_desks_or_its_own(stocked: Bench) -> None:
    zone = stocked.seat.zone
    phone = PhoneOrder.model_validate(PHONE)
    assert due(phone, 24, zone).isoformat() == "2022-10-25T08:00:00+08:00"
    abroad = phone.model_copy(update={"at": phone.at.replace(tzinfo=stocked.clock.at.tzinfo)})
    assert due(abroad, 24, zone).isoformat() == "2022-10-25T16:00:00+08:00", "08:00 UTC"
    own = PhoneOrder.model_validate({**PHONE, "paper_due": "2022-10-24T18:00:00"})
    assert due(own, 24, zone).isoformat() == "2022-10-24T18:00:00+08:00"
    with stocked.transaction() as session:
        settings.save(session, paper_due_hours=2)
    slip = stocked.dispatch({**BED, "ordered": "1"}, instruction=None, phone=PHONE).number
    told = content(stocked, slip)["phone"]
    assert isinstance(told, dict)
    assert told["paper_due"] == "2022-10-24T10:00:00+08:00"


def test_an_order_by_both_paper_and_telephone_keeps_both(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "1"}, phone=PHONE).number
    assert {"instruction", "phone"} <= content(stocked, slip).keys()


def test_without_an_order_nothing_leaves(stocked: Bench) -> None:
    assert wrong(stocked, instruction=None) == ["no_order"]
    for note in ("白条", "王主任口头", "2022-15"):
        form = stocked.form(
            "dispatch", **dispatch_fields({**BED, "ordered": "1"}, instruction={"number": note})
        )
        (problem,) = refused(stocked, lambda s, form=form: documents.post(s, form))  # type: ignore[misc]
        assert (problem.code, problem.field) == ("instruction_number_unreadable", "instruction")


def test_one_instruction_is_one_record_however_often_it_is_carried_out(stocked: Bench) -> None:
    for typed in ("天应急调〔2022〕15号", " 天应急调 [２０２２] 15 号"):
        slip = stocked.dispatch({**BED, "ordered": "1"}, instruction={"number": typed}).number
        assert content(stocked, slip)["instruction"] == "天应急调〔2022〕15号"
    assert stocked.rows("SELECT number, issuer FROM instruction") == [("天应急调〔2022〕15号", "")]
    assert len(stocked.rows("SELECT DISTINCT instruction FROM document WHERE kind='dispatch'")) == 1


def test_the_number_of_a_slip_written_by_hand_stands_beside_ours(stocked: Bench) -> None:
    slip = stocked.dispatch({**BED, "ordered": "1"}, hand_number="手-007").number
    assert slip == "DB-20221024-001"
    assert content(stocked, slip)["hand_number"] == "手-007"


def test_the_paper_keeps_names_as_they_were(stocked: Bench) -> None:
    fields: dict[str, object] = {
        "urgency": "特急",
        "purpose": "隔离点启用",
        "needed_by": "2022-10-25T12:00:00",
        "source": "市级储备",
        "transport": {"carrier": "××车队", "plate": "甘E×××××"},
        "note": "轻放",
    }
    slip = stocked.dispatch({**BED, "ordered": "1", "note": "带包装"}, **fields).number
    write(stocked.database, stocked.seat, lambda s: places.change(s, "S1", {"name": "改名的点"}))
    head = content(stocked, slip)
    assert (head["site"], head["warehouse"]) == ("秦州区××集中隔离点", "市级一号库")
    assert (head["custodian"], head["incident"]) == ("天水市应急物资储备中心", "疫情防控")
    assert (head["county"], head["contact"], head["level"]) == ("秦州区", "王××", "city")
    assert {name: head[name] for name in ("urgency", "purpose", "source", "note")} == {
        name: fields[name] for name in ("urgency", "purpose", "source", "note")
    }
    assert stocked.rows("SELECT code, name, spec, unit, note FROM document_line WHERE note <> ''")[
        0
    ] == ("101006", "折叠床", "单人", "张", "带包装")


def test_every_name_that_is_unknown_is_told_at_once(stocked: Bench) -> None:
    form = stocked.form(
        "dispatch",
        **dispatch_fields(
            {**BED, "ordered": "1"}, warehouse="S1", site="W1", incident="??", instruction=None
        ),
    )
    found = refused(stocked, lambda s: documents.post(s, form))
    assert [(one.code, one.field) for one in found] == [
        ("unknown_warehouse", "warehouse"),
        ("unknown_site", "site"),
        ("unknown_incident", "incident"),
        ("no_order", "instruction"),
    ]


def test_lines_are_told_apart_by_their_row(stocked: Bench) -> None:
    lines: tuple[dict[str, object], ...] = (
        {**BED, "ordered": "1"},
        {"item": "??", "ordered": "1"},
        {**BED, "ordered": "一"},
        {**BED, "ordered": "1", "issued": "1e9"},
    )
    form = stocked.form("dispatch", **dispatch_fields(*lines))
    found = refused(stocked, lambda s: documents.post(s, form))
    assert [(one.row, one.field) for one in found] == [(2, "item"), (3, "ordered"), (4, "issued")]


def test_what_is_closed_gets_nothing_from_that_day_on(stocked: Bench) -> None:
    with stocked.transaction() as session:
        places.close(session, "S1", date(2022, 10, 24))
        incidents.close(session, "YQ", date(2022, 10, 24))
    assert wrong(stocked) == ["place_closed", "incident_closed"]
    # A paper of the day before is late, and not wrong.
    stocked.dispatch({**BED, "ordered": "1"}, voucher_date="2022-10-23")


def test_no_lines_and_nothing_issued(stocked: Bench) -> None:
    form = stocked.form("dispatch", **dispatch_fields())
    assert codes(stocked, lambda s: documents.post(s, form)) == ["no_lines"]
    nothing = stocked.form("dispatch", **dispatch_fields({**BED, "ordered": "5", "issued": "0"}))
    assert codes(stocked, lambda s: documents.post(s, nothing)) == ["nothing_moves"]
