"""What paper and text of the month-end summary share: the columns in order, labels, the memo."""

from collections.abc import Iterable

from supplydesk.domain.stock_summary import Figures, StockSummary, StockSummaryRow
from supplydesk.papers.figures import MIXED, Quantity, common_unit, plain

INCOMING = ("采购", "上级", "捐赠", "借入", "回收", "移入", "盘盈", "其他")
OUTGOING = ("调拨", "领用", "归还", "移出", "报废", "盘亏", "其他")
_MEMO = {
    "pending": "待验",
    "rejected": "不合格",
    "reserved": "已批未发",
    "on_the_road": "在途（未回执，仍属发出方）",
}


def in_order(figures: Figures) -> tuple[Quantity | None, ...]:
    """The figures as the columns show them, from opening to difference."""
    incoming, outgoing = figures.incoming, figures.outgoing
    return (
        figures.opening,
        *incoming.figures(),
        incoming.subtotal,
        *outgoing.figures(),
        outgoing.subtotal,
        figures.closing,
        figures.counted,
        figures.difference,
    )


def unit_of(rows: Iterable[StockSummaryRow]) -> str:
    """The unit that a sum over *rows* is labelled with."""
    return common_unit(row.unit for row in rows) or MIXED


def basis(summary: StockSummary) -> str:
    """Whether papers count by their date or goods by when they moved; whether more may follow."""
    return ("按账" if summary.by_books else "按实物") + ("" if summary.closed else "，未月结")


def memo(summary: StockSummary) -> list[str]:
    """What is to be known beside the closing stock, item by item, each under its heading."""
    found = []
    for field, label in _MEMO.items():
        items = [
            f"{row.name} {plain(count)}{row.unit}"
            for row in summary.rows
            if (count := getattr(row, field))
        ]
        if items:
            found.append(f"{label}：{'，'.join(items)}")
    return found
