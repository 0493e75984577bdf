"""The columns that the lines of several kinds of voucher share."""

from collections.abc import Sequence
from decimal import Decimal

from supplydesk.domain.figures import fold, parse_decimal
from supplydesk.domain.problem import Refused
from supplydesk.services.drafting import LookedLine
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.grid.lines import GridColumn, Line, RowFacts
from supplydesk.ui.table.column import Cell


def item_columns() -> tuple[GridColumn, ...]:
    """Code, name, spec and unit; the name is typed, by pinyin, code or part of it."""

    def name(line: Line, facts: RowFacts) -> Cell:
        if facts.item is not None:
            return Cell(facts.item.name)
        return Cell(line.get("item", ""))

    return (
        GridColumn(
            "code",
            translate("ui.document.columns", "Code"),
            82,
            shown=lambda _line, facts: Cell(facts.item.code if facts.item else "", "ink2"),
            optional=3,
        ),
        GridColumn(
            "item",
            translate("ui.document.columns", "Item"),
            142,
            "item",
            grows=True,
            shown=name,
        ),
        GridColumn(
            "spec",
            translate("ui.document.columns", "Spec"),
            104,
            shown=lambda _line, facts: Cell(facts.item.spec if facts.item else "", "ink2"),
            optional=2,
        ),
        GridColumn(
            "unit",
            translate("ui.document.columns", "Unit"),
            46,
            shown=lambda _line, facts: Cell(facts.item.unit if facts.item else "", "ink2"),
        ),
    )


def note_column() -> GridColumn:
    """The remark of a line."""
    return GridColumn("note", translate("ui.document.columns", "Note"), 120, "text", grows=True)


def lots_text(looked: LookedLine | None) -> str:
    """``20220318 等2批``."""
    if looked is None or not looked.lots:
        return ""
    first = looked.lots[0]
    name = first.lot_number or f"#{first.lot}"
    if len(looked.lots) == 1:
        return name
    text = translate("ui.document.columns", "{first} and more, {count} lots")
    return text.format(first=name, count=len(looked.lots))


def by_unit(lines: Sequence[tuple[str, Decimal]]) -> str:
    """``张 200 · 床 1,100``: figures added up by unit, in the order in which units come."""
    sums: dict[str, Decimal] = {}
    for unit, figure in lines:
        sums[unit] = sums.get(unit, Decimal(0)) + figure
    return " · ".join(f"{unit} {wording.figure(one)}" for unit, one in sums.items() if one)


def typed_figure(line: Line, names: Sequence[str]) -> Decimal:
    """What a line says in the first of the fields *names* that is filled, when nobody has looked at
    it yet; 0 where that takes more than reading it.
    """
    told = next((line[name] for name in names if line.get(name)), "")
    try:
        return parse_decimal(fold(told)) if told else Decimal(0)
    except Refused:
        return Decimal(0)
