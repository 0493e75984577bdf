"""Both halves of a return receipt say the same; what is not known yet is left to write."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from supplydesk.papers.confirmation import ConfirmationLine, draw
from tests.papers import reading
from tests.papers.samples import CODE, LONG_HEAD, LONG_LINE, RECEIPT, STATIONERY


def _halves(page: reading.Page) -> list[list[str]]:
    # A word that stands at the tear belongs to neither half.
    tear = 148.5 * reading.POINTS
    words = sorted(page.words, key=lambda word: (round(word.top), word.left))
    upper = [word.text for word in words if word.bottom < tear - 4]
    lower = [word.text for word in words if word.top > tear + 4]
    return [upper, lower]


def test_the_halves_are_alike(tmp_path: Path) -> None:
    pages = reading.sound(tmp_path, draw([RECEIPT], STATIONERY))
    assert len(pages) == 1
    upper, lower = _halves(pages[0])
    own = {*"第一二联接收单位留存交回承储"}
    assert sorted(w for w in upper if w not in own) == sorted(w for w in lower if w not in own)
    assert upper.count("400") == 2
    assert "HZ-_________-____" in upper[2] or any("HZ-_" in word for word in upper)


def test_both_codes_are_read(tmp_path: Path) -> None:
    assert reading.codes(tmp_path, draw([RECEIPT], STATIONERY)) == [CODE, CODE]


def test_a_typed_confirmation_shows_its_figures(tmp_path: Path) -> None:
    line = replace(RECEIPT.lines[0], received=0, difference=-400, condition="未送达")
    paper = replace(
        RECEIPT,
        lines=(line,),
        number="HZ-20221025-001",
        explanation="整车未到，已联系承运单位",
        receiver="王××",
        received_on=date(2022, 10, 25),
        way="扫描件传回",
    )
    pdf = draw([paper], STATIONERY)
    text = reading.squeezed(reading.raw_text(tmp_path, pdf))
    for part in ("HZ-20221025-001", "4000-400未送达", "整车未到", "2022年10月25日"):
        assert text.count(part) == 2, part


def test_the_figures_say_what_became_of_the_goods_and_then_what_was_written(
    tmp_path: Path,
) -> None:
    line = replace(
        RECEIPT.lines[0], received=394, difference=-6, broken=2, refused=3, short=1, found=0
    )
    told = replace(line, condition="外箱受潮")
    text = reading.squeezed(
        reading.raw_text(tmp_path, draw([replace(RECEIPT, lines=(line, told))], STATIONERY))
    )
    assert text.count("破损2、拒收3、短少1") == 4
    assert text.count("破损2、拒收3、短少1；外箱受潮") == 2
    assert "在途" not in text
    assert "找回" not in text


def test_a_reversed_receipt_and_its_reversal_name_each_other(tmp_path: Path) -> None:
    for paper, words in (
        (replace(RECEIPT, reversed_by="HZ-20221026-001"), "已红冲→HZ-20221026-001"),
        (replace(RECEIPT, reverses="HZ-20221025-001"), "红冲←HZ-20221025-001"),
    ):
        text = reading.squeezed(reading.raw_text(tmp_path, draw([paper], STATIONERY)))
        assert text.count(words) == 2


def test_a_reversal_says_why(tmp_path: Path) -> None:
    red = replace(RECEIPT, reverses="HZ-20221025-001", reason="误录为全数收到")
    pdf = draw([red], STATIONERY)
    reading.sound(tmp_path, pdf)
    assert reading.squeezed(reading.raw_text(tmp_path, pdf)).count("红冲原因误录为全数收到") == 2


def test_all_that_a_reversal_takes_back_is_red(tmp_path: Path) -> None:
    # What was received stood in black between two red figures.
    line = ConfirmationLine(name="棉被", unit="床", due=-9, received=-7, difference=2)
    nothing = replace(line, due=9, received=0, difference=-9)
    pdf = draw([replace(RECEIPT, lines=(line, nothing))], STATIONERY)
    words = [word.text for word in reading.pages(tmp_path, pdf)[0].words]
    assert words.count("-7") == words.count("0") == 2
    operations = reading.contents(reading.kept(tmp_path, pdf))[0]
    assert (
        sum(part.split(" g\n", 1)[0].count(" Tj") for part in operations.split("0.75 0 0 rg")[1:])
        == 6
    )


def test_nasty_ones_stay_sound(tmp_path: Path) -> None:
    long_line = ConfirmationLine(
        name=LONG_LINE.name, unit="张", spec=LONG_LINE.spec, due=123456789, condition="破损" * 30
    )
    remark = "".join(f"{index:04d}短" for index in range(1000))
    for paper in (
        replace(RECEIPT, lines=()),
        replace(RECEIPT, lines=(long_line, *RECEIPT.lines) * 3, site=LONG_HEAD["site"]),
        replace(RECEIPT, explanation=remark, reversed_by="HZ-20221026-001", reprint=1),
        replace(RECEIPT, voided=True, code=""),
    ):
        reading.sound(tmp_path, draw([paper], STATIONERY))
    pdf = draw([replace(RECEIPT, explanation=remark)], STATIONERY)
    text = reading.squeezed(reading.raw_text(tmp_path, pdf))
    # A page may end between a number and what follows it, so the numbers alone are counted.
    assert all(text.count(f"{index:04d}") >= 2 for index in range(1000))


@pytest.mark.parametrize("length", [1, 12, 25, 60, 300])
def test_a_receipt_written_by_hand_keeps_its_number(tmp_path: Path, length: int) -> None:
    number = "手" + "0123456789" * (length // 10) + "7" * (length % 10)
    undone = {"reversed_by": "HZ-20221026-001", "reprint": 1}
    paper = replace(RECEIPT, hand_number=number, **undone)  # type: ignore[arg-type]  # by name
    pdf = draw([paper], STATIONERY)
    pages = reading.sound(tmp_path, pdf)
    text = reading.squeezed(reading.raw_text(tmp_path, pdf))
    assert text.count("手工单号：") == 2 * len(pages)
    assert text.count(number) in {2, 2 * len(pages)}


@pytest.mark.parametrize("field", ["receiver", "head", "phone", "explanation", "carrier"])
def test_what_a_row_cannot_hold_is_said_in_full(tmp_path: Path, field: str) -> None:
    told = "".join(f"{index:04d}项" for index in range(200))
    pdf = draw([replace(RECEIPT, **{field: told})], STATIONERY)  # type: ignore[arg-type]
    reading.sound(tmp_path, pdf)
    text = reading.squeezed(reading.raw_text(tmp_path, pdf))
    # A page may end between a number and what follows it.
    assert all(text.count(f"{index:04d}") >= 2 for index in range(200))
    assert text.count("（全文见表内附栏）") >= 2


def test_an_explanation_over_pages_says_that_it_goes_on(tmp_path: Path) -> None:
    told = "".join(f"{index:04d}短" for index in range(1000))
    raw = reading.raw_text(tmp_path, draw([replace(RECEIPT, explanation=told)], STATIONERY))
    pages = [reading.squeezed(page) for page in raw.split("\f") if page.strip()]
    assert len(pages) > 2
    assert all(page.count("（续）") == 2 for page in pages[1:])


@pytest.mark.parametrize("count", [1, 3, 6, 9, 12])
@pytest.mark.parametrize("told", [30, 150, 600])
def test_no_page_has_a_seal_without_goods(tmp_path: Path, count: int, told: int) -> None:
    explanation = "".join(f"{index:04d}短" for index in range(told))
    lines = (RECEIPT.lines * 3)[:count]
    pdf = draw([replace(RECEIPT, lines=lines, explanation=explanation)], STATIONERY)
    last = reading.sound(tmp_path, pdf)[-1]
    upper, lower = _halves(last)
    assert str(count) in upper
    assert str(count) in lower
    assert lines[-1].name in upper


@pytest.mark.parametrize("condition", ["", "外箱受潮，" * 8, "外箱受潮，" * 30, "外箱受潮，" * 90])
@pytest.mark.parametrize("reason", ["录错", "误录为全数收到，" * 20, "误录" * 300])
def test_the_page_of_a_reversal_that_is_stamped_shows_goods(
    tmp_path: Path, condition: str, reason: str
) -> None:
    # The reason and the seal stood alone on it.
    lines = tuple(
        replace(line, name=LONG_LINE.name, condition=condition, received=-7)
        for line in RECEIPT.lines[:2]
    )
    red = replace(
        RECEIPT,
        lines=lines,
        site=LONG_HEAD["site"],
        reverses="HZ-20221025-001",
        reason=reason,
        explanation="".join(f"{index:04d}短" for index in range(150)),
        reprint=1,
    )
    pdf = draw([red], STATIONERY)
    pages = reading.sound(tmp_path, pdf)
    last = reading.squeezed("".join(word.text for word in pages[-1].words))
    shown = condition[-6:] if len(condition) > 100 else LONG_LINE.name[:6]
    assert last.count(shown) >= 2, last
    assert last.count("2续") == (2 if len(condition) > 100 else 0), "it says what it goes on with"


def test_a_driver_stands_apart_from_the_telephone(tmp_path: Path) -> None:
    paper = replace(RECEIPT, carrier="欧阳××、司马××", carrier_phone="138××××0000")
    text = reading.raw_text(tmp_path, draw([paper], STATIONERY))
    assert re.search(r"司马××\s+电话：138", text)
