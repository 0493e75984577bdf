"""A slip has room for whatever is typed: what does not fit its place is said in full elsewhere."""

import itertools
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supplydesk.papers import mark
from supplydesk.papers.dispatch import draw
from supplydesk.papers.sheet import A4, A5, CONTINUOUS_140, CONTINUOUS_279, LONGEST_COPY, Sheet
from tests.papers import reading
from tests.papers.samples import BY_PHONE, LINES, LONG_HEAD, LONG_LINE, STATIONERY, UNDONE, slip

SHEETS = (A4, A5, CONTINUOUS_140, CONTINUOUS_279)
ELSEWHERE = "（全文见表内附栏）"
LONG_FOOT: dict[str, Any] = {
    "carrier_unit": "天水市××道路运输集团有限责任公司麦积分公司应急运输保障车队",
    "plate": "甘E·×××××／甘E·××××挂",
    "carrier": "欧阳××、司马××",
    "carrier_phone": "138××××0000／0938-×××××××",
    "approved_by": "欧阳××",
    "keepers": ("张××", "阿卜杜热合曼·买买提××"),
}
_PHRASE = "第三批次应急物资转运车辆与随车人员名单见附件"


def _numbered(count: int) -> str:
    return "".join(f"{index:04d}项" for index in range(count))


def _by_page(folder: Path, pdf: bytes) -> list[str]:
    raw = reading.raw_text(folder, pdf)
    return [reading.squeezed(page) for page in raw.split("\f") if page.strip()]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_row_of_the_foot_grows_by_itself(tmp_path: Path, sheet: Sheet) -> None:
    # With six rows growing as one, the foot of a dot-matrix slip ran off its sheet.
    paper = slip(lines=LINES[:1], **{**LONG_HEAD, **BY_PHONE, **LONG_FOOT, **UNDONE})
    pdf = draw([paper], STATIONERY.on(sheet), copies=[1])
    reading.sound(tmp_path, pdf)
    pages = _by_page(tmp_path, pdf)
    assert len(pages) <= (2 if sheet.height < 200 else 1)
    assert "天水市××道路运输集团有限责任公司麦积分公司应急运输保障车队" in pages[-1]
    assert ELSEWHERE not in pages[-1].split("大写", 1)[1]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
@pytest.mark.parametrize("field", ["carrier_unit", "plate", "carrier", "carrier_phone", "receiver"])
def test_what_a_row_of_the_foot_cannot_hold_is_said_in_full(
    tmp_path: Path, sheet: Sheet, field: str
) -> None:
    pdf = draw(
        [slip(lines=LINES[:2], **{field: _numbered(1000)})], STATIONERY.on(sheet), copies=[1]
    )
    reading.sound(tmp_path, pdf)
    text = "".join(_by_page(tmp_path, pdf))
    assert all(f"{index:04d}" in text for index in range(1000))
    assert ELSEWHERE in text


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_everything_long_at_once(tmp_path: Path, sheet: Sheet) -> None:
    fields = (
        *("instruction_number", "instruction_body", "purpose", "custodian", "warehouse", "site"),
        *("county", "address", "contact", "source", "carrier_unit", "plate", "carrier"),
        *("carrier_phone", "hand_number", "remark", "approved_by", "reviewed_by", "prepared_by"),
        "receiver",
    )
    values = {field: f"{field}：{_PHRASE * 9}" for field in fields}
    keepers = tuple(f"保管员{index}{_PHRASE}" for index in range(12))
    paper = slip(lines=(LONG_LINE,) * 3, keepers=keepers, **{**UNDONE, **values})
    pdf = draw([paper], STATIONERY.on(sheet), copies=[4])
    reading.sound(tmp_path, pdf)
    text = "".join(_by_page(tmp_path, pdf))
    for value in (*values.values(), *keepers):
        whole = reading.squeezed(value)
        # A page may end within a text, so its beginning and its length are what must be there.
        assert whole[:24] in text
    assert text.count(_PHRASE) >= len(fields) * 9 - 12


@pytest.mark.parametrize("count", [3, 4, 5, 8, 9, 12])
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_keeper_has_a_box_to_sign_in(tmp_path: Path, sheet: Sheet, count: int) -> None:
    # With five of them 保管员④ read 赵四、钱五: two for one signature.
    names = tuple(f"{surname}某{surname}" for surname in "甲乙丙丁戊己庚辛壬癸子丑"[:count])
    pdf = draw([slip(lines=LINES[:3], keepers=names)], STATIONERY.on(sheet), copies=[1])
    last = reading.sound(tmp_path, pdf)[-1]
    labels = [word for word in last.words if word.text.startswith("保管员")]
    assert len(labels) == count
    for name in names:
        (word,) = [word for word in last.words if word.text == name]
        beside = [
            label
            for label in labels
            if abs(label.top - word.top) < 4 and 0 < word.left - label.right < 15
        ]
        assert len(beside) == 1, name
        number = beside[0].text.removeprefix("保管员")
        assert names["①②③④⑤⑥⑦⑧⑨⑩".find(number) if len(number) == 1 else int(number) - 1] == name


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_later_pages_refer_only_to_what_is_there(tmp_path: Path, sheet: Sheet) -> None:
    # The site had room on the first page and none on the next, which sent readers to a strip
    # that did not exist.
    paper = slip(lines=LINES * 3, **LONG_HEAD, instruction_body="天水市应急管理局" * 4)
    pages = _by_page(tmp_path, draw([paper], STATIONERY.on(sheet), copies=[1]))
    assert len(pages) > 1
    for page in pages:
        head = page.split("物资名称", 1)[0]
        assert reading.squeezed(LONG_HEAD["site"]) in head
        assert ELSEWHERE not in head


def test_a_long_hand_number_has_a_strip(tmp_path: Path) -> None:
    number = "手" + "0123456789" * 12
    pdf = draw([slip(hand_number=number)], STATIONERY.on(A5), copies=[1])
    reading.sound(tmp_path, pdf)
    text = "".join(_by_page(tmp_path, pdf))
    assert "手工单号：见表内附栏" in text
    assert number in text


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_key_to_many_copies_takes_more_lines(tmp_path: Path, sheet: Sheet) -> None:
    names = tuple(f"第{index}县区应急管理局留存备查联"[:LONGEST_COPY] for index in range(10))
    stationery = replace(STATIONERY.on(sheet), copies=names)
    pdf = draw([slip(lines=LINES[:5])], stationery, copies=[10])
    reading.sound(tmp_path, pdf)
    last = _by_page(tmp_path, pdf)[-1]
    for circle, name in zip(mark.CIRCLED, names, strict=True):
        assert f"{circle}{name}" in last
    assert "实发数以保管员、接收人签字为准" in last


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_label_beside_a_low_frame_is_not_set_smaller(tmp_path: Path, sheet: Sheet) -> None:
    # Long heads leave a page with few rows, so that one of the frames is low.
    stationery = replace(STATIONERY.on(sheet), copies=("县区应急管理局留存备查联",))
    pdf = draw([slip(lines=LINES * 2, remark=_numbered(400))], stationery)
    for page in reading.pages(tmp_path, pdf):
        edge = (sheet.end + 2) * reading.POINTS
        label = [word for word in page.words if word.left > edge]
        assert "".join(word.text for word in sorted(label, key=lambda word: word.top)) == (
            "第一联县区应急管理局留存备查联"
        )
        assert min(word.bottom - word.top for word in label) > 9.9


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_mark_stays_under_the_heading(tmp_path: Path, sheet: Sheet) -> None:
    # On a dot-matrix printer nothing hatched may lie over the number.
    pdf = draw([slip(lines=LINES * 2, remark=_numbered(300), **UNDONE)], STATIONERY.on(sheet))
    file = reading.kept(tmp_path, pdf)
    for page, operations in zip(reading.pages(tmp_path, pdf), reading.contents(file), strict=True):
        placed = re.search(r"q ([\d.]+) ([\d.]+) -[\d.]+ [\d.]+ ([\d.]+) ([\d.]+) cm", operations)
        framed = re.search(r"(-[\d.]+) (-[\d.]+) [\d.]+ [\d.]+ re S", operations)
        assert placed is not None and framed is not None
        across, along, _, up = map(float, placed.groups())
        wide, high = map(float, framed.groups())
        top = page.height - (up - wide * along - high * across)
        number = max(word.bottom for word in page.words if word.text.startswith(("编号", "补打")))
        assert top > number - 1


def _numbers(page: reading.Page, sheet: Sheet) -> list[int]:
    """The numbers of the lines on a page, from top to bottom."""
    left, right = sheet.left * reading.POINTS, (sheet.left + 8) * reading.POINTS
    words = [
        word
        for word in page.words
        if left < word.left and word.right < right and word.text.isdecimal()
    ]
    return [int(word.text) for word in sorted(words, key=lambda word: word.top)]


@pytest.mark.parametrize("remark", ["", "夜间装车", _numbered(200), _numbered(830)])
@pytest.mark.parametrize("by_phone", [{}, BY_PHONE], ids=["paper", "phone"])
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_page_has_totals_and_seals_without_goods(
    tmp_path: Path, sheet: Sheet, by_phone: dict[str, Any], remark: str
) -> None:
    # The page that is stamped could be put under any other slip.
    said: dict[str, Any] = {**by_phone, "remark": remark}
    if by_phone:
        said["noted_by"] = "李××（值班员，联系电话0938-×××××××，由市应急指挥中心转接）" * 2
    for count in (1, 3, 5, 11, 12, 13, 27, 60):
        lines = tuple(LINES[index % len(LINES)] for index in range(count))
        pdf = draw([slip(lines=lines, **said)], STATIONERY.on(sheet), copies=[1])
        pages = reading.sound(tmp_path, pdf)
        found = [_numbers(page, sheet) for page in pages]
        assert list(itertools.chain(*found)) == list(range(1, count + 1))
        assert found[-1], count
        text = _by_page(tmp_path, pdf)
        whole = "".join(text)
        assert all(f"{index:04d}" in whole for index in range(remark.count("项")))
        for numbers, page in zip(found[:-1], text, strict=False):
            carried = re.search(r"本页小计（[^）]+）：(\d+)", page)
            if not numbers:
                assert carried is None
                continue
            assert carried is not None
            issued = [lines[number - 1].issued or 0 for number in numbers]
            assert int(carried[1]) == sum(issued)


@pytest.mark.parametrize("keepers", [5, 8, 12])
@pytest.mark.parametrize("length", [30, 120, 5000])
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_sheet_that_is_stamped_shows_goods_and_total_above_every_signature(
    tmp_path: Path, sheet: Sheet, length: int, keepers: int
) -> None:
    # Keepers and seals stood on a page of their own, with 以下空白 between them.
    names = tuple(f"{surname}某{surname}" for surname in "甲乙丙丁戊己庚辛壬癸子丑"[:keepers])
    for count in (1, 2, 13, 60):
        lines = tuple(LINES[index % len(LINES)] for index in range(count))
        paper = slip(lines=lines, remark=_numbered(length // 5), keepers=names)
        pdf = draw([paper], STATIONERY.on(sheet), copies=[1])
        pages = reading.sound(tmp_path, pdf)
        found = [_numbers(page, sheet) for page in pages]
        assert list(itertools.chain(*found)) == list(range(1, count + 1))
        assert found[-1], count
        *before, last = _by_page(tmp_path, pdf)
        assert not any("合计（" in page or "以下空白" in page for page in before)
        assert last.index("合计（") < last.index("保管员⑤") < last.index("批准")
        if "以下空白" in last:
            said = last.rindex("项") if "项" in last.split("以下空白")[0] else 0
            assert said < last.index("以下空白") < last.index("合计（")


@pytest.mark.parametrize("remark", ["", "夜间装车，装车前逐箱点数并核对批次、效期，" * 4])
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_only_line_goes_with_its_total(tmp_path: Path, sheet: Sheet, remark: str) -> None:
    # It stood under the head on the first page, and the total and the seals on the second.
    said: dict[str, Any] = {**BY_PHONE, **LONG_HEAD, **UNDONE, "remark": remark}
    pdf = draw([slip(lines=LINES[:1], **said)], STATIONERY.on(sheet), copies=[1])
    pages = reading.sound(tmp_path, pdf)
    assert [one for page in pages for one in _numbers(page, sheet)] == [1]
    assert _numbers(pages[-1], sheet) == [1]
    assert "合计（张）" in _by_page(tmp_path, pdf)[-1]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_totals_per_item_give_way_before_the_goods_do(tmp_path: Path, sheet: Sheet) -> None:
    lines = tuple(
        replace(LINES[0], code=str(101000 + index // 2), name=f"折叠床{index // 2:02d}型{_PHRASE}")
        for index in range(60)
    )
    pdf = draw([slip(lines=lines)], STATIONERY.on(sheet), copies=[1])
    pages = reading.sound(tmp_path, pdf)
    assert _numbers(pages[-1], sheet)
    text = _by_page(tmp_path, pdf)
    assert text[-1].count("合计（张）") == 1
    whole = "".join(text)
    assert all(f"折叠床{index:02d}型" in whole.split("分品种合计", 1)[1] for index in range(30))


def test_with_no_room_for_totals_and_goods_the_blank_still_follows_the_last_line(
    tmp_path: Path,
) -> None:
    names = tuple(f"保管{index:02d}{_PHRASE}" for index in range(20))
    paper = slip(lines=(*LINES[:2], LONG_LINE), keepers=names)
    pdf = draw([paper], STATIONERY.on(CONTINUOUS_140), copies=[1])
    reading.sound(tmp_path, pdf)
    *before, last = _by_page(tmp_path, pdf)
    goods, rest = "".join([*before, last]).split("以下空白")
    assert LONG_LINE.code in goods
    assert "合计（" in rest
    assert not _numbers(reading.pages(tmp_path, pdf)[-1], CONTINUOUS_140)


def test_a_strip_over_several_pages_says_what_it_goes_on_with(tmp_path: Path) -> None:
    pdf = draw([slip(lines=LINES[:3], remark=_numbered(1000))], STATIONERY.on(A5), copies=[1])
    pages = _by_page(tmp_path, pdf)
    assert len(pages) > 2
    assert pages[0].count("备注") == 2  # the column's title and the strip's label
    for page in pages[1:]:
        assert page.count("备注（续）") == 1
    # Between the slices of one strip on a page there is no rule.
    sheet_width = A5.content * reading.POINTS
    operations = reading.contents(reading.kept(tmp_path, pdf))[1]
    across = [
        float(y)
        for x, y, u, v in re.findall(r"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l", operations)
        if y == v and float(u) - float(x) > sheet_width - 1
    ]
    words = reading.pages(tmp_path, pdf)[1].words
    strip = [word for word in words if re.match(r"\d{4}项|项\d{4}", word.text)]
    height = A5.height * reading.POINTS
    top, bottom = min(word.top for word in strip), max(word.bottom for word in strip)
    assert not [y for y in across if top + 1 < height - y < bottom - 1]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_the_lines_of_a_long_text_stand_evenly(tmp_path: Path, sheet: Sheet) -> None:
    # Where one slice of it met the next there was a gap that read as a new paragraph.
    pdf = draw([slip(lines=LINES[:1], remark=_numbered(900))], STATIONERY.on(sheet), copies=[1])
    for page in reading.pages(tmp_path, pdf):
        tops = sorted({round(word.top, 1) for word in page.words if word.text.count("项") > 1})
        steps = [lower - upper for upper, lower in itertools.pairwise(tops)]
        assert len(steps) > 1
        assert max(steps) - min(steps) < 0.3


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_code_of_digits_and_a_date_alone_stay_on_one_line(tmp_path: Path, sheet: Sheet) -> None:
    # 1010199 stood as 101019 over 9, and 产 on a line of its own over its date.
    codes = ("1010199", "10101996")
    lines = tuple(
        replace(line, code=code, made=date(2021, 9, 18), expires=None, note="")
        for line, code in zip(LINES, codes, strict=False)
    )
    pdf = draw([slip(lines=lines)], STATIONERY.on(sheet), copies=[1])
    (page,) = reading.sound(tmp_path, pdf)
    words = [word.text for word in page.words]
    assert set(codes) <= set(words)
    assert words.count("产2021-09-18") == len(codes)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_lot_made_and_expiry_stand_on_every_sheet(tmp_path: Path, sheet: Sheet) -> None:
    # On a dot-matrix slip nobody could see when goods that expire were made.
    made, expires = date(2022, 1, 1), date(2025, 1, 1)
    lines = tuple(replace(line, made=made, expires=expires, note="") for line in LINES[:3])
    pdf = draw([slip(lines=lines)], STATIONERY.on(sheet), copies=[1])
    assert "生产／效期" in "".join(_by_page(tmp_path, pdf))
    words = [word for page in reading.sound(tmp_path, pdf) for word in page.words]
    firsts = [word for word in words if word.text.endswith("2022-01-01")]
    thens = [word for word in words if word.text == "2025-01-01"]
    assert len(firsts) == len(thens) == len(lines)
    for first, then in zip(firsts, thens, strict=True):
        assert 0 < then.top - first.top < 14
        assert abs(then.left - first.left) < 1


def _rules(folder: Path, pdf: bytes, weight: str) -> list[float]:
    """Where rules of *weight* across the page stand, in points from its lower edge."""
    operations = reading.contents(reading.kept(folder, pdf))[-1]
    part = operations.split(f"\n{weight} w\n", 1)[1].split("\nS\n", 1)[0]
    found = re.findall(r"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l", part)
    return [float(y) for x, y, u, v in found if y == v and float(u) - float(x) > 300]


@pytest.mark.parametrize("sheet", [A4, A5], ids=lambda sheet: sheet.name)
def test_rules_of_three_quarters_run_round_the_total(tmp_path: Path, sheet: Sheet) -> None:
    pdf = draw([slip(lines=LINES[:3])], STATIONERY.on(sheet), copies=[1])
    rules = _rules(tmp_path, pdf, "0.75")
    (page,) = reading.pages(tmp_path, pdf)
    (word,) = [word for word in page.words if word.text.startswith("合计")]
    middle = page.height - (word.top + word.bottom) / 2
    row = 8 * reading.POINTS
    assert any(middle < y < middle + row for y in rules)
    assert any(middle - row < y < middle for y in rules)


def test_hearsay_is_hearsay_in_capitals_too(tmp_path: Path) -> None:
    line = replace(LINES[11], ordered_approximate=True, issued_approximate=True)
    text = _by_page(tmp_path, draw([slip(lines=(line,))], STATIONERY, copies=[1]))[0]
    assert "2400余2400余大写：贰仟肆佰余瓶" in text


def test_with_prices_a_page_has_its_amount_and_what_is_negative_is_red(tmp_path: Path) -> None:
    lines = tuple(
        replace(line, issued=-7, packs="-1箱", unit_cost=100, amount=-150) for line in LINES * 3
    )
    paper = slip(prices=True, lines=lines, received_on=date(2022, 10, 25))
    pdf = draw([paper], STATIONERY, copies=[1])
    first = _by_page(tmp_path, pdf)[0]
    count = first.count("-1.50")
    assert f"金额小计（元）：{-1.5 * count:.2f}接下页" in first
    operations = reading.contents(reading.kept(tmp_path, pdf))[0]
    # Figures, amounts and packs of every line, and both subtotals.
    red = operations.split("0.75 0 0 rg")[1:]
    assert sum(part.split(" g\n", 1)[0].count(" Tj") for part in red) == 3 * count + 2


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
@pytest.mark.parametrize("remark", ["", "按先到期先出"])
def test_later_remarks_stand_under_the_remark_in_full(
    tmp_path: Path, sheet: Sheet, remark: str
) -> None:
    later = ("2022年10月25日：" + _numbered(300), "2022年10月26日：另行登记")
    pdf = draw(
        [slip(lines=LINES[:2], remark=remark, later_remarks=later)],
        STATIONERY.on(sheet),
        copies=[1],
    )
    reading.sound(tmp_path, pdf)
    text = "".join(_by_page(tmp_path, pdf))
    assert [int(found) for found in re.findall(r"(\d{4})项", text)] == list(range(300))
    assert 0 <= text.find(remark) < text.index("2022年10月25日：") < text.index(later[1])
    # A long one says 续 on the pages that it goes on to.
    assert len(re.findall("补注(?!（续）)", text)) == 2
