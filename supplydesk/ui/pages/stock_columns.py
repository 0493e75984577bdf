"""The columns of the stock page."""

from supplydesk.domain.quantity import from_thousandths
from supplydesk.services.stock_overview import ItemStock
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around
from supplydesk.ui.table.column import Cell, Column


def columns(around: Around) -> tuple[Column[ItemStock], ...]:
    """What the table shows, in its order."""
    today = around.desk.today()

    def available(row: ItemStock) -> Cell:
        tip = ""
        if row.low:
            text = translate("ui.pages.stock_columns", "Below the minimum by {figure} {unit}")
            tip = text.format(figure=wording.figure(row.short), unit=row.unit)
        return Cell(
            wording.thousandths(row.available),
            "stop" if row.low else "ink",
            icon="triangle-alert" if row.low else "",
            icon_tone="stop",
            tip=tip,
        )

    def expires(row: ItemStock) -> Cell:
        if row.expires is None:
            return Cell()
        text = f"{row.expires:%Y-%m-%d}" if row.soon else f"{row.expires:%Y-%m}"
        past = row.expires < today
        tone = "stop" if past else "warn" if row.soon else "ink2"
        return Cell(text, tone, icon="clock" if row.soon else "", icon_tone=tone)

    def amount(value: int | None, tone: str = "ink") -> Cell:
        return Cell(wording.thousandths(value), tone)

    return (
        Column(
            "item",
            translate("ui.pages.stock_columns", "Item"),
            210,
            lambda row: Cell(row.name, aside=row.code, tip=row.name),
            grows=True,
            aside=translate("ui.pages.stock_columns", "Code"),
        ),
        Column(
            "spec",
            translate("ui.pages.stock_columns", "Spec"),
            118,
            lambda row: Cell(row.spec, "ink2", tip=row.spec),
            optional=2,
        ),
        Column(
            "unit",
            translate("ui.pages.stock_columns", "Unit"),
            52,
            lambda row: Cell(row.unit, "ink2"),
        ),
        Column(
            "on_hand",
            translate("ui.pages.stock_columns", "On hand"),
            92,
            lambda row: Cell(
                wording.thousandths(row.on_hand), aside="余" if row.approximate else ""
            ),
            figure=True,
            value=lambda row: from_thousandths(row.on_hand),
        ),
        Column(
            "reserved",
            translate("ui.pages.stock_columns", "Reserved"),
            74,
            lambda row: amount(row.reserved, "ink2"),
            figure=True,
            value=lambda row: from_thousandths(row.reserved or 0),
        ),
        Column(
            "available",
            translate("ui.pages.stock_columns", "Available"),
            98,
            available,
            figure=True,
            value=lambda row: from_thousandths(row.available or 0),
        ),
        Column(
            "pending",
            translate("ui.pages.stock_columns", "To inspect"),
            74,
            lambda row: amount(row.pending, "warn"),
            figure=True,
            optional=3,
            value=lambda row: from_thousandths(row.pending),
        ),
        Column(
            "road",
            translate("ui.pages.stock_columns", "On the road"),
            84,
            lambda row: amount(row.road, "ink2"),
            figure=True,
            optional=5,
            value=lambda row: from_thousandths(row.road),
        ),
        Column(
            "sites",
            translate("ui.pages.stock_columns", "At sites"),
            84,
            lambda row: amount(row.sites, "ink2"),
            figure=True,
            optional=5,
            value=lambda row: from_thousandths(row.sites),
        ),
        Column(
            "minimum",
            translate("ui.pages.stock_columns", "Minimum"),
            84,
            lambda row: amount(row.minimum, "ink2"),
            figure=True,
            optional=6,
            value=lambda row: from_thousandths(row.minimum),
        ),
        Column(
            "expires",
            translate("ui.pages.stock_columns", "First expiry"),
            126,
            expires,
            optional=1,
            value=lambda row: row.expires,
        ),
    )
