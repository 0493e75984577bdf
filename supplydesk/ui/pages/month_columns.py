"""The columns of the month's summary (收发存), and its rows: items under their groups."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from supplydesk.domain.figures import MIXED
from supplydesk.domain.stock_summary import Figures, Incoming, Outgoing, StockSummary
from supplydesk.domain.stock_summary_wording import unit_of
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.table.column import Cell, Column


@dataclass(frozen=True, slots=True)
class Line:
    """One line: an item's figures, or with ``total`` the sum of a group or of all."""

    key: str
    name: str
    figures: Figures
    code: str = ""
    spec: str = ""
    unit: str = ""
    total: bool = False


def lines(summary: StockSummary) -> tuple[Line, ...]:
    """The rows in the order of the paper: the items of a group, then what they come to."""
    return tuple(_lines(summary))


def _lines(summary: StockSummary) -> Iterator[Line]:
    for group in summary.groups():
        for row in group.rows:
            yield Line(f"item {row.code}", row.name, row, row.code, row.spec, row.unit)
        if group.name:
            text = translate("ui.pages.month_columns", "{group} subtotal")
            name = text.format(group=group.name)
            unit = _unit(unit_of(group.rows))
            yield Line(f"group {group.name}", name, group.subtotal, unit=unit, total=True)


def total(summary: StockSummary) -> Line:
    """The last line."""
    name = translate("ui.pages.month_columns", "Total")
    return Line("total", name, summary.total(), unit=_unit(unit_of(summary.rows)), total=True)


def _unit(unit: str) -> str:
    return translate("ui.pages.month_columns", "mixed") if unit == MIXED else unit


def columns(summary: StockSummary | None = None) -> tuple[Column[Line], ...]:
    """The columns that anything stands in; without a *summary* those that always do."""
    shown = summary.rows if summary else ()
    words: tuple[Column[Line], ...] = (
        Column(
            "item",
            translate("ui.pages.month_columns", "Item"),
            190,
            lambda line: Cell(line.name, aside=line.code, strong=line.total, tip=line.name),
            grows=True,
            aside=translate("ui.pages.month_columns", "Code"),
        ),
        Column(
            "spec",
            translate("ui.pages.month_columns", "Spec"),
            112,
            lambda line: Cell(line.spec, "ink2", strong=line.total, tip=line.spec),
            optional=2,
        ),
        Column(
            "unit",
            translate("ui.pages.month_columns", "Unit"),
            62,
            lambda line: Cell(line.unit, "ink2", strong=line.total),
        ),
    )
    return (*words, *(column for column, always in _figures() if always or _told(column, shown)))


def _told(column: Column[Line], rows: tuple[Figures, ...]) -> bool:
    value = column.value
    assert value is not None
    return any(value(Line("", "", row)) for row in rows)


def _figures() -> Iterator[tuple[Column[Line], bool]]:
    """Each column of figures, and whether it stands there even if it is empty."""
    come, gone = _in_words(), _out_words()
    yield (
        _figure(
            "opening",
            translate("ui.pages.month_columns", "Opening"),
            lambda told: told.opening,
            lambda told: told.opening_about,
        ),
        True,
    )
    for name in Incoming._fields:
        yield _figure(f"in_{name}", come[name], _part("incoming", name)), False
    yield (
        _figure(
            "in",
            translate("ui.pages.month_columns", "Total in"),
            lambda told: told.incoming.subtotal,
        ),
        True,
    )
    for name in Outgoing._fields:
        yield _figure(f"out_{name}", gone[name], _part("outgoing", name)), False
    yield (
        _figure(
            "out",
            translate("ui.pages.month_columns", "Total out"),
            lambda told: told.outgoing.subtotal,
        ),
        True,
    )
    yield (
        _figure(
            "closing",
            translate("ui.pages.month_columns", "Closing"),
            lambda told: told.closing,
            lambda told: told.closing_about,
        ),
        True,
    )
    for name, word, value in (
        ("counted", translate("ui.pages.month_columns", "Counted"), _counted),
        ("difference", translate("ui.pages.month_columns", "Difference"), _difference),
        ("pending", translate("ui.pages.month_columns", "To inspect"), _pending),
        ("road", translate("ui.pages.month_columns", "En route"), _road),
    ):
        yield _figure(name, word, value), False


def _figure(
    name: str,
    title: str,
    value: Callable[[Figures], Decimal | None],
    about: Callable[[Figures], bool] = lambda _told: False,
) -> Column[Line]:
    """A column of figures; *about* says which are known from hearsay: what moved was counted."""

    def cell(line: Line) -> Cell:
        told = value(line.figures)
        below = told is not None and told < 0
        near = wording.hearsay(bool(told) and about(line.figures))
        tone = "stop" if below else "ink"
        return Cell(wording.figure(told), tone, aside=near, strong=line.total)

    return Column(
        name,
        title,
        74,
        cell,
        figure=True,
        grows=True,
        value=lambda line: value(line.figures) or Decimal(0),
    )


def _part(side: str, name: str) -> Callable[[Figures], Decimal]:
    def value(told: Figures) -> Decimal:
        found: Decimal = getattr(getattr(told, side), name)
        return found

    return value


def _counted(told: Figures) -> Decimal | None:
    return told.counted


def _difference(told: Figures) -> Decimal | None:
    return told.difference


def _pending(told: Figures) -> Decimal:
    return told.pending


def _road(told: Figures) -> Decimal:
    return told.on_the_road


def _in_words() -> dict[str, str]:
    return {
        "purchase": translate("ui.pages.month_columns", "Bought"),
        "upper": translate("ui.pages.month_columns", "Sent down"),
        "donation": translate("ui.pages.month_columns", "Donated"),
        "borrowed": translate("ui.pages.month_columns", "Borrowed"),
        "recovered": translate("ui.pages.month_columns", "Recovered"),
        "transferred_in": translate("ui.pages.month_columns", "Moved in"),
        "over": translate("ui.pages.month_columns", "Surplus"),
        "other": translate("ui.pages.month_columns", "Other in"),
    }


def _out_words() -> dict[str, str]:
    return {
        "dispatch": translate("ui.pages.month_columns", "Dispatched"),
        "issue": translate("ui.pages.month_columns", "Issued"),
        "given_back": translate("ui.pages.month_columns", "Given back"),
        "transferred_out": translate("ui.pages.month_columns", "Moved out"),
        "scrap": translate("ui.pages.month_columns", "Scrapped"),
        "short": translate("ui.pages.month_columns", "Shortage"),
        "other": translate("ui.pages.month_columns", "Other out"),
    }
