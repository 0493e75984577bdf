"""The month-end summary as plain text: for a terminal, a mail, a file that anything can read."""

from unicodedata import east_asian_width

from supplydesk.domain.stock_summary import Figures, StockSummary
from supplydesk.domain.stock_summary_wording import INCOMING, OUTGOING, basis, sealed_by, unit_of
from supplydesk.papers.figures import figure, period, plain
from supplydesk.papers.stock_summary_figures import in_order, memo

_WIDE = frozenset("WF")
_TEXTS = 5
_GAP = "  "


def columns(text: str) -> int:
    """How many columns of a terminal *text* takes: Chinese characters take two."""
    return sum(2 if east_asian_width(sign) in _WIDE else 1 for sign in text)


def as_text(summary: StockSummary) -> str:
    """The whole summary in aligned columns; those that are empty in every row are left out."""
    titles = [
        "序号",
        "编码",
        "物资名称",
        "规格型号",
        "单位",
        "期初",
        *(f"入/{name}" for name in INCOMING),
        "入库小计",
        *(f"出/{name}" for name in OUTGOING),
        "出库小计",
        "期末",
        "实盘",
        "差异",
    ]
    table: list[list[str]] = []
    number = 0
    for group in summary.groups():
        for row in group.rows:
            number += 1
            texts = [str(number), row.code, row.name, row.spec, row.unit]
            table.append([*(_one_line(text) for text in texts), *_figures(row)])
        if group.name:
            table.append(
                [
                    "",
                    "",
                    f"{group.name} 小计",
                    "",
                    unit_of(group.rows),
                    *_figures(group.subtotal),
                ]
            )
    table.append(["", "", "合计", "", unit_of(summary.rows), *_figures(summary.total())])
    always = {
        *range(_TEXTS),
        titles.index("期初"),
        titles.index("入库小计"),
        titles.index("出库小计"),
        titles.index("期末"),
    }
    kept = [
        index for index in range(len(titles)) if index in always or any(row[index] for row in table)
    ]
    widths = [
        max(columns(titles[index]), *(columns(row[index]) for row in table)) for index in kept
    ]
    span = period(summary.starts_on, summary.ends_on)
    lines = [
        f"{summary.bureau} 应急物资收发存汇总表".strip(),
        f"仓库：{summary.warehouse}  期间：{span}（{basis(summary)}）",
        _line([titles[index] for index in kept], widths, kept),
        _GAP.join("-" * width for width in widths),
        *(_line([row[index] for index in kept], widths, kept) for row in table),
    ]
    lines += memo(summary)
    lines += filter(None, [sealed_by(summary)])
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _figures(figures: Figures) -> list[str]:
    """The figures; a count of nothing is shown, since it was counted."""
    texts = [figure(value) for value in in_order(figures)]
    if figures.counted is not None:
        texts[-2] = plain(figures.counted)
    return texts


def _line(texts: list[str], widths: list[int], kept: list[int]) -> str:
    """One line: texts to the left, figures to the right."""
    return _GAP.join(
        " " * (width - columns(text)) + text
        if index >= _TEXTS or index == 0
        else text + " " * (width - columns(text))
        for text, width, index in zip(texts, widths, kept, strict=True)
    )
