"""The month-end stock summary (应急物资收发存汇总表) as a workbook, as the paper has it.

The sheet is always Chinese: it is handed on beside the paper. Every figure is written as a
figure, not as a formula, so that what was sealed cannot recalculate itself.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from supplydesk.domain.period import written
from supplydesk.domain.stock_summary import Figures, StockSummary
from supplydesk.domain.stock_summary_wording import (
    INCOMING,
    MEMO,
    NOTE,
    OUTGOING,
    SIGNATURES,
    basis,
    memo,
    sealed_by,
    signed,
    unit_of,
)
from supplydesk.paths import write_atomically
from supplydesk.sheets.looks import text_width
from supplydesk.sheets.shape import About, Marked, Written, WrittenColumn, WrittenSheet
from supplydesk.sheets.writing import book_bytes

TITLE = "应急物资收发存汇总表"
_IN, _OUT = "本期入库", "本期出库"
_TEXTS = (
    WrittenColumn("序号", "whole", width=5, centred=True),
    WrittenColumn("编码", width=9),
    WrittenColumn("物资名称", width=18),
    WrittenColumn("规格型号", width=14),
    WrittenColumn("单位", width=5, centred=True),
)
_NARROWEST = 5.5
_BY_HAND = 8.0
"""What a count is written into, where the sheet is printed before it was made."""
_BESIDE = 1.5
"""What a column is wider than its longest figure, in characters."""
_HEARSAY = 2.0
"""What 余 behind a figure takes more."""
_FILLED = 0.95
"""How much of the sheet's width a line of the memo may take."""


def write_stock_summary(
    path: Path, summary: StockSummary, *, created: datetime, replace: bool = False
) -> Path:
    """Write *summary* as the workbook at *path*.

    Raises:
        Unbalanced: a row does not add up; nothing is written then.
        AlreadyThere: the file exists and ``replace`` is False.
        OSError: it cannot be written.
    """
    return write_atomically(path, stock_summary_bytes(summary, created=created), replace=replace)


def stock_summary_bytes(summary: StockSummary, *, created: datetime) -> bytes:
    """The workbook of *summary*; the same summary and ``created`` give the same bytes.

    Raises:
        Unbalanced: opening + in - out is not the closing of some row.
    """
    sheet = WrittenSheet(
        name=f"收发存 {summary.title}",
        columns=_columns(summary),
        rows=_rows(summary.balanced()),
        heading=_heading(summary),
        foot=_foot(summary),
        footer="第&P页／共&N页",
        ruled=True,
    )
    return book_bytes([sheet], created=created, title=TITLE, author=summary.bureau)


def _columns(summary: StockSummary) -> tuple[WrittenColumn, ...]:
    titles = (
        ("期初", ""),
        *((title, _IN) for title in (*INCOMING, "小计")),
        *((title, _OUT) for title in (*OUTGOING, "小计")),
        ("期末", ""),
        ("实盘", ""),
        ("差异", ""),
    )
    sums = (group.subtotal for group in summary.groups())
    lines: tuple[Figures, ...] = (*summary.rows, *sums, summary.total())
    by_column = zip(*(line.in_order() for line in lines), strict=True)
    about = zip(*(line.about_in_order() for line in lines), strict=True)
    return (
        *_TEXTS,
        *(
            WrittenColumn(
                title,
                "quantity",
                # Counted and found empty is 0; blank would read as "not counted".
                zero_blank=title != "实盘",
                bold=title == "期末",
                storey=storey,
                width=_width(
                    values, _BY_HAND if title in {"实盘", "差异"} else _NARROWEST, about=any(abouts)
                ),
            )
            for (title, storey), values, abouts in zip(titles, by_column, about, strict=True)
        ),
    )


def _width(values: Iterable[Decimal | None], least: float, *, about: bool) -> float:
    """As narrow as the figures of a column allow: the sheet is printed on one page's width."""
    longest = max((len(f"{value:f}") for value in values if value), default=0)
    return max(least, longest + _BESIDE + (_HEARSAY if about else 0))


def _rows(summary: StockSummary) -> Iterator[tuple[Written, ...] | Marked]:
    number = 0
    groups = summary.groups()
    for group in groups:
        if group.name:
            yield Marked("group", (group.name,))
        for row in group.rows:
            number += 1
            yield (number, row.code, row.name, row.spec, row.unit, *_figures(row))
        if group.name:
            yield _sum_row(
                "subtotal", f"{group.name} 小计（{unit_of(group.rows)}）", group.subtotal
            )
    yield _sum_row("total", f"合计（{unit_of(summary.rows)}）", summary.total())
    for line in _memo(summary):
        yield Marked("note", (line,))


def _figures(line: Figures) -> Iterator[Written]:
    """The figures as they are written; what is known from hearsay is marked."""
    for value, about in zip(line.in_order(), line.about_in_order(), strict=True):
        yield About(value) if about and value else value


def _sum_row(role: str, words: str, line: Figures) -> Marked:
    blanks: tuple[Written, ...] = (None,) * (len(_TEXTS) - 1)
    values = (words, *blanks, *_figures(line))
    return Marked("total" if role == "total" else "subtotal", values)


def _heading(summary: StockSummary) -> tuple[str, ...]:
    return (
        f"{summary.bureau}{TITLE}",
        "    ".join(
            (
                f"仓库：{summary.warehouse}",
                f"期间：{written(summary.starts_on, summary.ends_on)}",
                f"{summary.title}（{basis(summary)}）",
                "数量口径：基本计量单位",
            )
        ),
    )


def _foot(summary: StockSummary) -> tuple[str, ...]:
    known = signed(summary)
    places = (f"{place}：{known.get(place) or '__________'}" for place in SIGNATURES)
    return ("", "        ".join(places), NOTE, *filter(None, [sealed_by(summary)]))


def _memo(summary: StockSummary) -> Iterator[str]:
    """The memo, a heading a line; one that is longer than the sheet is wide goes on in the next."""
    most = _FILLED * sum(column.width or 0 for column in _columns(summary))
    for heading, items in memo(summary):
        line = f"{MEMO} {heading}："
        for item in items:
            if text_width(line + item) > most and not line.endswith("："):
                yield line
                line = f"{MEMO} {heading}（续）："
            line += ("" if line.endswith("：") else "，") + item
        yield line
