"""Slips as PDF, for whatever shows or prints them."""

from datetime import date
from decimal import Decimal

from supplydesk.papers.dispatch import DispatchLine, DispatchPaper, draw
from supplydesk.papers.sheet import SLIP_SHEETS
from supplydesk.papers.stationery import Stationery


def slip(
    lines: int = 3, sheet: str = "A4", offset: float = 0.0, copies: tuple[int, ...] = (1,)
) -> bytes:
    """One slip of so many lines."""
    paper = DispatchPaper(
        site="秦州区××集中隔离点",
        bureau="天水市应急管理局",
        number="DB-20221024-001",
        day=date(2022, 10, 24),
        lines=tuple(
            DispatchLine(name="棉被", unit="床", ordered=Decimal(at), issued=Decimal(at))
            for at in range(1, lines + 1)
        ),
    )
    stationery = Stationery("天水市应急管理局", SLIP_SHEETS[sheet], offset_x=offset)
    return draw([paper], stationery, copies=copies)
