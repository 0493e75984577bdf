"""What a month-end summary says (收发存汇总): rows by group, each of which must add up."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from supplydesk.papers.figures import MIXED, Quantity, common_unit

INCOMING = {
    "purchased": "采购",
    "from_above": "上级",
    "donated": "捐赠",
    "borrowed": "借入",
    "recovered": "回收",
    "moved_in": "移入",
    "surplus": "盘盈",
    "other_in": "其他",
}
OUTGOING = {
    "dispatched": "调拨",
    "issued": "领用",
    "given_back": "归还",
    "moved_out": "移出",
    "scrapped": "报废",
    "shortage": "盘亏",
    "other_out": "其他",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """The figures of a row: what was there, what came, what went, what is there.

    Reversals are negative in the original's own column. ``counted`` is None where nothing was
    counted.

    Raises:
        ValueError: opening + in − out is not closing; such a row must never be printed.
    """

    opening: Quantity = 0
    purchased: Quantity = 0
    from_above: Quantity = 0
    donated: Quantity = 0
    borrowed: Quantity = 0
    recovered: Quantity = 0
    moved_in: Quantity = 0
    surplus: Quantity = 0
    other_in: Quantity = 0
    dispatched: Quantity = 0
    issued: Quantity = 0
    given_back: Quantity = 0
    moved_out: Quantity = 0
    scrapped: Quantity = 0
    shortage: Quantity = 0
    other_out: Quantity = 0
    closing: Quantity = 0
    counted: Quantity | None = None

    def __post_init__(self) -> None:
        if self.opening + self.incoming - self.outgoing != self.closing:
            raise ValueError(self)

    @property
    def incoming(self) -> Quantity:
        """All that came in."""
        return sum((getattr(self, name) for name in INCOMING), start=Decimal(0))

    @property
    def outgoing(self) -> Quantity:
        """All that went out."""
        return sum((getattr(self, name) for name in OUTGOING), start=Decimal(0))

    @property
    def difference(self) -> Quantity | None:
        """Counted less closing, where it was counted."""
        return None if self.counted is None else self.counted - self.closing

    def in_order(self) -> tuple[Quantity | None, ...]:
        """The figures as the columns show them, from opening to difference."""
        return (
            self.opening,
            *(getattr(self, name) for name in INCOMING),
            self.incoming,
            *(getattr(self, name) for name in OUTGOING),
            self.outgoing,
            self.closing,
            self.counted,
            self.difference,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """One item's row."""

    code: str
    name: str
    unit: str
    flows: Flows
    spec: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryGroup:
    """The rows of one category; without a ``name`` they stand ungrouped."""

    name: str
    rows: tuple[SummaryRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    """One heading of the memo row, such as 待验, with its items: name, quantity, unit."""

    label: str
    items: tuple[tuple[str, Quantity, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StockSummaryPaper:
    """A whole month-end summary of one scope (a warehouse with all its areas).

    ``basis`` says whether the period is by books or by goods. ``chain_head`` is the journal's
    last hash when the month was closed, ``chain_sequence`` its number in the journal.
    """

    warehouse: str
    first_day: date
    last_day: date
    groups: tuple[SummaryGroup, ...] = ()
    bureau: str = ""
    month: str = ""
    basis: str = "按账"
    memo: tuple[Memo, ...] = ()
    chain_head: str = ""
    chain_sequence: int | None = None
    closed: bool = True

    @property
    def rows(self) -> tuple[SummaryRow, ...]:
        """Every row, group after group."""
        return tuple(row for group in self.groups for row in group.rows)


def added(rows: Iterable[SummaryRow]) -> Flows:
    """The sums of *rows*; what was counted adds up only where every row was counted."""
    every = [row.flows for row in rows]
    sums: dict[str, Quantity] = {
        each.name: sum((getattr(flows, each.name) for flows in every), start=Decimal(0))
        for each in fields(Flows)
        if each.name != "counted"
    }
    counts = [flows.counted for flows in every]
    counted = None
    if counts and None not in counts:
        counted = sum((count for count in counts if count is not None), start=Decimal(0))
    return Flows(**sums, counted=counted)


def unit_of(rows: Iterable[SummaryRow]) -> str:
    """The unit that a sum over *rows* is labelled with."""
    return common_unit(row.unit for row in rows) or MIXED
