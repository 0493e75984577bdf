"""The columns of the stock page."""

from supplydesk.domain.quantity import from_thousandths
from supplydesk.services.list_shape import Value, hearsay
from supplydesk.services.stock_overview import GOOD, PENDING, ROAD, SITE, ItemStock
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
            aside=wording.hearsay(bool(row.available) and GOOD in row.about),
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

    def amount(value: int | None, tone: str = "ink", *, near: bool = False) -> Cell:
        return Cell(wording.thousandths(value), tone, aside=wording.hearsay(near and bool(value)))

    def told(value: int | None, row: ItemStock, area: str) -> Value:
        # What is not known, as of a past moment, is no zero: the sheet's cell stays empty.
        return None if value is None else hearsay(from_thousandths(value), area in row.about)

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
            lambda row: amount(row.on_hand, near=GOOD in row.about),
            figure=True,
            value=lambda row: told(row.on_hand, row, GOOD),
        ),
        Column(
            "reserved",
            translate("ui.pages.stock_columns", "Reserved"),
            74,
            lambda row: amount(row.reserved, "ink2"),
            figure=True,
            value=lambda row: None if row.reserved is None else from_thousandths(row.reserved),
        ),
        Column(
            "available",
            translate("ui.pages.stock_columns", "Available"),
            98,
            available,
            figure=True,
            value=lambda row: told(row.available, row, GOOD),
        ),
        Column(
            "pending",
            translate("ui.pages.stock_columns", "To inspect"),
            74,
            lambda row: amount(row.pending, "warn", near=PENDING in row.about),
            figure=True,
            optional=3,
            value=lambda row: told(row.pending, row, PENDING),
        ),
        Column(
            "road",
            translate("ui.pages.stock_columns", "On the road"),
            84,
            lambda row: amount(row.road, "ink2", near=ROAD in row.about),
            figure=True,
            optional=5,
            value=lambda row: told(row.road, row, ROAD),
        ),
        Column(
            "sites",
            translate("ui.pages.stock_columns", "At sites"),
            84,
            lambda row: amount(row.sites, "ink2", near=SITE in row.about),
            figure=True,
            optional=5,
            value=lambda row: told(row.sites, row, SITE),
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
