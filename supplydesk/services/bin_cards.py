"""Bin cards (货位卡) as they are printed now, for bins or for all bins of a warehouse."""

from collections.abc import Sequence
from datetime import date

from supplydesk.domain.posting import Article
from supplydesk.domain.problem import refuse
from supplydesk.domain.quantity import from_thousandths, write_plain
from supplydesk.papers import labels
from supplydesk.papers.figures import packed
from supplydesk.papers.labels import Label
from supplydesk.papers.press import Tick
from supplydesk.queries import articles
from supplydesk.queries.bin_cards import CardRow, cards
from supplydesk.services import settings
from supplydesk.services.measures import of_lot
from supplydesk.services.place_facts import bin_word, came_along
from supplydesk.services.printing import stationery_of
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver
from supplydesk.text import on_paper

VERSION = "1"
LOT, PLACE = "L", "P"
"""What the numbers in a card's code count: a lot and, after a hyphen, its bin; or a bin alone."""


def labels_of(session: DeskSession, codes: Sequence[str]) -> tuple[Label, ...]:
    """The cards of the bins and warehouses *codes*: one a lot, and one for each empty bin.

    The bin that comes with each area has no shelf of its own, so it has no card while it is empty.

    Raises:
        Refused: the person may not, or there is nothing to put a card on.
    """
    require(session, "print")
    driver = Driver(session)
    rows = [row for code in dict.fromkeys(codes) for row in cards(driver, code)]
    rows = [
        row
        for row in dict.fromkeys(rows)
        if row.lot is not None or not came_along(row.code, row.area)
    ]
    if not rows:
        raise refuse(
            "no_bins",
            "services.bin_cards",
            "There is no bin and nothing lies there that a card could be put on. Choose a "
            "warehouse or a bin.",
            field="code",
        )
    known = articles.by_id(driver, (row.item for row in rows if row.item is not None))
    bureau = settings.load(session).bureau_code
    return tuple(_label(row, known.get(row.item or 0), bureau) for row in rows)


def pdf(session: DeskSession, codes: Sequence[str], tick: Tick | None = None) -> bytes:
    """The same as a PDF.

    Raises:
        Refused: as `labels_of`.
    """
    return labels.draw(labels_of(session, codes), stationery_of(session), tick=tick)


def _label(row: CardRow, article: Article | None, bureau: str) -> Label:
    where = on_paper(lambda: bin_word(row.code, row.area))
    if article is None or row.lot is None:
        code = ":".join((VERSION, bureau, PLACE, str(row.bin)))
        return Label(warehouse=row.warehouse, bin=where, code=code)
    return Label(
        warehouse=row.warehouse,
        bin=where,
        code=":".join((VERSION, bureau, LOT, f"{row.lot}-{row.bin}")),
        name=article.name,
        spec=article.spec,
        item=article.code,
        quantity=_quantity(row, article),
        lot=row.lot_number or "",
        made=_day(row.made),
        expires=_day(row.expires),
        maker=row.maker or "",
        received=_day(row.received),
    )


def _quantity(row: CardRow, article: Article) -> str:
    measure = of_lot(article.measure, row.pack_size)
    quantity = from_thousandths(row.quantity or 0)
    figure = write_plain(quantity)
    plain = figure + measure.unit
    # Floating cartons hold these very pieces: written before them they would read as a sum.
    spoken = packed(quantity, measure, from_thousandths(row.packs or 0))
    # 余 stands between figure and unit; in packs there may be several figures: 约 is of them all.
    told, near = (f"{figure}余{measure.unit}", "约") if row.approximate else (plain, "")
    if not spoken:
        return told
    return f"{told}，{near}{spoken}" if spoken.endswith("）") else f"{told}（{near}{spoken}）"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
