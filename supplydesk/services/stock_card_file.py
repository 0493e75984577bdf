"""The stock card handed on: as the paper that is filed (台账), as a workbook, as text."""

from collections.abc import Iterator

from supplydesk.papers import stock_card as card_paper
from supplydesk.papers.stationery import Stationery
from supplydesk.papers.stock_card import CardEntry, StockCardPaper
from supplydesk.services.list_shape import List, ListColumn, ListRow, Tick, hearsay
from supplydesk.services.stock_card import CardLine, StockCard, brought_forward
from supplydesk.text import on_paper, translate


def draw(card: StockCard, stationery: Stationery, tick: Tick | None = None) -> bytes:
    """The card as a PDF, with what was brought forward as its first line.

    Raises:
        Refused: a character cannot be printed.
    """
    paper = StockCardPaper(
        code=card.code,
        name=card.name,
        unit=card.unit,
        spec=card.spec,
        bureau=card.bureau,
        warehouse=card.printed_scope,
        bin="、".join(card.printed_bins),
        minimum=card.minimum or None,
        first_day=card.first,
        last_day=card.last,
        basis="按账" if card.by_books else "按实物",
        entries=(
            CardEntry(
                summary=on_paper(brought_forward),
                balance=card.opening,
                balance_approximate=card.opening_about,
                total=True,
            ),
            *(_entry(line) for line in card.lines),
        ),
    )
    return card_paper.draw(paper, stationery, tick=tick)


def as_list(card: StockCard) -> List:
    """The card as a list, for a workbook or a clipboard."""

    def rows() -> Iterator[ListRow]:
        opening = hearsay(card.opening, card.opening_about)
        forward = (None, "", brought_forward(), None, None, opening, "", None, "")
        yield ListRow(forward, strong=True)
        for line in card.lines:
            yield ListRow(
                (
                    line.day,
                    line.number,
                    line.summary,
                    line.incoming,
                    line.outgoing,
                    hearsay(line.balance, line.about),
                    line.lot_number,
                    line.expires,
                    line.handler,
                ),
                strong=bool(line.total),
            )

    item = translate("services.stock_card_file", "Item: {code} {name} {spec} ({unit})")
    days = translate("services.stock_card_file", "{scope}, {first} to {last}, {basis}")
    bins = translate("services.stock_card_file", "Bin: {bins}").format(bins="、".join(card.bins))
    return List(
        translate("services.stock_card_file", "Stock card"),
        (
            ListColumn(translate("services.stock_card_file", "Date"), 20),
            ListColumn(translate("services.stock_card_file", "Number"), 36),
            ListColumn(translate("services.stock_card_file", "Summary"), 80),
            ListColumn(translate("services.stock_card_file", "In"), 23, figure=True),
            ListColumn(translate("services.stock_card_file", "Out"), 23, figure=True),
            ListColumn(
                translate("services.stock_card_file", "Balance"), 25, figure=True, zero=True
            ),
            ListColumn(translate("services.stock_card_file", "Lot"), 40),
            ListColumn(translate("services.stock_card_file", "Expires"), 22),
            ListColumn(translate("services.stock_card_file", "Prepared by"), 30),
        ),
        rows,
        len(card.lines) + 1,
        (
            item.format(code=card.code, name=card.name, spec=card.spec, unit=card.unit),
            days.format(
                scope=card.scope,
                first=card.first,
                last=card.last,
                basis=(
                    translate("services.stock_card_file", "by books")
                    if card.by_books
                    else translate("services.stock_card_file", "by goods")
                ),
            ),
            *((bins,) if card.bins else ()),
        ),
        card.bureau,
    )


def _entry(line: CardLine) -> CardEntry:
    return CardEntry(
        summary=line.printed,
        day=line.day,
        number=line.number,
        incoming=line.incoming,
        outgoing=line.outgoing,
        balance=line.balance,
        balance_approximate=line.about,
        lot=line.lot_number,
        handler=line.handler,
        total=bool(line.total),
    )
