"""What a scanner typed: slips with and without a fitting check value, bin cards, foreign codes."""

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.services import bin_cards, check_code, import_places, scanned, settings
from supplydesk.services.place_facts import PlaceFacts
from supplydesk.services.posted import find
from supplydesk.services.scanned import Scanned
from supplydesk.store.database import write
from tests.databases import Bench

BLEACH, BED = "201012", "101006"


def read(desk: Bench, text: str) -> Scanned:
    with desk.reading() as session:
        return scanned.read(session, text)


def refusal(desk: Bench, text: str) -> str:
    with pytest.raises(Refused) as refused:
        read(desk, text)
    return refused.value.problems[0].code


def add_bin(desk: Bench, code: str) -> None:
    facts = PlaceFacts(code, "bin", code, parent="W1")
    write(desk.database, desk.seat, lambda session: import_places.add(session, facts))


def cards(desk: Bench, place: str) -> dict[str, str]:
    """The codes on the cards of *place*, by item."""
    with desk.reading() as session:
        return {one.item: one.code for one in bin_cards.labels_of(session, [place])}


@pytest.fixture
def slip(desk: Bench) -> str:
    """The code of a slip that went out."""
    desk.opening({"item": BED, "quantity": "100"})
    number = desk.dispatch({"item": BED, "ordered": "1"}).number
    with desk.reading() as session:
        return check_code.code_of(session, find(session, number))


def test_a_slip_leads_to_its_paper(desk: Bench, slip: str) -> None:
    assert scanned.is_code(slip)
    assert read(desk, slip) == Scanned("DB-20221024-001")


@pytest.mark.parametrize(
    "typed",
    [str.lower, lambda code: code.replace(":", "："), lambda code: f"  {code}\n"],
    ids=["caps", "full-width", "blanks"],
)
def test_it_is_read_whatever_the_keyboard_made_of_it(
    desk: Bench, slip: str, typed: "object"
) -> None:
    assert callable(typed)
    assert read(desk, str(typed(slip))) == Scanned("DB-20221024-001")


def test_a_check_value_that_does_not_fit_is_a_warning_on_that_paper(desk: Bench, slip: str) -> None:
    forged = slip[:-1] + ("A" if slip[-1] != "A" else "B")
    found = read(desk, forged)
    assert found.number == "DB-20221024-001"
    assert found.warning is not None
    assert found.warning.code == "not_our_code"
    assert refusal(desk, slip.replace("-001", "-002")) == "unknown_code"


def test_a_card_leads_to_its_item_where_it_hangs(desk: Bench) -> None:
    for code in ("A-01", "A-02"):
        add_bin(desk, code)
    desk.opening(
        {"item": BLEACH, "quantity": "24", "stand": "A-01"},
        {"item": BED, "quantity": "5", "stand": "A-01"},
    )
    found = cards(desk, "A-01")
    assert all(scanned.is_code(code) for code in found.values())
    assert read(desk, found[BLEACH]) == Scanned(item=BLEACH, warehouse="W1")
    assert read(desk, found[BED].rsplit("-", 1)[0]) == Scanned(item=BED, warehouse="W1"), "no bin"
    empty = cards(desk, "A-02")[""]
    assert read(desk, empty) == Scanned(warehouse="W1")


def test_the_card_of_a_bin_leads_to_what_lies_there_by_now(desk: Bench) -> None:
    add_bin(desk, "A-01")
    empty = cards(desk, "A-01")[""]
    desk.opening({"item": BLEACH, "quantity": "24", "stand": "A-01"})
    assert read(desk, empty) == Scanned(item=BLEACH, warehouse="W1")
    desk.opening({"item": BED, "quantity": "24", "stand": "A-01"})
    assert read(desk, empty) == Scanned(warehouse="W1"), "two things: all of the warehouse"


def test_a_card_whose_lot_is_gone_from_there_is_out_of_date(desk: Bench) -> None:
    add_bin(desk, "A-01")
    desk.opening({"item": BED, "quantity": "5", "stand": "A-01"})
    code = cards(desk, "A-01")[BED]
    desk.dispatch({"item": BED, "ordered": "5"})
    found = read(desk, code)
    assert (found.item, found.warehouse) == (BED, "")
    assert found.warning is not None
    assert (found.warning.code, found.warning.stops) == ("lot_elsewhere", False)


def test_what_another_desk_printed_is_refused(desk: Bench) -> None:
    desk.opening({"item": BED, "quantity": "5"})
    code = cards(desk, "W1")[BED]
    with desk.transaction() as session:
        settings.save(session, bureau_code="QZYJ")
    assert refusal(desk, code) == "other_bureau"
    assert read(desk, cards(desk, "W1")[BED]).item == BED


@pytest.mark.parametrize(
    "text",
    [
        "2:TSYJ:L:1",
        "1:TSYJ:L:999999",
        "1:TSYJ:L:1E3",
        "1:TSYJ:X:1",
        "1:TSYJ:P:999999",
        "1:TSYJ:P:9999999999999999999999",
        "1:TSYJ:1:DB-20991231-001:AAAAAAAAAAAAAAAA",
        "6901234567892",
        "",
    ],
)
def test_codes_that_lead_nowhere(desk: Bench, text: str) -> None:
    assert refusal(desk, text) == "unknown_code"


@pytest.mark.parametrize("text", ["101009", "mb", "DB-20221024-001", "12:30", "1:2", "a b:c:d:e"])
def test_what_people_type_is_no_code(text: str) -> None:
    assert not scanned.is_code(text)
