"""The columns of the stock card (库存台账)."""

from decimal import Decimal

from supplydesk.services.stock_card import CardLine
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.table.column import Cell, Column

Numbered = tuple[int, CardLine]
"""A line and its place on the card, which tells it from all others."""


def columns() -> tuple[Column[Numbered], ...]:
    """What the card shows, in its order."""

    def text(word: str, line: CardLine, tone: str = "ink2") -> Cell:
        return Cell("" if line.total else word, tone, strong=bool(line.total), tip=word)

    def figure(value: Decimal | None, line: CardLine) -> Cell:
        tone = "stop" if value is not None and value < 0 else "ink"
        return Cell(wording.figure(value), tone, strong=bool(line.total))

    def balance(line: CardLine) -> Cell:
        shown = wording.figure(line.balance) or "0"  # an empty shelf says something
        return Cell(
            shown,
            "stop" if line.balance < 0 else "ink",
            aside=wording.hearsay(line.about),
            strong=bool(line.total),
        )

    return (
        Column(
            "day",
            translate("ui.pages.card_columns", "Date"),
            100,
            lambda row: text(row[1].day.isoformat(), row[1]),
        ),
        Column(
            "number",
            translate("ui.pages.card_columns", "Number"),
            140,
            lambda row: Cell(row[1].number, "accent_ink", strong=bool(row[1].total), middle=True),
        ),
        Column(
            "summary",
            translate("ui.pages.card_columns", "Summary"),
            180,
            lambda row: Cell(row[1].summary, strong=bool(row[1].total), tip=row[1].summary),
            grows=True,
        ),
        Column(
            "in",
            translate("ui.pages.card_columns", "In"),
            80,
            lambda row: figure(row[1].incoming, row[1]),
            figure=True,
        ),
        Column(
            "out",
            translate("ui.pages.card_columns", "Out"),
            80,
            lambda row: figure(row[1].outgoing, row[1]),
            figure=True,
        ),
        Column(
            "balance",
            translate("ui.pages.card_columns", "Balance"),
            84,
            lambda row: balance(row[1]),
            figure=True,
        ),
        Column(
            "lot",
            translate("ui.pages.card_columns", "Lot"),
            104,
            lambda row: text(row[1].lot_number, row[1]),
            optional=1,
        ),
        Column(
            "expires",
            translate("ui.pages.card_columns", "Expires"),
            92,
            lambda row: text(wording.long_day(row[1].expires), row[1]),
            optional=3,
        ),
        Column(
            "handler",
            translate("ui.pages.card_columns", "Prepared by"),
            80,
            lambda row: text(row[1].handler, row[1]),
            optional=2,
        ),
    )
