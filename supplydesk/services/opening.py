"""Opening stock (期初): what is there, and what is out at sites, when the books begin."""

from datetime import date

from supplydesk.domain.entry import NewLot
from supplydesk.domain.money import check_amount, parse_unit_cost
from supplydesk.domain.posting import Article, DraftLine
from supplydesk.domain.problem import Problem, Refused
from supplydesk.domain.quantity import Typed, parse_decimal, to_thousandths
from supplydesk.queries import parties, places
from supplydesk.queries.places import OPENING, PlaceRow
from supplydesk.services.forms import OpeningForm, OpeningLine
from supplydesk.services.measures import of_lot, own_cartons
from supplydesk.services.resolving import (
    Circumstances,
    Resolved,
    find_place,
    read_figure,
    unknown_item,
    without_about,
)
from supplydesk.store.driver import Driver

STANDS = frozenset({"warehouse", "site"})


def resolve(form: OpeningForm, around: Circumstances) -> Resolved:
    """Look up the place, the items and the bins of an opening document."""
    driver = around.driver
    ends = around.known.places((form.place, OPENING))
    place, problem = find_place(ends, form.place, STANDS, around, "place")
    problems = [problem] if problem else []
    leaves: list[PlaceRow] = []
    if place is not None:
        leaves = [place] if place.kind == "site" else _bins(driver, place.id)
    known = around.known.articles(line.item for line in form.lines)
    origins = parties.ids_by_code(driver, (line.origin for line in form.lines if line.origin))
    lines = []
    for row, line in enumerate(form.lines, 1):
        article = known.get(line.item)
        if article is None:
            problems.append(unknown_item(line.item, row))
            continue
        resolved = _line(row, line, article, place, leaves, origins, around.voucher_date, problems)
        if resolved is not None:
            lines.append(resolved)
    if place is None:
        return Resolved(problems=tuple(problems))
    outside = ends[OPENING]
    return Resolved(
        lines=tuple(lines),
        problems=tuple(problems),
        ends={"opening": outside.id},
        inside={outside.id: False} | {leaf.id: True for leaf in leaves},
        content={
            "place": place.name,
            "place_code": place.code,
            "level": place.level,
            "custodian": place.custodian or "",
            "hand_number": form.hand_number,
            "note": form.note,
        },
        warehouse=place.id if place.kind == "warehouse" else None,
        site=place.id if place.kind == "site" else None,
    )


def _bins(driver: Driver, warehouse: int) -> list[PlaceRow]:
    # What is on the road is on a slip, and there is none before the books begin.
    leaves = places.leaves_of(driver, warehouse, kind="bin")
    return [leaf for leaf in leaves if leaf.closed_on is None]


def _line(
    row: int,
    line: OpeningLine,
    article: Article,
    place: PlaceRow | None,
    leaves: list[PlaceRow],
    origins: dict[str, int],
    on: date,
    problems: list[Problem],
) -> DraftLine | None:
    text, about = without_about(line.quantity)
    approximate = line.approximate or about
    before = len(problems)
    pack_size = _pack_size(line, article, row, problems)
    # 3箱 of a lot with 20 in its 箱 are 60, whatever the catalogue's 箱 holds.
    measure = of_lot(article.measure, pack_size)
    typed = read_figure(text, measure, row, "quantity", problems)
    # Where the goods stand is a question of the place; what they are is none.
    stand = _stand(line.stand, place, leaves, row, problems) if place is not None else None
    unit_cost = None
    try:
        unit_cost = parse_unit_cost(line.unit_cost or "0", row=row, field="unit_cost")
    except Refused as refused:
        problems.extend(refused.problems)
    problems.extend(_dates(line, row, on))
    if line.origin and line.origin not in origins:
        problems.append(
            Problem.of(
                "unknown_party",
                "services.opening",
                "There is no party “{code}”. Choose one from the list, or leave it empty.",
                row=row,
                field="origin",
                code=line.origin,
            )
        )
    if typed is None or stand is None or len(problems) > before or unit_cost is None:
        return None
    quantity = to_thousandths(typed.quantity)
    try:
        check_amount(quantity, unit_cost, row=row, field="unit_cost")
    except Refused as refused:
        problems.extend(refused.problems)
        return None
    return DraftLine(
        row=row,
        article=article,
        figures={"quantity": quantity},
        ordered=quantity,
        packs=_cartons(typed, article, pack_size),
        lot=NewLot(
            line=row,
            item=article.id,
            lot_number=line.lot_number,
            owner=line.owner,
            origin=origins.get(line.origin),
            maker=line.maker,
            made=line.made.isoformat() if line.made else None,
            expires=line.expires.isoformat() if line.expires else None,
            pack_size=pack_size,
            unit_cost=unit_cost,
            approximate=approximate,
        ),
        stand=stand.id,
        note=line.note,
        content={"stand": stand.name, "lot_number": line.lot_number},
    )


def _cartons(typed: Typed, article: Article, pack_size: int | None) -> int:
    """Thousandths of cartons that are counted beside the pieces: named, or by the lot's own size.

    A slip names them as the item's, which float, so they are there to be taken.
    """
    if typed.cartons is not None:
        return to_thousandths(typed.cartons)
    return own_cartons(article.measure, pack_size, to_thousandths(typed.quantity)) or 0


def _pack_size(
    line: OpeningLine, article: Article, row: int, problems: list[Problem]
) -> int | None:
    """Thousandths in the lot's own packs; None where it has none, or none that can be."""
    if not line.pack_size:
        return None
    try:
        size = parse_decimal(line.pack_size, row=row, field="pack_size")
    except Refused as refused:
        problems.extend(refused.problems)
        return None
    if size > 0 and size == int(size):
        return to_thousandths(size)
    problems.append(
        Problem.of(
            "pack_size",
            "services.opening",
            "A pack holds a whole number of {unit}, and at least one. Correct it, or leave it "
            "empty.",
            row=row,
            field="pack_size",
            unit=article.measure.unit,
        )
    )
    return None


def _stand(
    code: str, place: PlaceRow, leaves: list[PlaceRow], row: int, problems: list[Problem]
) -> PlaceRow | None:
    if place.kind == "site" and not code:
        return place
    wanted = code or "good"
    for leaf in leaves:
        if wanted in {leaf.code, leaf.area, f"{place.code}-{leaf.area}"}:
            return leaf
    problems.append(
        Problem.of(
            "unknown_bin",
            "services.opening",
            "There is no bin “{code}” in this warehouse. Choose one of its bins or areas.",
            row=row,
            field="stand",
            code=code,
        )
    )
    return None


def _dates(line: OpeningLine, row: int, on: date) -> list[Problem]:
    problems = []
    if line.made and line.made > on:
        problems.append(
            Problem.of(
                "made_in_future",
                "services.opening",
                "The date made, {day}, is after the books begin. Correct the date.",
                row=row,
                field="made",
                day=line.made.isoformat(),
            )
        )
    if line.made and line.expires and line.expires < line.made:
        problems.append(
            Problem.of(
                "expires_before_made",
                "services.opening",
                "It would expire on {expires}, before it was made. Correct one of the dates.",
                row=row,
                field="expires",
                expires=line.expires.isoformat(),
            )
        )
    return problems
