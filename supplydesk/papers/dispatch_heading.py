"""What stands above the frame of a dispatch slip: title, number and page, and the slip's state."""

from supplydesk.papers import qr
from supplydesk.papers.dispatch_facts import DispatchPaper
from supplydesk.papers.figures import chinese_date
from supplydesk.papers.fonts import Face, width
from supplydesk.papers.heading import Heading
from supplydesk.papers.sheet import A4_LANDSCAPE_SLIP, POINTS, Sheet
from supplydesk.papers.stamps import VOIDED, Stamp, since_posted
from supplydesk.papers.stationery import Stationery
from supplydesk.papers.typography import Typography

TITLE = "应急物资调拨单"
LATER = "补注"
REASON = "红冲原因"
"""The label of what a reversal says for itself."""
BY_HAND = "手工单号"
LONGEST_HAND_NUMBER = 45.0
"""Millimetres that the line above the frame has for the number of a paper written by hand."""


def by_hand(number: str, typography: Typography) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    """The *number* of a paper that was written by hand: for the line above the frame, and for a
    strip where it is too long for that.
    """
    if not number:
        return (), []
    if width(Face.SANS, typography.line, number) / POINTS <= LONGEST_HAND_NUMBER:
        return (f"{BY_HAND}：{number}",), []
    return (f"{BY_HAND}：见表内附栏",), [(BY_HAND, number)]


def of(
    paper: DispatchPaper, stationery: Stationery, page: int, count: int, *, stacked: bool
) -> Heading:
    """The heading of the *page* of a slip that has *count* pages."""
    hand, _ = by_hand(paper.hand_number, stationery.typography)
    return Heading(
        bureau=paper.bureau or stationery.bureau,
        title=TITLE,
        left=(f"制单日期：{chinese_date(paper.day)}",),
        right=(*hand, f"编号：{paper.number or '（未编号）'}", f"第{page}页／共{count}页"),
        urgency=paper.urgency,
        stamps=tuple(_stamps(paper)),
        code=paper.code,
        module=_module(stationery.sheet),
        stacked=stacked,
        pages=count,
    )


def _stamps(paper: DispatchPaper) -> list[Stamp]:
    """The state of the slip."""
    stamps = since_posted(paper)
    if paper.voided:
        return [VOIDED, *stamps]
    if paper.unposted and paper.number:
        return [("已批准未过账", False), *stamps]
    return stamps


def _module(sheet: Sheet) -> float:
    """The side of one module of the QR code."""
    if sheet.dots:
        return qr.DOT_MODULE
    # A4 has room for the whole size, whichever way it is turned.
    return qr.A5_MODULE if sheet.height < A4_LANDSCAPE_SLIP.height else qr.A4_MODULE
