"""The month-end stock summary (应急物资收发存汇总表) as a workbook, as the paper has it.

The sheet is always Chinese: it is handed on beside the paper. Every figure is written as a
figure, not as a formula, so that what was sealed cannot recalculate itself.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from supplydesk.domain.stock_summary import Figures, StockSummary, StockSummaryRow
from supplydesk.domain.stock_summary_wording import INCOMING, OUTGOING, basis, sealed_by, unit_of
from supplydesk.paths import write_atomically
from supplydesk.sheets.looks import text_width
from supplydesk.sheets.shape import Marked, Written, WrittenColumn, WrittenSheet
from supplydesk.sheets.writing import book_bytes

TITLE = "应急物资收发存汇总表"
_IN, _OUT, _MEMO = "本期入库", "本期出库", "备查"
_NOTE = (
    "注：期初＋入库小计－出库小计＝期末；差异＝实盘－期末，差异须另报《盘盈盘亏报告单》，"
    "批准后入账。"
)
_WORDS = 5
_WIDTH = 7.0
_LINE_WIDTH = 190  # a line of text as wide as all columns together


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
        ruled=True,
    )
    return book_bytes([sheet], created=created, title=TITLE, author=summary.bureau)


def _columns(summary: StockSummary) -> tuple[WrittenColumn, ...]:
    lines = (*summary.rows, summary.total())
    longest = max(len(f"{one:f}") for line in lines for one in _figures(line) if one is not None)
    width = max(_WIDTH, longest + 1.5)

    def figure(title: str, storey: str = "", *, bold: bool = False) -> WrittenColumn:
        return WrittenColumn(
            title, "quantity", zero_blank=True, bold=bold, storey=storey, width=width
        )

    return (
        WrittenColumn("序号", "whole", width=5),
        WrittenColumn("编码", width=9),
        WrittenColumn("物资名称", width=18),
        WrittenColumn("规格型号", width=14),
        WrittenColumn("单位", width=5),
        figure("期初"),
        *(figure(title, _IN) for title in (*INCOMING, "小计")),
        *(figure(title, _OUT) for title in (*OUTGOING, "小计")),
        figure("期末", bold=True),
        # Counted and found empty is 0; blank would read as "not counted".
        WrittenColumn("实盘", "quantity", width=width),
        figure("差异"),
    )


def _figures(line: Figures) -> tuple[Decimal | None, ...]:
    return (
        line.opening,
        *line.incoming.figures(),
        line.incoming.subtotal,
        *line.outgoing.figures(),
        line.outgoing.subtotal,
        line.closing,
        line.counted,
        line.difference,
    )


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
    for memo in _memo(summary):
        yield Marked("note", (memo,))


def _sum_row(role: str, words: str, line: Figures) -> Marked:
    blanks: tuple[Written, ...] = (None,) * (_WORDS - 1)
    values = (words, *blanks, *_figures(line))
    return Marked("total" if role == "total" else "subtotal", values)


def _heading(summary: StockSummary) -> tuple[str, ...]:
    first, last = summary.starts_on, summary.ends_on
    period = f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日"
    return (
        f"{summary.bureau}{TITLE}",
        "    ".join(
            (
                f"仓库：{summary.warehouse}",
                f"期间：{period}",
                f"{summary.title}（{basis(summary)}）",
                "数量口径：基本计量单位",
            )
        ),
    )


def _foot(summary: StockSummary) -> tuple[str, ...]:
    signed = (
        f"制表：{summary.prepared_by or '__________'}        "
        f"复核：{summary.reviewed_by or '__________'}        "
        f"负责人：{summary.head_of_unit or '__________'}"
    )
    return ("", signed, _NOTE, *filter(None, [sealed_by(summary)]))


_MEMOS: tuple[tuple[str, Callable[[StockSummaryRow], Decimal]], ...] = (
    ("期末结存中待验", lambda row: row.pending),
    ("期末结存中不合格", lambda row: row.rejected),
    ("期末结存中已预留", lambda row: row.reserved),
    ("在途（未回执，仍属发出方）", lambda row: row.on_the_road),
)


def _memo(summary: StockSummary) -> Iterator[str]:
    """What of the closing waits, failed or is spoken for, and what is on the road; a line each."""
    for title, of in _MEMOS:
        line = f"{_MEMO} {title}："
        for row in summary.rows:
            if not of(row):
                continue
            lot = f"{row.name} {of(row):f}{row.unit}"
            if text_width(line + lot) > _LINE_WIDTH:
                yield line
                line = f"{_MEMO} {title}（续）："
            line += ("" if line.endswith("：") else "，") + lot
        if not line.endswith("："):
            yield line
