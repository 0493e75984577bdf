"""The columns of the register (序时簿)."""

from typing import NamedTuple

from supplydesk.domain.quantity import from_thousandths
from supplydesk.services.register import RegisterRow
from supplydesk.services.register_goods import Goods
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around
from supplydesk.ui.table.column import Cell, Column


class Shown(NamedTuple):
    """A row with the goods that it is about."""

    row: RegisterRow
    goods: Goods


def goods_text(goods: Goods) -> str:
    """``折叠床200 棉被400 等5行``: lines, since one item may stand on several."""
    text = " ".join(f"{name}{figure}" for name, figure in goods.first)
    if goods.lines > len(goods.first):
        more = translate("ui.pages.register_columns", "{first} and more, {count} lines")
        return more.format(first=text, count=goods.lines)
    return text


def columns(around: Around) -> tuple[Column[Shown], ...]:
    """What the register shows, in its order."""
    today = around.desk.today()

    def number(shown: Shown) -> Cell:
        row = shown.row
        chip = wording.state_chip(row.kind, row.state)
        if not row.number:
            kind = wording.kind_word(row.kind)
            return Cell(kind, "ink2", aside=row.hand_number)
        return Cell(row.number, "accent_ink", struck=chip.struck, tip=row.other, middle=True)

    def pieces(shown: Shown) -> Cell:
        row = shown.row
        struck = wording.state_chip(row.kind, row.state).struck
        return Cell(wording.thousandths(row.quantity), struck=struck)

    return (
        Column(
            "day",
            translate("ui.pages.register_columns", "Date"),
            60,
            lambda shown: Cell(wording.short_day(shown.row.day, today), "ink2"),
            value=lambda shown: shown.row.day,
        ),
        Column("number", translate("ui.pages.register_columns", "Number"), 140, number),
        Column(
            "state",
            translate("ui.pages.register_columns", "State"),
            106,
            lambda shown: Cell(chip=wording.state_chip(shown.row.kind, shown.row.state)),
        ),
        Column(
            "from",
            translate("ui.pages.register_columns", "From"),
            96,
            lambda shown: Cell(shown.row.warehouse, "ink2", tip=shown.row.warehouse),
        ),
        Column(
            "to",
            translate("ui.pages.register_columns", "To"),
            150,
            lambda shown: Cell(shown.row.site, tip=shown.row.site),
            grows=True,
        ),
        Column(
            "goods",
            translate("ui.pages.register_columns", "Goods"),
            200,
            lambda shown: Cell(goods_text(shown.goods), "ink2", tip=goods_text(shown.goods)),
            grows=True,
        ),
        Column(
            "quantity",
            translate("ui.pages.register_columns", "Pieces"),
            78,
            pieces,
            figure=True,
            value=lambda shown: from_thousandths(shown.row.quantity or 0),
        ),
        Column(
            "instruction",
            translate("ui.pages.register_columns", "Instruction"),
            164,
            lambda shown: Cell(
                shown.row.instruction, "ink2", tip=shown.row.instruction, middle=True
            ),
            optional=2,
        ),
        Column(
            "prepared_by",
            translate("ui.pages.register_columns", "Prepared by"),
            72,
            lambda shown: Cell(shown.row.prepared_by, "ink2"),
            optional=3,
        ),
        Column(
            "incident",
            translate("ui.pages.register_columns", "Event"),
            110,
            lambda shown: Cell(shown.row.incident, "ink2", tip=shown.row.incident),
            optional=5,
        ),
        Column(
            "note",
            translate("ui.pages.register_columns", "Note"),
            120,
            lambda shown: Cell(shown.row.note, "ink3", tip=shown.row.note),
            optional=4,
        ),
    )
