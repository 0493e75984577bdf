"""Every paper prints whatever a remark may hold: line breaks, tabs and odd blanks in any field."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supplydesk.domain.capture import plain_text
from supplydesk.papers import confirmation, dispatch, labels, listing, register, stock_card
from supplydesk.papers import stock_summary as month
from supplydesk.papers.dispatch import DispatchPaper
from supplydesk.papers.labels import Label
from supplydesk.papers.listing import Column, Kind, ListingPaper, ListingRow
from supplydesk.papers.register import RegisterEntry, RegisterPaper
from supplydesk.papers.sheet import SLIP_SHEETS, Sheet
from supplydesk.papers.stock_card import CardEntry, StockCardPaper
from tests.papers import reading
from tests.papers.samples import BEDS, LINES, RECEIPT, STATIONERY, WATER, month_of, slip

BLANKS = "\n\t \xa0\u3000\u2002\u2003"
DAY = date(2022, 10, 24)
LIST = ListingPaper(
    title="清单",
    columns=tuple(Column(kind.value, 20, kind) for kind in Kind),
    rows=[
        ListingRow(("文", "小", "码", "中", "数")),
        ListingRow(("合", "", "", "", ""), strong=True),
    ],
    bureau="局",
    facts=("一", "二"),
    right="右",
    lead="前",
    signatures=("制表", "复核"),
    note="注",
)
ENTRY = CardEntry(summary="摘要", number="号", balance=3, lot="批", handler="人")
CARD = StockCardPaper(
    code="码", name="名", unit="张", spec="规格", warehouse="库", bin="位", bureau="局",
    entries=(ENTRY, replace(ENTRY, total=True)), basis="按账", first_day=DAY, last_day=DAY,
)  # fmt: skip
REGISTER = RegisterPaper(
    entries=[
        RegisterEntry(
            day=DAY, number="号", kind="类", state="态", warehouse="库", party="方",
            instruction="令", quantity=5, prepared_by="人", note="注",
        )
    ],
    bureau="局", filters=("全部",), right="右",
)  # fmt: skip
LABEL = Label(
    warehouse="库", bin="位", code="1:T:L:1", name="名", spec="规格", item="码", quantity="4张",
    lot="批", maker="厂", made=DAY,
)  # fmt: skip
SLIP = slip(
    lines=LINES[:2], remark="注", county="区", hand_number="手", carrier="人", reversed_by="红",
    prepared_by="制", reviewed_by="审", approved_by="批", keepers=("甲", "乙"), receiver="收",
)  # fmt: skip


def _slip_on(sheet: Sheet, paper: DispatchPaper) -> bytes:
    return dispatch.draw([paper], STATIONERY.on(sheet))


PAPERS: Mapping[str, tuple[Any, Callable[[Any], bytes]]] = {
    **{f"slip on {name}": (SLIP, partial(_slip_on, sheet)) for name, sheet in SLIP_SHEETS.items()},
    "receipt": (RECEIPT, lambda paper: confirmation.draw([paper], STATIONERY)),
    "month": (
        month_of(BEDS, WATER, prepared_by="人"),
        lambda paper: month.draw(paper, STATIONERY),
    ),
    "card": (CARD, lambda paper: stock_card.draw(paper, STATIONERY)),
    "register": (REGISTER, lambda paper: register.draw(paper, STATIONERY)),
    "list": (LIST, lambda paper: listing.draw(paper, STATIONERY)),
    "label": (LABEL, lambda paper: labels.draw([paper], STATIONERY)),
}


def with_texts(value: Any, told: Iterator[str]) -> Any:  # noqa: ANN401 - any paper and its parts
    """*value* with the next of *told* in the place of every text that is not empty.

    The code that a scanner reads is no text, nor are the numbers that it is made of.
    """
    if isinstance(value, str):
        return next(told) if value else value
    if type(value) in {tuple, list}:
        return type(value)(with_texts(part, told) for part in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    kept = {"code"} if isinstance(value, Label) or hasattr(value, "reprint") else set()
    return replace(
        value,
        **{
            each.name: with_texts(getattr(value, each.name), told)
            for each in fields(value)
            if each.name not in kept
        },
    )


def printed(pdf: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        return reading.squeezed(reading.raw_text(Path(folder), pdf))


@pytest.mark.parametrize("name", PAPERS)
@settings(max_examples=12, deadline=None, derandomize=True)
@given(gaps=st.lists(st.text(BLANKS, min_size=1, max_size=3), min_size=1, max_size=5))
def test_what_is_printed_of_plain_words_is_printed_of_words_with_blanks(
    name: str, gaps: list[str]
) -> None:
    paper, draw = PAPERS[name]
    for gap in gaps:
        assert plain_text(gap) == gap, "no door refuses it"
    plain = (f"甲{at}乙" for at in count(10))
    blank = (f"甲{at}{gaps[at % len(gaps)]}乙" for at in count(10))
    usual = printed(draw(with_texts(paper, plain)))
    words = [word for at in range(10, 400) if (word := f"甲{at}乙") in usual]
    assert len(words) > 5
    found = printed(draw(with_texts(paper, blank)))
    assert [word for word in words if word not in found] == []


@pytest.mark.parametrize("mark", ["<b>", "&amp;", "</para>", "{0}", "%s", "=cmd()", "[[[", "\\"])
@pytest.mark.parametrize("name", PAPERS)
def test_markup_in_every_field_is_only_text(name: str, mark: str) -> None:
    paper, draw = PAPERS[name]
    plain = printed(draw(with_texts(paper, (f"甲{at}乙" for at in count(10)))))
    marked = printed(draw(with_texts(paper, (f"甲{at}{mark}乙" for at in count(10)))))
    wanted = [at for at in range(10, 400) if f"甲{at}乙" in plain]
    assert len(wanted) > 5
    assert [at for at in wanted if f"甲{at}{mark}乙" not in marked] == []


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("name", PAPERS)
def test_blanks_at_either_end_and_alone(name: str, blank: str) -> None:
    paper, draw = PAPERS[name]
    told = iter(lambda: f"{blank}甲{blank}{blank}", "")
    assert "甲" in printed(draw(with_texts(paper, told)))
    assert draw(with_texts(paper, iter(lambda: blank, ""))).startswith(b"%PDF")
