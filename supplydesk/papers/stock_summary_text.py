"""The month-end summary as plain text: for a terminal, a mail, a file that anything can read."""

from unicodedata import east_asian_width

from supplydesk.papers.figures import figure, period, plain
from supplydesk.papers.stock_summary_facts import (
    INCOMING,
    OUTGOING,
    Flows,
    StockSummaryPaper,
    added,
    unit_of,
)

_WIDE = frozenset("WF")
_TEXTS = 5
_GAP = "  "


def columns(text: str) -> int:
    """How many columns of a terminal *text* takes: Chinese characters take two."""
    return sum(2 if east_asian_width(sign) in _WIDE else 1 for sign in text)


def as_text(paper: StockSummaryPaper) -> str:
    """The whole summary in aligned columns; those that are empty in every row are left out."""
    titles = [
        "序号",
        "编码",
        "物资名称",
        "规格型号",
        "单位",
        "期初",
        *(f"入/{name}" for name in INCOMING.values()),
        "入库小计",
        *(f"出/{name}" for name in OUTGOING.values()),
        "出库小计",
        "期末",
        "实盘",
        "差异",
    ]
    table: list[list[str]] = []
    number = 0
    for group in paper.groups:
        for row in group.rows:
            number += 1
            texts = [str(number), row.code, row.name, row.spec, row.unit]
            table.append([*(_one_line(text) for text in texts), *_figures(row.flows)])
        if group.name and group.rows:
            table.append(
                [
                    "",
                    "",
                    f"{group.name} 小计",
                    "",
                    unit_of(group.rows),
                    *_figures(added(group.rows)),
                ]
            )
    table.append(["", "", "合计", "", unit_of(paper.rows), *_figures(added(paper.rows))])
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
    lines = [
        f"{paper.bureau} 应急物资收发存汇总表".strip(),
        f"仓库：{paper.warehouse}  期间：{period(paper.first_day, paper.last_day)}"
        f"（{paper.basis}{'' if paper.closed else '，未月结'}）",
        _line([titles[index] for index in kept], widths, kept),
        _GAP.join("-" * width for width in widths),
        *(_line([row[index] for index in kept], widths, kept) for row in table),
    ]
    lines += [
        f"{memo.label}："
        + "，".join(f"{_one_line(name)} {plain(count)}{unit}" for name, count, unit in memo.items)
        for memo in paper.memo
        if memo.items
    ]
    if paper.chain_head:
        last = "" if paper.chain_sequence is None else f"（流水末号{paper.chain_sequence}）"
        lines.append(f"月结链值：{paper.chain_head}{last}")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _figures(flows: Flows) -> list[str]:
    """The figures; a count of nothing is shown, since it was counted."""
    texts = [figure(value) for value in flows.in_order()]
    if flows.counted is not None:
        texts[-2] = plain(flows.counted)
    return texts


def _line(texts: list[str], widths: list[int], kept: list[int]) -> str:
    """One line: texts to the left, figures to the right."""
    return _GAP.join(
        " " * (width - columns(text)) + text
        if index >= _TEXTS or index == 0
        else text + " " * (width - columns(text))
        for text, width, index in zip(texts, widths, kept, strict=True)
    )
