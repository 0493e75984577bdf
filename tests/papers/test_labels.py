"""Bin cards: every fact in its place, nothing over anything else, eight on a sheet."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.papers.labels import DOWN, HEIGHT, LABELS, WIDTH, Label, draw
from tests.papers import reading
from tests.papers.samples import LONG_NAME, STATIONERY

BED = Label(
    warehouse="市级一号库（麦积）",
    bin="A-01-01",
    code="1:TSYJ:L:12",
    name="折叠床",
    spec="单人 190×70×40cm",
    item="101006",
    quantity="400张（400包）",
    lot="20210918",
    made=date(2021, 9, 18),
    expires=date(2031, 9, 18),
    maker="××户外用品有限公司",
    received=date(2021, 10, 11),
)
LONG = replace(
    BED,
    warehouse=LONG_NAME,
    bin="LONG-BIN-CODE-0000000001",
    name=LONG_NAME * 2,
    spec="单人 190×70×40cm，承重≥200kg，牛津布600D，附收纳袋及防滑脚垫",
    quantity="12345678张（1234箱5张）",
    lot="LOT-2022-0815-ABC-0000000000001",
    maker="××应急救援装备科技发展（甘肃）股份有限公司天水分公司",
)
EMPTY = Label(warehouse="市级一号库", bin="B-02", code="1:TSYJ:P:4")


def test_every_fact_is_on_the_card(tmp_path: Path) -> None:
    text = reading.squeezed(reading.raw_text(tmp_path, draw([BED], STATIONERY)))
    for word in ("货位卡", BED.warehouse, BED.bin, BED.name, BED.item, BED.quantity, BED.lot):
        assert reading.squeezed(word) in text
    for word in ("2021-09-18", "效期至2031-09-18", BED.maker, "2021-10-11"):
        assert word in text


def test_nine_cards_take_two_sheets_and_nothing_overlaps(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    cards = [BED, LONG, EMPTY] * 3
    pdf = draw(cards, STATIONERY, tick=lambda *at: steps.append(at))
    pages = reading.pages(tmp_path, pdf)
    assert len(pages) == 2
    assert steps == [(1, 2), (2, 2)]
    for page in pages:
        assert reading.overlaps(page) == []
        assert reading.too_near_an_edge(page) == []
    assert reading.crossed(tmp_path, pdf) == []
    text = reading.squeezed(reading.raw_text(tmp_path, pdf))
    assert text.count(reading.squeezed(LONG.maker)) == 3


def test_the_cards_fill_the_sheet_within_its_margins() -> None:
    assert LABELS.left + 2 * WIDTH <= LABELS.end
    assert LABELS.top + DOWN * HEIGHT <= LABELS.floor


def test_the_same_cards_are_the_same_bytes() -> None:
    assert draw([BED, LONG], STATIONERY) == draw([BED, LONG], STATIONERY)


def test_what_no_face_has_is_refused() -> None:
    with pytest.raises(Refused):
        draw([replace(BED, name="𠮷")], STATIONERY)
