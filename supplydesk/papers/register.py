"""The register of documents (序时簿): every paper in the order of its posting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from supplydesk.papers import listing
from supplydesk.papers.figures import Quantity
from supplydesk.papers.listing import Column, Kind, ListingPaper, ListingRow
from supplydesk.papers.press import Tick
from supplydesk.papers.stationery import Stationery

__all__ = ["RegisterEntry", "RegisterPaper", "draw"]

TITLE = "应急物资单据序时簿"

_COLUMNS = (
    Column("序号", 11, Kind.CENTRE),
    Column("日期", 20, Kind.CODE),
    Column("编号", 34, Kind.CODE),
    Column("类别", 22),
    Column("状态", 17, Kind.CENTRE),
    Column("仓库", 36),
    Column("对方单位", 52),
    Column("调拨指令", 36, Kind.SMALL),
    Column("品种", 12, Kind.FIGURE),
    Column("数量", 19, Kind.FIGURE),
    Column("制单", 16, Kind.CENTRE),
    Column("备注", 26, Kind.SMALL),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """One document in the register."""

    day: date
    number: str
    kind: str
    state: str = ""
    warehouse: str = ""
    party: str = ""
    instruction: str = ""
    items: int | None = None
    quantity: Quantity | None = None
    prepared_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPaper:
    """A whole register; ``filters`` say which documents it was narrowed to."""

    entries: Sequence[RegisterEntry]
    bureau: str = ""
    filters: tuple[str, ...] = ()
    right: str = ""


def draw(paper: RegisterPaper, stationery: Stationery, *, tick: Tick | None = None) -> bytes:
    """The register as a PDF; *tick* is called once a page.

    Raises:
        Refused: a character that cannot be printed; nothing was drawn.
    """
    return listing.draw(as_listing(paper), stationery, tick=tick)


def as_listing(paper: RegisterPaper) -> ListingPaper:
    """The register as the list that it is drawn as."""
    return ListingPaper(
        title=TITLE,
        bureau=paper.bureau,
        columns=_COLUMNS,
        rows=[_row(number, entry) for number, entry in enumerate(paper.entries, start=1)],
        facts=paper.filters or ("全部单据",),
        right=paper.right,
        note="数量为各品种基本计量单位之和（件，混合单位）；红字为冲销。",
    )


def _row(number: int, entry: RegisterEntry) -> ListingRow:
    return ListingRow(
        (
            str(number),
            entry.day,
            entry.number,
            entry.kind,
            entry.state,
            entry.warehouse,
            entry.party,
            entry.instruction,
            entry.items,
            entry.quantity,
            entry.prepared_by,
            entry.note,
        )
    )
