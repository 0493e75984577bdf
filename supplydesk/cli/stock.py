"""The command `stock`: what lies where, now or at a past moment, by item or lot by lot."""

from typing import Annotated

import typer

from supplydesk.cli.access import desk
from supplydesk.cli.help import DeskCommand, DeskGroup
from supplydesk.cli.options import AsJson, Place, moment
from supplydesk.cli.output import Json, about, emit, figure, money, quantity, say, table
from supplydesk.domain.places import PlaceKind
from supplydesk.services import stock
from supplydesk.services.stock import StockLine, StockLot
from supplydesk.text import translate

app = typer.Typer(cls=DeskGroup, rich_markup_mode=None)

ItemCode = Annotated[
    str,
    typer.Option("--item", metavar="CODE|NAME", help=translate("cli.stock", "Only this item.")),
]


@app.command("stock", cls=DeskCommand)
def stock_command(
    context: typer.Context,
    as_of: Annotated[
        str,
        typer.Option(
            "--as-of",
            metavar="DATE|TIME",
            help=translate("cli.stock", "At the end of this past day, or at this moment."),
        ),
    ] = "",
    books: Annotated[
        bool,
        typer.Option(
            "--books",
            help=translate("cli.stock", "By the papers' dates, not by when the goods moved."),
        ),
    ] = False,
    warehouse: Place = "",
    item: ItemCode = "",
    lots: Annotated[
        bool, typer.Option("--lots", help=translate("cli.stock", "Lot by lot."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """What lies where, now or at a past moment."""
    past = moment(as_of, "--as-of") if as_of else None
    with desk(context) as open_desk:
        found = open_desk.read(
            lambda session: stock.stock(
                session,
                warehouse=warehouse or None,
                item=item or None,
                as_of=past,
                books=books,
                lots=lots,
            )
        )
    if as_json:
        emit([_stock_json(line, lots=lots) for line in found])
    elif found:
        say(_lots_table(found) if lots else _stock_table(found))
    else:
        say(translate("cli.stock", "Nothing lies there."))


def _stock_json(line: StockLine, *, lots: bool) -> dict[str, Json]:
    told: dict[str, Json] = {
        "item": line.code,
        "name": line.name,
        "spec": line.spec,
        "unit": line.unit,
        "warehouse": line.owner,
        "warehouse_name": line.owner_name,
        "level": line.level,
        "place": line.place,
        "area": line.area,
        "quantity": quantity(line.thousandths),
        "reserved": None if line.reserved is None else quantity(line.reserved),
        "available": None if line.available is None else figure(line.available),
        "approximate": line.approximate,
        "amount": money(line.amount),
        "expires": line.expires.isoformat() if line.expires else None,
    }
    if lots:
        told["lots"] = [_lot_json(lot) for lot in line.lots]
    return told


def _lot_json(lot: StockLot) -> dict[str, Json]:
    return {
        "lot": lot.lot,
        "lot_number": lot.lot_number,
        "made": lot.made.isoformat() if lot.made else None,
        "expires": lot.expires.isoformat() if lot.expires else None,
        "quantity": quantity(lot.thousandths),
        "approximate": lot.approximate,
        "packs": figure(lot.packs),
        "amount": money(lot.amount),
    }


def _area(line: StockLine) -> str:
    return PlaceKind(line.area).word()


def _item_headings() -> list[str]:
    return [
        translate("cli.stock", "Where"),
        translate("cli.stock", "Area"),
        translate("cli.stock", "Code"),
        translate("cli.stock", "Item"),
        translate("cli.stock", "Spec"),
        translate("cli.stock", "Unit"),
    ]


def _stock_table(found: tuple[StockLine, ...]) -> str:
    headings = [
        *_item_headings(),
        translate("cli.stock", "Quantity"),
        translate("cli.stock", "Reserved"),
        translate("cli.stock", "Expires first"),
    ]
    return table(
        headings,
        [
            [
                line.owner_name,
                _area(line),
                line.code,
                line.name,
                line.spec,
                line.unit,
                about(quantity(line.thousandths), line.approximate),
                quantity(line.reserved) if line.reserved else "",
                line.expires.isoformat() if line.expires else "",
            ]
            for line in found
        ],
        right={6, 7},
    )


def _lots_table(found: tuple[StockLine, ...]) -> str:
    headings = [
        *_item_headings(),
        translate("cli.stock", "Lot"),
        translate("cli.stock", "Lot number"),
        translate("cli.stock", "Made"),
        translate("cli.stock", "Expires"),
        translate("cli.stock", "Quantity"),
        # Where they are counted beside the pieces: how many a slip may name.
        translate("cli.stock", "Cartons"),
    ]
    return table(
        headings,
        [
            [
                line.owner_name,
                _area(line),
                line.code,
                line.name,
                line.spec,
                line.unit,
                str(lot.lot),
                lot.lot_number,
                lot.made.isoformat() if lot.made else "",
                lot.expires.isoformat() if lot.expires else "",
                about(quantity(lot.thousandths), lot.approximate),
                figure(lot.packs) if lot.packs else "",
            ]
            for line in found
            for lot in line.lots
        ],
        right={6, 10, 11},
    )


@app.callback()
def _keep_the_name() -> None:
    """Tell typer that a single command keeps its name."""
