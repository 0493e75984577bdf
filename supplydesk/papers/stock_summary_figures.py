"""What paper and text of the month-end summary share: the figures in order and the memo."""

from supplydesk.domain.stock_summary import Figures, StockSummary
from supplydesk.papers.figures import Quantity, plain

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
