"""The stock card (库存台账): one item's movements with a running balance and its totals."""

from dataclasses import dataclass
from datetime import date

from supplydesk.domain.period import written
from supplydesk.papers import listing
from supplydesk.papers.figures import Quantity, figure, plain
from supplydesk.papers.listing import Column, Kind, ListingPaper, ListingRow
from supplydesk.papers.press import Tick
from supplydesk.papers.stationery import Stationery

__all__ = ["CardEntry", "StockCardPaper", "draw"]

TITLE = "应急物资库存台账"

_COLUMNS = (
    Column("日期", 20, Kind.CODE),
    Column("单据编号", 36, Kind.CODE),
    Column("摘要", 80),
    Column("入库", 23, Kind.FIGURE),
    Column("出库", 23, Kind.FIGURE),
    Column("结存", 25, Kind.FIGURE),
    Column("批号", 40, Kind.CODE),
    Column("经手人", 30),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardEntry:
    """One line of a card; ``total`` marks 本月合计, 本年累计 and the like.

    Reversals come with negative figures in the original's column and print red. The balance is
    printed even when it is zero; None leaves it blank.
    """

    summary: str
    day: date | None = None
    number: str = ""
    incoming: Quantity | None = None
    outgoing: Quantity | None = None
    balance: Quantity | None = None
    balance_approximate: bool = False
    lot: str = ""
    handler: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StockCardPaper:
    """A whole card: the item, where it lies, the period, and its entries in order.

    ``bin`` names its bins where there are several.
    """

    code: str
    name: str
    unit: str
    entries: tuple[CardEntry, ...]
    spec: str = ""
    bureau: str = ""
    warehouse: str = ""
    bin: str = ""
    minimum: Quantity | None = None
    first_day: date | None = None
    last_day: date | None = None
    basis: str = ""


def draw(paper: StockCardPaper, stationery: Stationery, *, tick: Tick | None = None) -> bytes:
    """The card as a PDF.

    Raises:
        Refused: a character that cannot be printed; nothing was drawn.
    """
    return listing.draw(as_listing(paper), stationery, tick=tick)


def as_listing(paper: StockCardPaper) -> ListingPaper:
    """The card as the list that it is drawn as."""
    facts = [
        f"物资：{paper.code} {paper.name} {paper.spec}".rstrip(),
        f"单位：{paper.unit}",
        f"仓库：{paper.warehouse}" if paper.warehouse else "",
        f"货位：{paper.bin}" if paper.bin else "",
        f"最低库存：{plain(paper.minimum)}" if paper.minimum is not None else "",
    ]
    span = ""
    if paper.first_day and paper.last_day:
        span = written(paper.first_day, paper.last_day)
    return ListingPaper(
        title=TITLE,
        bureau=paper.bureau,
        columns=_COLUMNS,
        rows=[_row(entry) for entry in paper.entries],
        facts=tuple(fact for fact in facts if fact),
        right=f"{span}（{paper.basis}）" if span and paper.basis else span,
        signatures=("负责人", "复核", "保管员", "制表"),
    )


def _row(entry: CardEntry) -> ListingRow:
    # A list leaves zero blank; a balance of zero says something, so it goes in as text.
    balance: Quantity | str | None = entry.balance
    if entry.balance_approximate or entry.balance == 0:
        balance = figure(entry.balance, approximate=entry.balance_approximate) or "0"
    return ListingRow(
        (
            entry.day,
            entry.number,
            entry.summary,
            entry.incoming,
            entry.outgoing,
            balance,
            entry.lot,
            entry.handler,
        ),
        entry.total,
    )
