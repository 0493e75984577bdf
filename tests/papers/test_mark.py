"""A seal of 42 mm lands on white paper: no print but its own caption lies under it."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from supplydesk.papers import confirmation, dispatch, mark
from supplydesk.papers.sheet import A4, A5
from tests.papers import reading
from tests.papers.samples import BY_PHONE, LINES, LONG_HEAD, RECEIPT, STATIONERY, slip

_RULE = re.compile(r"([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l")
_CIRCLE = re.compile(r"([\d.]+) ([\d.]+) m [\d. ]+ c ")
_LONG_NAMES = {
    "carrier_unit": "天水市××道路运输集团有限责任公司麦积分公司应急运输保障车队",
    "carrier_phone": "138××××0000／0938-×××××××",
    "keepers": ("张××", "阿卜杜热合曼·买买提××", "王××"),
    "receiver": "欧阳××（社区值班干部，代收）",
}


def _slip_on(sheet: str) -> bytes:
    paper = slip(lines=LINES[:3], **{**LONG_HEAD, **BY_PHONE, **_LONG_NAMES})
    return dispatch.draw([paper], STATIONERY.on({"a4": A4, "a5": A5}[sheet]), copies=[1])


def _priced() -> bytes:
    return dispatch.draw([slip(prices=True, **_LONG_NAMES)], STATIONERY, copies=[1])


def _receipt() -> bytes:
    paper = replace(RECEIPT, receiver="欧阳××" * 12, phone="138××××0000／0938-×××××××" * 2)
    return confirmation.draw([paper], STATIONERY)


@pytest.mark.parametrize(
    "pdf",
    [lambda: _slip_on("a4"), lambda: _slip_on("a5"), _priced, _receipt],
    ids=["a4", "a5", "prices", "receipt"],
)
def test_nothing_but_the_caption_lies_under_a_seal(
    tmp_path: Path, pdf: Callable[[], bytes]
) -> None:
    made = pdf()
    page = reading.pages(tmp_path, made)[-1]
    operations = reading.contents(reading.kept(tmp_path, made))[-1]
    dotted = operations.split("[2 2] 0 d\n", 1)[1].split("S Q", 1)[0]
    radius = mark.SEAL / 2 * reading.POINTS
    centres = [(float(x) - radius, float(y)) for x, y in _CIRCLE.findall(dotted)]
    assert len(centres) == 2
    rules = [tuple(map(float, rule)) for rule in _RULE.findall(operations.split("0 G 2 J", 1)[1])]
    for x, y in centres:
        under = [
            word.text
            for word in page.words
            if _apart(
                (word.left, page.height - word.bottom, word.right, page.height - word.top), x, y
            )
            < radius - 0.3
        ]
        assert set(under) <= {"发货单位（章）", "接收单位（章）"}, under
        crossing = [
            (a, b, c, d)
            for a, b, c, d in rules
            if _apart((min(a, c), min(b, d), max(a, c), max(b, d)), x, y) < radius - 0.3
        ]
        assert crossing == []


def _apart(box: tuple[float, float, float, float], x: float, y: float) -> float:
    """How far *x*, *y* lies from the nearest point of *box*."""
    left, low, right, high = box
    across = max(left - x, 0, x - right)
    along = max(low - y, 0, y - high)
    return float((across**2 + along**2) ** 0.5)
