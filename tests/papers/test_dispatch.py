"""The slip says everything it was given, in its place, whatever the texts and the sheet."""

import hashlib
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from supplydesk.papers import fonts
from supplydesk.papers.dispatch import DispatchLine, DispatchPaper, draw
from supplydesk.papers.sheet import A4, A5, CONTINUOUS_140, CONTINUOUS_279, Sheet
from tests.papers import reading
from tests.papers.samples import (
    BY_PHONE,
    CODE,
    LINES,
    LONG_HEAD,
    LONG_LINE,
    LONG_NAME,
    SIXTY,
    STATIONERY,
    UNDONE,
    slip,
)

SHEETS = (A4, A5, CONTINUOUS_140, CONTINUOUS_279)
NASTY = {
    "ordinary": slip(),
    "no-lines": slip(lines=()),
    "long": slip(lines=SIXTY[:14], **BY_PHONE, **LONG_HEAD, **UNDONE, hand_number="手0012345"),
    "draft": slip(number="", code="", lines=LINES[:3], plate="", carrier_unit=""),
    "unposted": slip(lines=LINES[:3], unposted=True, code="", hand_number="手0012345"),
    "void": slip(lines=LINES[:6], voided=True, reprint=1),
    "prices": slip(
        prices=True, lines=tuple(replace(line, unit_cost=1285000, amount=99) for line in LINES)
    ),
    "figures": slip(
        lines=(
            DispatchLine(
                name="酒精", unit="升", ordered=Decimal("123456789.125"), issued=Decimal("0.125")
            ),
            DispatchLine(name="酒精", unit="升", ordered=-40, issued=-40),
        )
    ),
}


def _text(folder: Path, pdf: bytes) -> str:
    return reading.squeezed(reading.raw_text(folder, pdf))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
@pytest.mark.parametrize("paper", NASTY.values(), ids=NASTY)
def test_nothing_overlaps_and_nothing_leaves_the_sheet(
    tmp_path: Path, sheet: Sheet, paper: DispatchPaper
) -> None:
    reading.sound(tmp_path, draw([paper], STATIONERY.on(sheet), copies=[3]))


def test_the_text_comes_back_in_the_order_of_drawing(tmp_path: Path) -> None:
    text = _text(tmp_path, draw([slip()], STATIONERY, copies=[3]))
    expected = ["特急", "天水市应急管理局", "应急物资调拨单", "制单日期：2022年10月24日"]
    expected += ["编号：DB-20221024-001", "第1页／共1页", "调拨指令"]
    expected += ["天应急调〔2022〕15号（天水市应急管理局）", "10月24日18时前", "王××139××××0000"]
    for line in LINES:
        expected += [line.code, line.name, line.spec, line.unit, str(line.issued), line.packs]
        expected += [line.lot, line.note]
    expected += ["以下空白", "合计（件，混合单位）", "11506", "11502"]
    expected += ["大写：壹万壹仟伍佰零贰件", "批准", "发货单位（章）", "甘E·×××××"]
    expected += ["①存根联②仓库联③接收联④财务联", "第三联接收联"]
    at = 0
    for part in map(reading.squeezed, expected):
        found = text.find(part, at)
        assert found >= 0, part
        at = found + len(part)


def test_every_input_is_on_the_paper(tmp_path: Path) -> None:
    paper = slip(lines=(LONG_LINE,), **BY_PHONE, **LONG_HEAD, hand_number="手0012345")
    text = _text(tmp_path, draw([paper], STATIONERY))
    for value in (*LONG_HEAD.values(), LONG_NAME, LONG_LINE.spec, LONG_LINE.note, "手0012345"):
        assert reading.squeezed(value) in text
    assert "2022年10月24日06:40" in text
    assert "待补办·限10月26日06:40" in text
    assert "产2021-09-18" in text


def test_the_paper_that_came_later_ends_the_deadline(tmp_path: Path) -> None:
    paper = slip(**{**BY_PHONE, "instruction_number": "天应急调〔2022〕16号"})
    text = _text(tmp_path, draw([paper], STATIONERY, copies=[1]))
    assert "天应急调〔2022〕16号" in text
    assert "待补办" not in text


@pytest.mark.parametrize("state", [{"voided": True}, {"reverses": "DB-20221023-001"}])
def test_what_undoes_a_spoken_order_or_is_void_owes_no_paper(
    tmp_path: Path, state: dict[str, object]
) -> None:
    text = _text(tmp_path, draw([slip(**BY_PHONE, **state)], STATIONERY, copies=[1]))
    assert "电话调令" in text
    assert "待补办" not in text


def test_pages_repeat_head_and_number_and_end_with_a_subtotal(tmp_path: Path) -> None:
    pages = reading.pages(tmp_path, draw([slip(lines=SIXTY, **LONG_HEAD)], STATIONERY, copies=[2]))
    assert len(pages) >= 4
    for number, page in enumerate(pages, start=1):
        text = reading.squeezed("".join(word.text for word in page.words))
        assert "DB-20221024-001" in text
        assert f"第{number}页／共{len(pages)}页" in text
        assert "接收单位" in text
        assert "物资名称" in text
        last = number == len(pages)
        assert ("接下页" in text) is not last
        assert ("本页小计" in text) is not last
        assert ("大写：" in text) is last
    first = {word.text for word in pages[0].words}
    shown = [str(n) for n in range(1, 61) if str(n) in first]
    assert shown


def test_one_item_in_several_lots_is_summed(tmp_path: Path) -> None:
    lines = (LINES[0], replace(LINES[0], lot="2", issued=5, issued_approximate=True), LINES[1])
    text = _text(tmp_path, draw([slip(lines=lines)], STATIONERY, copies=[1]))
    assert "分品种合计" in text
    assert "折叠床405余张；棉被800床" in text
    assert "5余" in text


def test_one_unit_gives_the_total_its_own_name(tmp_path: Path) -> None:
    text = _text(tmp_path, draw([slip(lines=(LINES[0],))], STATIONERY, copies=[1]))
    assert "合计（张）" in text
    assert "大写：肆佰张" in text


@pytest.mark.parametrize(
    ("sheet", "changed", "count"),
    [(A4, {}, 12), (A5, {}, 5), (CONTINUOUS_140, {}, 5), (CONTINUOUS_140, BY_PHONE, 4)],
)
def test_one_page_holds(
    tmp_path: Path, sheet: Sheet, changed: dict[str, object], count: int
) -> None:
    lines = tuple(replace(line, note="") for line in LINES[:count])
    pdf = draw([slip(lines=lines, **changed)], STATIONERY.on(sheet), copies=[1])
    assert len(reading.pages(tmp_path, pdf)) == 1


@pytest.mark.parametrize("sheet", [A4, A5, CONTINUOUS_140], ids=lambda sheet: sheet.name)
def test_two_hundred_long_lines_and_a_remark_of_5000(tmp_path: Path, sheet: Sheet) -> None:
    remark = "".join(f"{index:04d}项" for index in range(1000))
    lines = tuple(replace(LONG_LINE, code=f"9{index:05d}") for index in range(200))
    pdf = draw([slip(lines=lines, remark=remark)], STATIONERY.on(sheet), copies=[1])
    for page in reading.sound(tmp_path, pdf):
        assert page.words
    text = _text(tmp_path, pdf)
    for line in lines:
        assert line.code in text
    assert text.count(reading.squeezed(LONG_NAME)) >= 200
    # A page may end anywhere in the remark but within a number.
    assert all(f"{index:04d}" in text for index in range(1000))


def test_a_note_of_5000_in_one_line_is_sliced(tmp_path: Path) -> None:
    note = "".join(f"{index:04d}号" for index in range(1000))
    pdf = draw([slip(lines=(replace(LINES[0], note=note),))], STATIONERY, copies=[1])
    reading.sound(tmp_path, pdf)
    text = _text(tmp_path, pdf)
    assert all(f"{index:04d}" in text for index in range(1000))


def test_a_purpose_of_5000_goes_to_a_strip(tmp_path: Path) -> None:
    purpose = "".join(f"{index:04d}项" for index in range(1000))
    pdf = draw([slip(purpose=purpose)], STATIONERY, copies=[1])
    reading.sound(tmp_path, pdf)
    text = _text(tmp_path, pdf)
    assert "（全文见表内附栏）" in text
    assert all(f"{index:04d}" in text for index in range(1000))


def test_copies_differ_in_their_label_alone(tmp_path: Path) -> None:
    raw = reading.raw_text(tmp_path, draw([slip()], STATIONERY))
    pages = [reading.squeezed(page) for page in raw.split("\f") if page.strip()]
    labels = ["第一联存根联", "第二联仓库联", "第三联接收联", "第四联财务联"]
    assert [page[-6:] for page in pages] == labels
    assert len({page[:-6] for page in pages}) == 1


def test_no_copies_means_one_print_without_a_label(tmp_path: Path) -> None:
    pdf = draw([slip()], replace(STATIONERY, copies=()))
    assert len(reading.pages(tmp_path, pdf)) == 1
    assert "联" not in reading.raw_text(tmp_path, pdf).replace("联系人", "")


def test_many_slips_are_one_document_and_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    papers = [slip(number=f"DB-20221024-{index:03d}", code="") for index in range(1, 21)]
    pdf = draw(papers, STATIONERY, copies=[1], tick=lambda *at: told.append(at))
    assert told == [(index, 20) for index in range(21)]
    assert len(reading.pages(tmp_path, pdf)) == 20
    assert "DB-20221024-020" in _text(tmp_path, pdf)


def test_the_same_paper_gives_the_same_bytes_in_every_process() -> None:
    here = hashlib.sha256(draw([slip(**UNDONE)], STATIONERY)).hexdigest()
    assert hashlib.sha256(draw([slip(**UNDONE)], STATIONERY)).hexdigest() == here
    script = (
        "import hashlib; from supplydesk.papers.dispatch import draw;"
        "from tests.papers.samples import *;"
        "print(hashlib.sha256(draw([slip(**UNDONE)], STATIONERY)).hexdigest())"
    )
    for seed in ("1", "2"):
        there = subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        )
        assert there.stdout.strip() == here


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_scanner_reads_the_code_on_every_page(tmp_path: Path, sheet: Sheet) -> None:
    pdf = draw([slip(lines=SIXTY[:15], **UNDONE)], STATIONERY.on(sheet), copies=[1])
    count = len(reading.pages(tmp_path, pdf))
    assert reading.codes(tmp_path, pdf) == [CODE] * count


def test_a_scanner_reads_the_code_beside_prices_too(tmp_path: Path) -> None:
    pdf = draw([slip(lines=SIXTY[:20], prices=True)], STATIONERY, copies=[1])
    count = len(reading.pages(tmp_path, pdf))
    assert count > 1
    assert reading.codes(tmp_path, pdf) == [CODE] * count


@pytest.mark.parametrize("offset", [(4, -4), (-3, 2), (1, 1)])
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_scanner_reads_the_code_wherever_the_page_moves(
    tmp_path: Path, sheet: Sheet, offset: tuple[int, int]
) -> None:
    stationery = replace(STATIONERY.on(sheet), offset_x=offset[0], offset_y=offset[1])
    pdf = draw([slip(lines=LINES[:3])], stationery, copies=[1])
    # The coarsest printer that anybody has; at 110 dpi a pixel may fall between two modules.
    assert reading.codes(tmp_path, pdf, dpi=180) == [CODE]


def test_the_offset_moves_the_whole_page(tmp_path: Path) -> None:
    straight = reading.pages(tmp_path, draw([slip()], STATIONERY, copies=[1]))[0]
    moved = reading.pages(
        tmp_path, draw([slip()], replace(STATIONERY, offset_x=2, offset_y=-1.5), copies=[1])
    )[0]
    for one, other in zip(straight.words, moved.words, strict=True):
        assert one.text == other.text
        assert other.left - one.left == pytest.approx(2 * reading.POINTS, abs=0.02)
        assert other.top - one.top == pytest.approx(-1.5 * reading.POINTS, abs=0.02)


@pytest.mark.parametrize("sheet", [CONTINUOUS_140, CONTINUOUS_279], ids=lambda sheet: sheet.name)
def test_dots_get_no_grey_no_red_no_serif_nothing_under_nine(tmp_path: Path, sheet: Sheet) -> None:
    paper = slip(lines=(LONG_LINE, replace(LINES[0], issued=-5)), voided=True, reprint=1)
    pdf = draw([paper], STATIONERY.on(sheet), copies=[1])
    for operations in reading.contents(reading.kept(tmp_path, pdf)):
        assert set(re.findall(r"([\d.]+) g\b", operations)) <= {"0"}
        assert set(re.findall(r"([\d.]+) G\b", operations)) <= {"0"}
        assert not re.search(r"\brg\b|\bRG\b", operations)
        assert min(float(size) for size in re.findall(r"([\d.]+) Tf", operations)) >= 9
        weights = {float(weight) for weight in re.findall(r"([\d.]+) w\b", operations)}
        assert min(weights) >= 0.75
    assert all("Serif" not in line[0] for line in reading.fonts(tmp_path, pdf))


def test_negative_figures_are_red_on_laser(tmp_path: Path) -> None:
    pdf = draw([slip(lines=(replace(LINES[0], ordered=-400, issued=-400),))], STATIONERY)
    assert "0.75 0 0 rg" in reading.contents(reading.kept(tmp_path, pdf))[0]
    text = _text(tmp_path, pdf)
    assert "-400" in text
    assert "负肆佰张" in text


@pytest.mark.parametrize("prices", [False, True])
def test_every_figure_of_a_reversal_is_red(tmp_path: Path, prices: bool) -> None:
    # The total in capitals and the totals per item stood in black.
    lines = tuple(
        replace(LINES[0], ordered=None, issued=-issued, packs="", lot=lot, amount=-issued)
        for lot, issued in (("A1", 7), ("A2", 400))
    )
    pdf = draw([slip(lines=lines, prices=prices)], STATIONERY, copies=[1])
    assert "负肆佰零柒张" in _text(tmp_path, pdf)
    assert "折叠床-407张" in _text(tmp_path, pdf)
    operations = reading.contents(reading.kept(tmp_path, pdf))[0]
    red = sum(part.split(" g\n", 1)[0].count(" Tj") for part in operations.split("0.75 0 0 rg")[1:])
    # Two lines, the total, its capitals, the totals per item; with prices their amounts too.
    assert red == (9 if prices else 5)


@pytest.mark.parametrize("prices", [False, True])
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_reversal_says_why(tmp_path: Path, sheet: Sheet, prices: bool) -> None:
    red = {"reverses": "DB-20221024-001", "reason": "重复开单，货未出库", "remark": "夜间装车"}
    pdf = draw([slip(prices=prices, **red)], STATIONERY.on(sheet), copies=[1])
    reading.sound(tmp_path, pdf)
    text = _text(tmp_path, pdf)
    assert text.count("红冲原因重复开单，货未出库") == 1
    assert "备注夜间装车" in text
    assert "红冲原因" not in _text(tmp_path, draw([slip()], STATIONERY, copies=[1]))


@pytest.mark.parametrize(
    ("changed", "mark"),
    [({"voided": True}, "已作废"), (UNDONE, "已红冲→DB-20221026-003"), ({"number": ""}, "未编号")],
)
def test_states_are_marked(tmp_path: Path, changed: dict[str, object], mark: str) -> None:
    plain = draw([slip()], STATIONERY, copies=[1])
    pdf = draw([slip(**changed)], STATIONERY, copies=[1])
    assert mark in _text(tmp_path, pdf)
    assert ".96 .80 .80 rg" in reading.contents(reading.kept(tmp_path, pdf))[0]
    assert ".96 .80 .80 rg" not in reading.contents(reading.kept(tmp_path, plain))[0]


def test_the_document_says_what_it_is(tmp_path: Path) -> None:
    file = reading.kept(tmp_path, draw([slip()], STATIONERY, copies=[1]))
    reader = PdfReader(file)
    assert reader.metadata is not None
    assert reader.metadata.title == "应急物资调拨单 DB-20221024-001"
    assert reader.metadata.author == "天水市应急管理局"
    assert str(reader.root_object["/Lang"]) == "zh-CN"
    bare = subprocess.run(["qpdf", "--qdf", file, "-"], check=True, capture_output=True).stdout
    assert b"/SMask" not in bare
    assert not re.search(rb"/(ca|CA) ", bare)
    assert b"Helvetica" not in bare


PAYLOAD = (
    "<para><font color=\"[[[getattr(pow, Word('__globals__'))['os'].system('touch /tmp/x') "
    "for Word in [ orgTypeFun('Word', (str,), {'mutated': 1})]] for orgTypeFun in "
    "[type(type(1))]] and 'red'\">exploit</font></para>"
)
_TYPED = st.one_of(
    st.text(
        # What no face has is refused by name, which is tried elsewhere.
        st.characters(codec="gbk", exclude_categories=("Cc", "Cs", "Co", "Cn")).filter(
            lambda sign: not fonts.missing((sign,))
        ),
        min_size=1,
        max_size=40,
    ),
    st.lists(
        st.sampled_from(["<b>", "</b>", "&", "&amp;", "<3kg", "{x}", "%s", "\\", "(", ")", "棉被"]),
        min_size=1,
        max_size=8,
    ).map("".join),
)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(_TYPED, min_size=50, max_size=50))
def test_whatever_is_typed_is_printed_as_typed(tmp_path: Path, typed: list[str]) -> None:
    _as_typed(tmp_path, typed)


def test_markup_is_only_text(tmp_path: Path) -> None:
    _as_typed(tmp_path, [PAYLOAD, "<b>粗</b>", "A & B", "<3kg", "a  b", "x\\(y)", "&lt;", "%d{0}"])


def _as_typed(folder: Path, typed: list[str]) -> None:
    lines = tuple(replace(LINES[0], name=text, note=text) for text in typed)
    pdf = draw([slip(lines=lines, site=typed[0], remark=typed[-1])], STATIONERY, copies=[1])
    text = _text(folder, pdf)
    for each in typed:
        assert text.count(reading.squeezed(each)) >= 2, each
