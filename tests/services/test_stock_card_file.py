"""The stock card handed on: the paper's lines and the list's, from one desk's papers."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from supplydesk import paths
from supplydesk import text as words
from supplydesk.papers.stationery import Stationery
from supplydesk.services import bin_cards, list_file, places, stock_card_file
from supplydesk.services.stock_card import StockCard, card
from tests.databases import Bench
from tests.papers.reading import raw_text, squeezed

BED = {"item": "101006"}


def lived(desk: Bench) -> StockCard:
    desk.opening({**BED, "quantity": "100", "lot_number": "L1"})
    desk.dispatch({**BED, "ordered": "100"})
    with desk.reading() as session:
        return card(session, "101006", place="W1", last=date(2022, 10, 31))


def test_the_paper_begins_with_what_was_brought_forward(desk: Bench, tmp_path: Path) -> None:
    told = lived(desk)
    text = squeezed(raw_text(tmp_path, stock_card_file.draw(told, Stationery("应急局"))))
    assert "应急物资库存台账" in text
    assert "按账" in text
    for word in ("承前结存100", told.moves[0].number, "本月合计", "本年累计"):
        assert word in text


def test_the_list_ends_with_the_totals_and_an_empty_balance_is_said(desk: Bench) -> None:
    told = lived(desk)
    wanted = stock_card_file.as_list(told)
    rows = list(wanted.rows())
    assert wanted.count == len(rows) == 4
    assert rows[0].values[5] == Decimal(100)
    assert [row.strong for row in rows] == [True, False, True, True]
    last = list_file.as_text(wanted).splitlines()[-1].split()
    assert last[1:] == ["本年累计", "100", "0"]


def test_a_balance_known_from_hearsay_says_so_on_paper_and_in_the_list(
    desk: Bench, tmp_path: Path
) -> None:
    desk.opening({**BED, "quantity": "100余"})
    desk.dispatch({**BED, "ordered": "40"})
    with desk.reading() as session:
        told = card(session, "101006", place="W1", first=date(2022, 10, 1), last=date(2022, 10, 31))
    text = squeezed(raw_text(tmp_path, stock_card_file.draw(told, Stationery("应急局"))))
    assert "承前结存100余" in text
    assert text.count("60余") == 3, "after the slip, and beside both totals"
    assert "40余" not in text, "what moved was counted"
    rows = list_file.as_text(stock_card_file.as_list(told)).splitlines()[3:]
    assert [row.split()[-1] for row in (rows[0], *rows[2:])] == ["100余", "60余", "60余"]
    assert "60余" in rows[1]


def test_the_head_names_warehouse_and_bins(desk: Bench, tmp_path: Path) -> None:
    with desk.transaction() as session:
        for code in ("A-01", "A-02"):
            places.add_bin(session, "W1-good", code, code)
    desk.opening(
        {**BED, "quantity": "60", "stand": "A-02"}, {**BED, "quantity": "40", "stand": "A-01"}
    )
    with desk.reading() as session:
        told = card(session, "101006", place="W1")
        nowhere = card(session, "101009", place="W1")
    text = squeezed(raw_text(tmp_path, stock_card_file.draw(told, Stationery("应急局"))))
    assert "仓库：市级一号库货位：A-01、A-02" in text
    assert stock_card_file.as_list(told).facts[-1] == "货位：A-01、A-02"
    text = squeezed(raw_text(tmp_path, stock_card_file.draw(nowhere, Stationery("应急局"))))
    assert "货位" not in text
    assert len(stock_card_file.as_list(nowhere).facts) == 2


def test_a_paper_is_chinese_on_an_english_desk(desk: Bench, tmp_path: Path) -> None:
    lived(desk)
    with desk.transaction() as session:
        places.add_bin(session, "W1-good", "A-01", "A-01")
    desk.opening({**BED, "quantity": "60"}, {**BED, "quantity": "40", "stand": "A-01"})
    words.use(words.SOURCE_LANGUAGE, paths.resource("translations"))
    with desk.reading() as session:
        told = card(session, "101006", last=date(2022, 10, 31))
        labels = bin_cards.labels_of(session, ["W1"])
    assert told.scope == "All warehouses"
    assert told.moves[0].summary.startswith("Dispatched to")
    assert told.lines[-1].summary == "Total of the year"
    text = squeezed(raw_text(tmp_path, stock_card_file.draw(told, Stationery("应急局"))))
    for said in ("仓库：全部仓库", "合格区", "承前结存", "调拨至", "本月合计", "本年累计"):
        assert said in text, said
    for said in ("Allwarehouses", "good", "Brought", "Dispatched", "Total"):
        assert said not in text, said
    assert {label.bin for label in labels} == {"合格区", "A-01"}
    assert words.language() == words.SOURCE_LANGUAGE
    assert stock_card_file.as_list(told).title == "Stock card"
