"""What paper, text and workbook of the month-end summary say in the same words.

They are papers of a Chinese bureau and Chinese in every language of the desk.
"""

from collections.abc import Iterable

from supplydesk.domain.figures import MIXED, common_unit
from supplydesk.domain.stock_summary import StockSummary, StockSummaryRow

INCOMING = ("采购", "上级", "捐赠", "借入", "回收", "移入", "盘盈", "其他")
OUTGOING = ("调拨", "领用", "归还", "移出", "报废", "盘亏", "其他")


def unit_of(rows: Iterable[StockSummaryRow]) -> str:
    """The unit that a sum over *rows* is labelled with."""
    return common_unit(row.unit for row in rows) or MIXED


def basis(summary: StockSummary) -> str:
    """Whether papers count by their date or goods by when they moved; whether more may follow."""
    return ("按账" if summary.by_books else "按实物") + ("" if summary.closed else "，未月结")


def sealed_by(summary: StockSummary) -> str:
    """The chain's head that anchors the figures, and how far it reaches; empty for none.

    Only a closed month's is its seal; an open month's says how far the books went.
    """
    if not summary.head:
        return ""
    what = "月结链值" if summary.closed else "流水链值"
    number = "" if summary.sequence is None else f"（流水末号{summary.sequence}）"
    return f"{what}：{summary.head}{number}"
