"""The month-end stock summary (收发存) as plain frozen values: one shape for paper, sheet and text.

What came in less what went out must explain every closing figure, row by row; a summary that
does not add up is our fault and is never handed out. The parts of a row are tuples, of which a
month of thousands of items makes three for each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Self

NOTHING = Decimal(0)
UNGROUPED = "未分类"
"""The heading of items that the catalogue puts into no group, where others have one."""


class Unbalanced(ValueError):
    """A row whose opening + in - out is not its closing: a fault of the program, not the clerk."""

    def __init__(
        self, code: str, name: str, expected: Decimal | int, closing: Decimal | int
    ) -> None:
        super().__init__(f"{code} {name}: {expected} expected, {closing} found")
        self.code = code
        self.expected = expected
        self.closing = closing


class Incoming(NamedTuple):
    """What came in during the period, by how it came; in base units, reversals already off.

    The columns stand in the order of the paper, without the subtotal.
    """

    purchase: Decimal = NOTHING
    upper: Decimal = NOTHING
    donation: Decimal = NOTHING
    borrowed: Decimal = NOTHING
    recovered: Decimal = NOTHING
    transferred_in: Decimal = NOTHING
    over: Decimal = NOTHING
    other: Decimal = NOTHING

    @property
    def subtotal(self) -> Decimal:
        return sum(self, start=NOTHING)


class Outgoing(NamedTuple):
    """What went out during the period, by where it went; in base units, reversals already off.

    The columns stand in the order of the paper, without the subtotal.
    """

    dispatch: Decimal = NOTHING
    issue: Decimal = NOTHING
    given_back: Decimal = NOTHING
    transferred_out: Decimal = NOTHING
    scrap: Decimal = NOTHING
    short: Decimal = NOTHING
    other: Decimal = NOTHING

    @property
    def subtotal(self) -> Decimal:
        return sum(self, start=NOTHING)


class Amounts(NamedTuple):
    """What the goods of one line are worth, in fen, at the cost of their lots."""

    opening: int = 0
    incoming: int = 0
    outgoing: int = 0
    closing: int = 0

    @property
    def expected(self) -> int:
        """Opening + in - out: what ``closing`` has to be."""
        return self.opening + self.incoming - self.outgoing


NOTHING_CAME, NOTHING_WENT, WORTH_NOTHING = Incoming(), Outgoing(), Amounts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One line of figures: an item's, a group's or the whole summary's.

    ``counted`` is None where nobody counted. ``pending`` (待验), ``rejected`` (不合格) and
    ``reserved`` are parts of ``closing``; ``on_the_road`` has left it, and stays the sender's
    until the receiver confirms. ``opening_about`` and ``closing_about`` say that some of what was
    there is known from hearsay (余); what moved was counted.
    """

    opening: Decimal = NOTHING
    incoming: Incoming = NOTHING_CAME
    outgoing: Outgoing = NOTHING_WENT
    closing: Decimal = NOTHING
    counted: Decimal | None = None
    pending: Decimal = NOTHING
    rejected: Decimal = NOTHING
    reserved: Decimal = NOTHING
    on_the_road: Decimal = NOTHING
    amounts: Amounts = WORTH_NOTHING
    opening_about: bool = False
    closing_about: bool = False

    @property
    def expected(self) -> Decimal:
        """Opening + in - out: what ``closing`` has to be."""
        return self.opening + self.incoming.subtotal - self.outgoing.subtotal

    @property
    def difference(self) -> Decimal | None:
        """Counted less closing; None where nobody counted."""
        return None if self.counted is None else self.counted - self.closing

    def in_order(self) -> tuple[Decimal | None, ...]:
        """The figures as the columns show them, from opening to difference."""
        return (
            self.opening,
            *self.incoming,
            self.incoming.subtotal,
            *self.outgoing,
            self.outgoing.subtotal,
            self.closing,
            self.counted,
            self.difference,
        )

    def about_in_order(self) -> tuple[bool, ...]:
        """Which of the figures `in_order` are from hearsay."""
        moved = len(self.incoming) + len(self.outgoing) + 2
        return (self.opening_about, *(False,) * moved, self.closing_about, False, False)

    @classmethod
    def total(cls, lines: Iterable["Figures"]) -> "Figures":
        """The sum of *lines*, across units in 件.

        ``counted`` is summed only where every line was counted: a part of it beside the whole
        closing would read as a shortage.
        """
        lines = tuple(lines)
        counts = [line.counted for line in lines if line.counted is not None]
        all_counted = bool(lines) and len(counts) == len(lines)
        return Figures(
            opening=_sum(line.opening for line in lines),
            incoming=Incoming(*map(_sum, zip(*(line.incoming for line in lines), strict=True))),
            outgoing=Outgoing(*map(_sum, zip(*(line.outgoing for line in lines), strict=True))),
            closing=_sum(line.closing for line in lines),
            counted=_sum(counts) if all_counted else None,
            pending=_sum(line.pending for line in lines),
            rejected=_sum(line.rejected for line in lines),
            reserved=_sum(line.reserved for line in lines),
            on_the_road=_sum(line.on_the_road for line in lines),
            opening_about=any(line.opening_about for line in lines),
            closing_about=any(line.closing_about for line in lines),
            amounts=Amounts(
                opening=sum(line.amounts.opening for line in lines),
                incoming=sum(line.amounts.incoming for line in lines),
                outgoing=sum(line.amounts.outgoing for line in lines),
                closing=sum(line.amounts.closing for line in lines),
            ),
        )


def _sum(values: Iterable[Decimal]) -> Decimal:
    return sum(values, start=NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class StockSummaryRow(Figures):
    """The figures of one item, in its base unit."""

    group: str
    code: str
    name: str
    spec: str = ""
    unit: str


@dataclass(frozen=True, slots=True)
class StockSummaryGroup:
    """The rows of one group and their 小计."""

    name: str
    rows: tuple[StockSummaryRow, ...]
    subtotal: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class StockSummary:
    """A warehouse's summary of one period, all its areas taken as one.

    ``title`` names the period (``2022年10月``); ``by_books`` tells papers by their voucher date
    (按账, what a sealed month holds) from papers by when the goods moved (按实物). ``head`` is the
    chain's head after ``sequence``, the last row of the journal that is in the figures; both
    are empty for a summary that is not anchored in the chain. ``closed`` is False while papers
    may still be dated in the period. ``warehouse`` is the name on paper, ``scope`` the same in
    the language of whoever reads it on a screen.
    """

    bureau: str
    warehouse: str
    title: str
    starts_on: date
    ends_on: date
    rows: tuple[StockSummaryRow, ...]
    by_books: bool = True
    closed: bool = True
    head: str = ""
    sequence: int | None = None
    prepared_by: str = ""
    reviewed_by: str = ""
    head_of_unit: str = ""
    scope: str = ""

    def groups(self) -> tuple[StockSummaryGroup, ...]:
        """The rows by group, each group where its first row stands."""
        gathered: dict[str, list[StockSummaryRow]] = {}
        for row in self.rows:
            gathered.setdefault(row.group, []).append(row)
        if len(gathered) > 1 and "" in gathered:
            # Beside groups, what has none must not read as the last group's; it stands behind.
            gathered[UNGROUPED] = [*gathered.get(UNGROUPED, ()), *gathered.pop("")]
        return tuple(
            StockSummaryGroup(name, tuple(rows), Figures.total(rows))
            for name, rows in gathered.items()
        )

    def total(self) -> Figures:
        """The last line, 合计（件，混合单位）."""
        return Figures.total(self.rows)

    def balanced(self) -> Self:
        """The summary itself, once every row has been found to add up.

        Raises:
            Unbalanced: opening + in - out is not the closing of a row, in quantity or amount.
        """
        for row in self.rows:
            if row.expected != row.closing:
                raise Unbalanced(row.code, row.name, row.expected, row.closing)
            if row.amounts.expected != row.amounts.closing:
                raise Unbalanced(row.code, row.name, row.amounts.expected, row.amounts.closing)
        return self
