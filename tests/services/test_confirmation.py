"""A return receipt: received, short, broken, refused, found again; never more than is open."""

import pytest

from supplydesk.queries.verify import verify
from supplydesk.services import documents, reversal
from supplydesk.store.database import write
from tests.databases import Bench, dispatch_fields
from tests.services.refusing import codes, refused

BED, QUILT, SUIT = {"item": "101006"}, {"item": "101009"}, {"item": "201004"}
PLACES = ("W1-good-0", "W1-transit", "S1", "~lost_found")


@pytest.fixture
def stocked(desk: Bench) -> Bench:
    desk.opening({**BED, "quantity": "100"}, {**QUILT, "quantity": "100"})
    return desk


def sent(desk: Bench, *ordered: str, **fields: object) -> str:
    """A slip of beds, a line for each of *ordered*."""
    lines: list[dict[str, object]] = [{**BED, "ordered": one} for one in ordered]
    return desk.dispatch(*lines, **fields).number


def confirmed(desk: Bench, slip: str, *lines: dict[str, object], **fields: object) -> str:
    return desk.post("confirmation", dispatch=slip, lines=lines, **fields).number


def beds(desk: Bench) -> tuple[int, ...]:
    """Beds in the warehouse, on the road, at the site, and lost."""
    return tuple(desk.on_hand(place, "101006") // 1000 for place in PLACES)


def open_of(desk: Bench) -> list[tuple[int, ...]]:
    """Line, still on the road, lost: of every slip, by its number."""
    return desk.rows(
        "SELECT c.line, c.open / 1000, c.lost / 1000 FROM consignment c "
        "JOIN document d ON d.id = c.document ORDER BY d.number, c.line"
    )


def wrong(desk: Bench, slip: str, *lines: dict[str, object], **fields: object) -> list[str]:
    form = desk.form("confirmation", dispatch=slip, lines=lines, **fields)
    return codes(desk, lambda s: documents.post(s, form))


def test_everything_arrived(stocked: Bench) -> None:
    slip = sent(stocked, "10", "5")
    stocked.post("confirmation", dispatch=slip, all_received=True)
    assert beds(stocked) == (85, 0, 15, 0)
    assert open_of(stocked) == [(1, 0, 0), (2, 0, 0)]


def test_every_piece_goes_where_the_receipt_says(stocked: Bench) -> None:
    slip = sent(stocked, "10")
    line: dict[str, object] = {"line": 1, "received": "4", "short": "1", "broken": "2"}
    confirmed(stocked, slip, line | {"refused": "1"})
    assert beds(stocked) == (91, 2, 4, 3)
    assert open_of(stocked) == [(1, 2, 3)]
    # The rest comes with a second receipt, and one of the lost is found again.
    confirmed(stocked, slip, {"line": 1, "received": "2", "found": "1"})
    assert beds(stocked) == (91, 0, 7, 2)
    assert open_of(stocked) == [(1, 0, 2)]
    assert verify(stocked.database, stocked.seat).sound


def test_a_refused_load_is_back_in_the_warehouse(stocked: Bench) -> None:
    slip = sent(stocked, "10")
    confirmed(stocked, slip, {"line": 1, "refused": "10"})
    assert beds(stocked) == (100, 0, 0, 0)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"line": 1, "received": "11"}, "received"),
        ({"line": 1, "received": "6", "short": "5"}, "received"),
        ({"line": 1, "refused": "11"}, "received"),
        ({"line": 1, "received": "10", "found": "1"}, "found"),
    ],
)
def test_no_more_than_is_open(stocked: Bench, line: dict[str, object], field: str) -> None:
    slip = sent(stocked, "10")
    form = stocked.form("confirmation", dispatch=slip, lines=[line])
    (problem,) = refused(stocked, lambda s: documents.post(s, form))
    assert (problem.code, problem.row, problem.field) == ("more_than_open", 1, field)
    assert "1张" in problem.text
    assert ("短少" in problem.text) == (field == "found"), "it speaks of what was reported lost"


@pytest.mark.parametrize("name", ["received", "short", "found"])
def test_a_receipt_takes_what_was_counted(stocked: Bench, name: str) -> None:
    """A slip may go out by hearsay; what arrived is counted."""
    slip = stocked.dispatch({**BED, "ordered": "30余"}).number
    form = stocked.form("confirmation", dispatch=slip, lines=[{"line": 1, name: "２9 余"}])
    (problem,) = refused(stocked, lambda s: documents.post(s, form))
    assert (problem.code, problem.row, problem.field) == ("counted_exactly", 1, name)
    assert "请填 29，" in problem.text


def test_one_slip_cannot_settle_anothers_goods(stocked: Bench) -> None:
    """The same lot is on the same road for both; each slip knows how much of it is its own."""
    first, second = sent(stocked, "10"), sent(stocked, "5", site="S2")
    assert wrong(stocked, first, {"line": 1, "received": "12"}) == ["more_than_open"]
    confirmed(stocked, first, {"line": 1, "received": "10"})
    assert open_of(stocked) == [(1, 0, 0), (1, 5, 0)]
    assert wrong(stocked, first, {"line": 1, "received": "1"}) == ["more_than_open"]
    confirmed(stocked, second, {"line": 1, "short": "5"})
    assert wrong(stocked, first, {"line": 1, "found": "1"}) == ["more_than_open"]
    assert stocked.on_hand("S2", "101006") == 0


def test_one_line_cannot_settle_anothers(stocked: Bench) -> None:
    slip = sent(stocked, "10", "5")
    assert wrong(stocked, slip, {"line": 2, "received": "6"}) == ["more_than_open"]


def test_a_line_is_one_of_the_slips_and_named_once(stocked: Bench) -> None:
    slip = sent(stocked, "10")
    assert wrong(stocked, slip, {"line": 2, "received": "1"}) == ["unknown_line"]
    twice: tuple[dict[str, object], ...] = ({"line": 1, "received": "1"},) * 2
    assert wrong(stocked, slip, *twice) == ["line_twice"]
    assert wrong(stocked, slip, {"line": 1, "received": "一"}) != []
    assert wrong(stocked, slip, {"line": 1}) == ["nothing_moves"]
    assert wrong(stocked, slip) == ["no_lines"]


def test_all_or_lines_but_not_both_and_not_twice(stocked: Bench) -> None:
    slip = sent(stocked, "10")
    both = wrong(stocked, slip, {"line": 1, "received": "1"}, all_received=True)
    assert both == ["all_and_lines"]
    stocked.post("confirmation", dispatch=slip, all_received=True)
    assert wrong(stocked, slip, all_received=True) == ["nothing_open"]


def test_only_a_slip_that_stands_is_confirmed(stocked: Bench) -> None:
    slip = sent(stocked, "10")
    receipt = confirmed(stocked, slip, {"line": 1, "received": "1"})
    for number in ("DB-20221024-999", "QC-20220930-001", receipt):
        assert wrong(stocked, number, all_received=True) == ["unknown_dispatch"]
    other = sent(stocked, "5")
    undone = write(
        stocked.database, stocked.seat, lambda s: reversal.reverse(s, other, "填错", "r")
    )
    assert wrong(stocked, other, all_received=True) == ["dispatch_reversed"]
    assert wrong(stocked, undone.number, all_received=True) == ["dispatch_is_reversal"]


def test_goods_do_not_arrive_before_they_left(stocked: Bench) -> None:
    slip = sent(stocked, "10", effective_at="2022-10-24T08:00")
    early: dict[str, object] = {"effective_at": "2022-10-24T07:59"}
    assert wrong(stocked, slip, all_received=True, **early) == ["arrived_before_it_left"]
    confirmed(stocked, slip, all_received=True, effective_at="2022-10-24T08:00")


def test_mixed_quantities_are_read_as_on_the_slip(stocked: Bench) -> None:
    slip = stocked.dispatch({**QUILT, "ordered": "4包"}).number
    confirmed(stocked, slip, {"line": 1, "received": "３包２床", "short": "3"})
    assert stocked.on_hand("S1", "101009") == 17_000


def test_several_lots_of_one_line_are_settled_in_their_order(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "3", "expires": "2023-01-01"}, {**BED, "quantity": "10"})
    slip = sent(desk, "8")
    confirmed(desk, slip, {"line": 1, "received": "4", "short": "3"})
    moved = desk.rows(
        "SELECT reason, lot, quantity / 1000 FROM movement WHERE reason IN ('delivered', 'short') "
        "ORDER BY sequence"
    )
    assert moved == [("delivered", 1, 3), ("delivered", 2, 1), ("short", 2, 3)]


def test_the_receipt_keeps_what_the_site_wrote(stocked: Bench) -> None:
    slip = sent(stocked, "10")
    fields = {"receiver": "王××", "head": "赵××", "phone": "139××××0000", "explanation": "雨淋"}
    line: dict[str, object] = {"line": 1, "received": "9", "broken": "1"}
    number = confirmed(stocked, slip, line | {"condition": "一张断腿"}, **fields)
    head, posted = stocked.rows(
        "SELECT d.content, l.content FROM document d JOIN document_line l ON l.document = d.id "
        "WHERE d.number = ?",
        number,
    )[0]
    for word in (*fields.values(), slip, "秦州区××集中隔离点"):
        assert word in head
    assert "一张断腿" in posted


def test_a_receipt_confirms_a_slip_of_its_own_warehouse(stocked: Bench) -> None:
    stocked.opening({**BED, "quantity": "10"}, place="W2")
    form = stocked.form("dispatch", **dispatch_fields({**BED, "ordered": "10"}, warehouse="W2"))
    slip = write(stocked.database, stocked.seat, lambda s: documents.post(s, form)).number
    confirmed(stocked, slip, {"line": 1, "refused": "10"})
    assert stocked.on_hand("W2-good-0", "101006") == 10_000
    assert beds(stocked) == (100, 0, 0, 0), "county goods leave the city alone"


def cartons(desk: Bench) -> dict[object, tuple[int, int]]:
    """Suits and their cartons, wherever some are."""
    rows = desk.rows(
        "SELECT p.code, SUM(b.quantity) / 1000, SUM(b.packs) / 1000 FROM balance b "
        "JOIN place p ON p.id = b.place JOIN item i ON i.id = b.item "
        "WHERE i.code = '201004' AND b.quantity > 0 GROUP BY p.code"
    )
    return {place: (int(quantity), int(packs)) for place, quantity, packs in rows}


def test_two_slips_on_one_road_keep_their_cartons_apart(desk: Bench) -> None:
    desk.opening({**SUIT, "quantity": "4箱100套"})
    first = desk.dispatch({**SUIT, "ordered": "3箱60套"}).number
    second = desk.dispatch({**SUIT, "ordered": "1箱40套"}, site="S2").number
    desk.post("confirmation", dispatch=first, all_received=True)
    assert cartons(desk) == {"W1-transit": (40, 1), "S1": (60, 3)}
    desk.post("confirmation", dispatch=second, all_received=True)
    assert cartons(desk) == {"S1": (60, 3), "S2": (40, 1)}
    assert verify(desk.database, desk.seat).sound


def test_cartons_go_where_the_receipt_says(desk: Bench) -> None:
    desk.opening({**SUIT, "quantity": "4箱100套"})
    slip = desk.dispatch({**SUIT, "ordered": "4箱100套"}).number
    one: dict[str, object] = {"line": 1, "received": "2箱50套", "short": "1箱20套"}
    receipt = confirmed(desk, slip, one)
    assert cartons(desk) == {"W1-transit": (30, 1), "S1": (50, 2), "~lost_found": (20, 1)}
    confirmed(desk, slip, {"line": 1, "received": "30", "found": "1箱20套"})
    assert cartons(desk) == {"S1": (100, 4)}
    # Undone and typed again, the road still knows which cartons were whose.
    for number in ("HZ-20221024-002", receipt):
        write(
            desk.database,
            desk.seat,
            lambda s, number=number: reversal.reverse(s, number, "填错", f"r{number}"),  # type: ignore[misc]
        )
    assert cartons(desk) == {"W1-transit": (100, 4)}
    confirmed(desk, slip, {"line": 1, "refused": "3箱90套", "received": "1箱10套"})
    assert cartons(desk) == {"W1-good-0": (90, 3), "S1": (10, 1)}
    assert verify(desk.database, desk.seat).sound


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"line": 1, "received": "4箱50套"}, "received"),
        ({"line": 1, "received": "2箱50套", "short": "2箱1套"}, "received"),
    ],
)
def test_no_more_cartons_than_the_slip_has_open(
    desk: Bench, line: dict[str, object], field: str
) -> None:
    """Though another slip's cartons are on the same road."""
    desk.opening({**SUIT, "quantity": "9箱200套"})
    slip = desk.dispatch({**SUIT, "ordered": "3箱60套"}).number
    desk.dispatch({**SUIT, "ordered": "5箱100套"}, site="S2")
    form = desk.form("confirmation", dispatch=slip, lines=[line])
    (problem,) = refused(desk, lambda s: documents.post(s, form))
    assert (problem.code, problem.row, problem.field) == ("cartons_over", 1, field)
    assert "1 箱" in problem.text
