"""What paper, text and workbook of the month-end summary say in the same words.

They are papers of a Chinese bureau and Chinese in every language of the desk.
"""

from collections.abc import Iterable

from supplydesk.domain.figures import MIXED, common_unit, write_plain
from supplydesk.domain.stock_summary import StockSummary, StockSummaryRow

INCOMING = ("采购", "上级", "捐赠", "借入", "回收", "移入", "盘盈", "其他")
OUTGOING = ("调拨", "领用", "归还", "移出", "报废", "盘亏", "其他")

SIGNATURES = ("负责人", "复核", "保管员", "制表")
NOTE = (
    "注：期初＋入库小计－出库小计＝期末；"
    "差异＝实盘－期末，差异须另报《盘盈盘亏报告单》，批准后入账。"
)
MEMO = "备查"
_MEMOS = {
    # What is on the road has left the closing stock; the others are part of it.
    "pending": "期末结存中待验",
    "rejected": "期末结存中不合格",
    "reserved": "期末结存中已预留",
    "on_the_road": "在途（未回执，仍属发出方）",
}


def memo(summary: StockSummary) -> list[tuple[str, tuple[str, ...]]]:
    """What is to be known beside the closing stock: a heading, and item by item ``棉被 5床``."""
    found = []
    for field, heading in _MEMOS.items():
        items = tuple(
            f"{row.name} {write_plain(count)}{row.unit}"
            for row in summary.rows
            if (count := getattr(row, field))
        )
        if items:
            found.append((heading, items))
    return found


def signed(summary: StockSummary) -> dict[str, str]:
    """Who signed already, by the places to sign."""
    return {
        "负责人": summary.head_of_unit,
        "复核": summary.reviewed_by,
        "制表": summary.prepared_by,
    }


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
