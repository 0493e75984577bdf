"""Opening stock: into a warehouse's areas or out at sites, before the books begin, only then."""

import pytest

from supplydesk.services import documents, drafts, forms, ledger
from supplydesk.store.database import write
from tests.databases import Bench
from tests.services.refusing import codes, refused

BED, BLEACH = {"item": "101006"}, {"item": "201012"}


def opening(desk: Bench, *lines: dict[str, object], **fields: object) -> list[str]:
    """The codes with which opening stock is refused."""
    fields = {"place": "W1", "voucher_date": "2022-09-30", "lines": lines, **fields}
    form = desk.form("opening", **fields)
    return codes(desk, lambda s: documents.post(s, form))


def test_a_warehouse_gets_it_where_each_line_says(desk: Bench) -> None:
    desk.opening(
        {**BED, "quantity": "10"},
        {**BED, "quantity": "5", "stand": "pending"},
        {**BED, "quantity": "3", "stand": "W1-rejected"},
        {**BED, "quantity": "2", "stand": "W1-repair-0"},
    )
    stands = ("W1-good-0", "W1-pending-0", "W1-rejected-0", "W1-repair-0")
    assert [desk.on_hand(place, "101006") for place in stands] == [10_000, 5000, 3000, 2000]


def test_a_site_has_what_is_out_when_the_books_begin(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "7"}, place="S1")
    assert desk.on_hand("S1", "101006") == 7000
    assert desk.rows("SELECT kind, warehouse FROM document") == [("opening", None)]


def test_each_line_is_a_lot_with_everything_that_is_known_of_it(desk: Bench) -> None:
    line: dict[str, object] = {
        **BLEACH,
        "quantity": "3箱5瓶",
        "lot_number": "L7",
        "owner": "held",
        "origin": "CC",
        "maker": "××厂",
        "made": "2022-05-01",
        "expires": "2024-05-01",
        "pack_size": "24",
        "unit_cost": "12.3456",
    }
    desk.opening(line, {**BED, "quantity": "2000余"})
    lots = desk.rows(
        "SELECT l.lot_number, l.owner, p.code, l.maker, l.made, l.expires, l.pack_size, "
        "l.unit_cost, l.approximate FROM lot l LEFT JOIN party p ON p.id = l.origin ORDER BY l.id"
    )
    assert lots == [
        ("L7", "held", "CC", "××厂", "2022-05-01", "2024-05-01", 24_000, 123_456, 0),
        ("", "own", None, "", None, None, None, 0, 1),
    ]
    assert desk.on_hand("W1-good-0", "201012") == 77_000
    assert desk.on_hand("W1-good-0", "101006") == 2_000_000


def test_it_belongs_to_the_time_before_the_books(desk: Bench) -> None:
    posted = desk.opening({**BED, "quantity": "1"})
    period = desk.rows("SELECT period FROM document WHERE id = ?", posted.id)
    assert (posted.number, period) == ("QC-20220930-001", [(0,)])
    assert opening(desk, {**BED, "quantity": "1"}, voucher_date="2022-10-01") == [
        "opening_in_books"
    ]


def test_without_a_date_it_stands_on_the_day_before_the_books(desk: Bench) -> None:
    """Today, which other papers take, could never be right."""
    lines = [{**BED, "quantity": "1"}]
    form = desk.form("opening", place="W1", lines=lines)
    with desk.transaction() as session:
        drafts.save(session, form)
    assert desk.rows("SELECT voucher_date FROM draft") == [("2022-09-30",)]
    posted = desk.post("opening", place="W1", lines=lines)
    assert (posted.number, posted.warnings) == ("QC-20220930-001", ())
    told = forms.FORMS["opening"].model_json_schema()["properties"]["voucher_date"]["description"]
    assert told == "the day before the books begin if empty"
    in_books = desk.form("opening", place="W1", voucher_date="2022-10-24", lines=lines)
    problem = refused(desk, lambda s: documents.post(s, in_books))[0]
    assert "不填日期" in problem.text
    assert "入库单" not in problem.text, "which this desk has not"


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        ({"item": "000000", "quantity": "1"}, "unknown_item", "item"),
        ({**BED, "quantity": "0"}, "nothing_moves", "quantity"),
        ({**BED, "quantity": "1.5"}, "quantity_not_whole", "quantity"),
        ({**BED, "quantity": "1箱"}, "quantity_unit_unknown", "quantity"),
        ({**BED, "quantity": "1", "stand": "transit"}, "unknown_bin", "stand"),
        ({**BED, "quantity": "1", "stand": "W2-good"}, "unknown_bin", "stand"),
        ({**BED, "quantity": "1", "origin": "??"}, "unknown_party", "origin"),
        ({**BED, "quantity": "1", "unit_cost": "x"}, "unit_cost", "unit_cost"),
        (
            {**BED, "quantity": "999999999", "unit_cost": "90000000"},
            "amount_too_large",
            "unit_cost",
        ),
        ({**BED, "quantity": "1", "made": "2022-10-01"}, "made_in_future", "made"),
        (
            {**BED, "quantity": "1", "made": "2022-05-01", "expires": "2022-04-30"},
            "expires_before_made",
            "expires",
        ),
    ],
)
def test_what_is_wrong_is_named_at_its_line(
    desk: Bench, line: dict[str, object], code: str, field: str
) -> None:
    form = desk.form(
        "opening", place="W1", voucher_date="2022-09-30", lines=[{**BED, "quantity": "1"}, line]
    )
    (problem,) = refused(desk, lambda s: documents.post(s, form))
    assert (problem.code, problem.row, problem.field) == (code, 2, field)


def test_every_problem_comes_at_once(desk: Bench) -> None:
    lines: tuple[dict[str, object], ...] = (
        {**BED, "quantity": "-5", "stand": "??"},
        {"item": "??", "quantity": "1"},
    )
    assert len(opening(desk, *lines)) == 3
    assert opening(desk, place="W9") == ["unknown_site"]
    assert opening(desk) == ["no_lines"]


def test_a_site_has_no_areas(desk: Bench) -> None:
    assert opening(desk, {**BED, "quantity": "1", "stand": "good"}, place="S1") == ["unknown_bin"]


def test_what_expired_already_is_there_all_the_same_and_cannot_go_out(desk: Bench) -> None:
    desk.opening({**BLEACH, "quantity": "5", "expires": "2022-01-01"})
    form = desk.form(
        "dispatch",
        warehouse="W1",
        site="S1",
        incident="YQ",
        instruction={"number": "天应急调〔2022〕15号"},
        lines=[{**BLEACH, "ordered": "1"}],
    )
    (problem,) = refused(desk, lambda s: documents.post(s, form))
    assert problem.code == "not_enough"
    assert "5瓶" in problem.text, "what has expired is named"


def test_it_closes_with_the_first_month(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "5"})
    desk.dispatch({**BED, "ordered": "1"})
    desk.clock.forward(days=8)
    write(desk.database, desk.seat, lambda s: ledger.close_period(s, 202210))
    assert opening(desk, {**BED, "quantity": "1"}) == ["period_closed"]
