"""The brief (简报): the paragraph that leaders ask for, from totals of what was issued.

A brief is a Chinese paper whatever language the desk speaks, so its words stand here as they are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from supplydesk.domain.figures import write_plain

OTHER_GOODS = "其他物资"
OTHER_UNIT = "件"
_APPROXIMATE = "余"


@dataclass(frozen=True, slots=True)
class BriefItem:
    """What one sender's level issued of one item: net of reversals, in the item's base unit.

    ``name`` is the item's brief name (all tents are 帐篷); ``other`` folds it into 其他物资;
    ``approximate`` marks a figure from hearsay.
    """

    name: str
    unit: str
    quantity: Decimal
    report_order: int = 0
    other: bool = False
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class BriefLevel:
    """One level of senders under the word that the bureau uses for it (市级, 县区)."""

    word: str
    items: tuple[BriefItem, ...]


@dataclass(frozen=True, slots=True)
class BriefTotals:
    """What a brief is made of; levels are told in the order given.

    ``incident`` is the event's name (疫情防控), ``realm`` whom it speaks for (全市), ``until``
    the words it opens with.
    """

    incident: str
    levels: tuple[BriefLevel, ...]
    realm: str = "全市"
    until: str = "截至目前"


def folded(items: Iterable[BriefItem]) -> tuple[BriefItem, ...]:
    """*items* as they are told: one row for a name and unit, in report order, others last.

    Rows that come to nothing are left out.
    """
    rows: dict[tuple[str, str], BriefItem] = {}
    for item in items:
        other = item.other or item.name == OTHER_GOODS
        name, unit = (OTHER_GOODS, OTHER_UNIT) if other else (item.name, item.unit)
        key = (name, unit)
        before = rows.get(key, BriefItem(name, unit, Decimal(0), item.report_order, other))
        rows[key] = BriefItem(
            name,
            unit,
            before.quantity + item.quantity,
            min(before.report_order, item.report_order),
            other,
            before.approximate or (item.approximate and bool(item.quantity)),
        )
    told = sorted(rows.values(), key=lambda row: (row.other, row.report_order))
    return tuple(row for row in told if row.quantity)


def paragraph(totals: BriefTotals) -> str:
    """The brief of *totals*; says so where nothing was issued."""
    goods = f"{totals.incident}保障物资"
    told = [(level.word, folded(level.items)) for level in totals.levels]
    told = [(word, rows) for word, rows in told if rows]
    if not told:
        return f"{totals.until}，{totals.realm}尚未调拨{goods}。"
    total = _sum(row for _, rows in told for row in rows)
    levels = "；".join(f"{word}调拨{_sum(rows)}（{_list(rows)}）" for word, rows in told)
    return f"{totals.until}，{totals.realm}共调拨{goods}{total}。其中，{levels}。"


def _list(rows: Iterable[BriefItem]) -> str:
    return "，".join(row.name + _figure(row.quantity, row.approximate) + row.unit for row in rows)


def _sum(rows: Iterable[BriefItem]) -> str:
    """A total across units, which is in 件, and approximate where a part of it is."""
    quantities, flags = zip(*_parts(rows), strict=True)
    return _figure(sum(quantities, Decimal(0)), any(flags)) + OTHER_UNIT


def _parts(rows: Iterable[BriefItem]) -> Iterator[tuple[Decimal, bool]]:
    for row in rows:
        yield row.quantity, row.approximate


def _figure(quantity: Decimal, approximate: bool) -> str:
    return write_plain(quantity) + (_APPROXIMATE if approximate else "")
