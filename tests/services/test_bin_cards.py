"""Bin cards: one a lot where it lies, one for each empty bin, none for what came along."""

from supplydesk.domain.problem import Problem
from supplydesk.services import bin_cards, import_places, places
from supplydesk.services.place_facts import PlaceFacts
from supplydesk.store.database import write
from tests.databases import Bench
from tests.services.refusing import codes, refused


def _add(desk: Bench, code: str, parent: str = "W1") -> None:
    facts = PlaceFacts(code, "bin", code, parent=parent)
    write(desk.database, desk.seat, lambda session: import_places.add(session, facts))


def _told(desk: Bench, *codes: str) -> list[tuple[str, str, str, str]]:
    with desk.reading() as session:
        found = bin_cards.labels_of(session, codes)
    return [(one.bin, one.item, one.lot, one.quantity) for one in found]


def test_each_lot_has_a_card_where_it_lies(desk: Bench) -> None:
    _add(desk, "A-01")
    desk.opening(
        {"item": "201012", "quantity": "3箱5瓶", "lot_number": "A1", "stand": "A-01"},
        {"item": "201012", "quantity": "2箱", "lot_number": "A2", "expires": "2023-08-07"},
        {"item": "301003", "quantity": "12.5", "lot_number": "B", "approximate": True},
    )
    assert _told(desk, "A-01") == [("A-01", "201012", "A1", "77瓶（3箱5瓶）")]
    assert _told(desk, "W1") == [
        ("A-01", "201012", "A1", "77瓶（3箱5瓶）"),
        ("合格区", "201012", "A2", "48瓶（2箱）"),
        ("合格区", "301003", "B", "12.5余公斤"),
    ]
    assert len(_told(desk, "W1", "A-01")) == 3, "none of them twice"
    with desk.reading() as session:
        (card,) = bin_cards.labels_of(session, ["A-01"])
        assert bin_cards.pdf(session, ["W1"]).startswith(b"%PDF")
    assert card.warehouse == "市级一号库"
    assert str(card.received) == "2022-09-30"
    assert card.code.startswith("1:TSYJ:L:")


def test_an_empty_bin_has_a_card_and_a_closed_one_none(desk: Bench) -> None:
    _add(desk, "A-01")
    _add(desk, "A-02")
    write(desk.database, desk.seat, lambda s: places.close(s, "A-02", desk.clock.at.date()))
    assert _told(desk, "W1") == [("A-01", "", "", "")]
    with desk.reading() as session:
        (card,) = bin_cards.labels_of(session, ["W1"])
    assert card.code.startswith("1:TSYJ:P:")


def test_where_nothing_lies_and_no_bin_stands_it_is_said(desk: Bench) -> None:
    found: tuple[Problem, ...] = refused(desk, lambda s: bin_cards.labels_of(s, ["W2"]))
    assert [one.field for one in found] == ["code"]
    assert codes(desk, lambda session: bin_cards.labels_of(session, ["S1"])) == ["no_bins"]


def test_hearsay_stands_between_figure_and_unit(desk: Bench) -> None:
    desk.opening(
        {"item": "101006", "quantity": "1610余", "lot_number": "A"},
        {"item": "101009", "quantity": "500余", "lot_number": "B"},
        {"item": "201012", "quantity": "77余", "lot_number": "C"},
    )
    assert [quantity for *_, quantity in _told(desk, "W1")] == [
        "1610余张",
        "500余床（约100包）",
        "77余瓶（约3箱5瓶）",
    ]


def test_floating_cartons_stand_beside_their_pieces(desk: Bench) -> None:
    _add(desk, "A-01")
    desk.opening({"item": "201004", "quantity": "5箱70套", "stand": "A-01"})
    assert [told[3] for told in _told(desk, "A-01")] == ["70套，5箱（散装不等）"]
