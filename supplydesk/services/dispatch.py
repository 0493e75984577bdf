"""A dispatch (调拨): goods from a warehouse's good area onto the road to a site."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from supplydesk.domain.picking import Candidate, Take, pick
from supplydesk.domain.posting import Article, DraftLine, shortage
from supplydesk.domain.problem import Problem
from supplydesk.domain.quantity import Measure, Typed, to_thousandths
from supplydesk.queries import parties
from supplydesk.queries.candidates import candidates
from supplydesk.queries.places import PlaceRow
from supplydesk.services.forms import DispatchForm, DispatchLine, PhoneOrder
from supplydesk.services.resolving import (
    Circumstances,
    Resolved,
    find_articles,
    find_place,
    read_figure,
    transit_of,
    unknown_item,
)

Pools = Mapping[int, list[Candidate]]


def resolve(form: DispatchForm, around: Circumstances, zone: tzinfo) -> Resolved:
    """Look up both ends and the items of a dispatch, and pick its lots.

    Lots leave first-expired-first-out, broken packs first, unless a line names its lots; an
    approved dispatch takes what was held for it.
    """
    driver, on = around.driver, around.voucher_date
    warehouse, wrong = find_place(driver, form.warehouse, frozenset({"warehouse"}), on, "warehouse")
    problems = [wrong] if wrong else []
    site, wrong = find_place(driver, form.site, frozenset({"site"}), on, "site")
    problems += [wrong] if wrong else []
    incident = parties.incident(driver, form.incident)
    problems += _incident_problems(form, incident, on.isoformat())
    problems += _order_problems(form)
    if warehouse is None or site is None or incident is None:
        return Resolved(problems=tuple(problems))
    known = find_articles(driver, (line.item for line in form.lines))
    typed = _typed(form.lines, known, problems)
    road = transit_of(driver, warehouse.id)
    ids = list(dict.fromkeys(article.id for _, _, article, _, _ in typed))
    pools: Pools = {}
    seen: dict[tuple[int, int], int] = {}
    if ids and not around.held:
        pools, seen = candidates(driver, warehouse.id, ids, around.effective_at)
    lines = []
    for row, line, article, ordered, issued in typed:
        takes = _takes(row, line, article, issued, pools, around, problems)
        lines.append(_draft_line(row, line, article, ordered, issued, takes))
    taken = {(take.place, take.lot) for line in lines for take in line.takes}
    return Resolved(
        lines=tuple(lines),
        problems=tuple(problems),
        ends={"transit": road.id},
        inside={road.id: True} | {place: True for place, _ in taken},
        content=_content(form, around, warehouse, site, incident, zone),
        incident=incident.id,
        warehouse=warehouse.id,
        site=site.id,
        seen={key: seen[key] for key in taken if key in seen},
    )


def _incident_problems(
    form: DispatchForm, incident: parties.IncidentRow | None, on: str
) -> list[Problem]:
    if incident is None:
        return [
            Problem.of(
                "unknown_incident",
                "services.dispatch",
                "There is no event “{code}”. Choose one from the list, or add it.",
                field="incident",
                code=form.incident,
            )
        ]
    if incident.closed_on is not None and incident.closed_on <= on:
        return [
            Problem.of(
                "incident_closed",
                "services.dispatch",
                "The event {incident} was closed on {day}. Choose another event.",
                field="incident",
                incident=incident.name,
                day=incident.closed_on,
            )
        ]
    return []


def _order_problems(form: DispatchForm) -> list[Problem]:
    if form.instruction is None and form.phone is None:
        return [
            Problem.of(
                "no_order",
                "services.dispatch",
                "Nothing says who ordered this. Give the instruction's number, or who gave the "
                "order by telephone, who noted it and when.",
                field="instruction",
            )
        ]
    return []


Typing = tuple[int, DispatchLine, Article, int, Typed]


def _typed(
    lines: Sequence[DispatchLine], known: Mapping[str, Article], problems: list[Problem]
) -> list[Typing]:
    typed = []
    for row, line in enumerate(lines, 1):
        article = known.get(line.item)
        if article is None:
            problems.append(unknown_item(line.item, row))
            continue
        ordered = read_figure(line.ordered, article.measure, row, "ordered", problems)
        issued = ordered
        if line.issued:
            issued = read_figure(line.issued, article.measure, row, "issued", problems)
        if ordered is not None and issued is not None:
            typed.append((row, line, article, to_thousandths(ordered.quantity), issued))
    return typed


def _takes(
    row: int,
    line: DispatchLine,
    article: Article,
    issued: Typed,
    pools: Pools,
    around: Circumstances,
    problems: list[Problem],
) -> tuple[Take, ...]:
    wanted = to_thousandths(issued.quantity)
    if around.held:
        return tuple(
            Take(lot, place, quantity)
            for held_row, place, lot, quantity in around.held
            if held_row == row
        )
    pool = pools.get(article.id, [])
    if line.lots:
        return _by_hand(row, line, article.measure, wanted, pool, around, problems)
    picked = pick(pool, wanted, around.voucher_date)
    takes = picked.takes
    if picked.missing:
        day = around.voucher_date.isoformat()
        expired = sum(one.available for one in pool if one.expires and one.expires < day)
        resolved = _draft_line(row, line, article, wanted, issued, ())
        problems.append(shortage(resolved, picked.missing, expired))
    _draw(pool, takes)
    if issued.cartons is not None and takes:
        first, *rest = takes
        takes = (first._replace(packs=to_thousandths(issued.cartons)), *rest)
    return takes


def _by_hand(
    row: int,
    line: DispatchLine,
    measure: Measure,
    wanted: int,
    pool: list[Candidate],
    around: Circumstances,
    problems: list[Problem],
) -> tuple[Take, ...]:
    takes: list[Take] = []
    total = 0
    for chosen in line.lots:
        typed = read_figure(chosen.quantity, measure, row, "lots", problems)
        if typed is None:
            continue
        quantity = to_thousandths(typed.quantity)
        total += quantity
        there = [one for one in pool if one.lot == chosen.lot]
        if any(one.expires and one.expires < around.voucher_date.isoformat() for one in there):
            problems.append(
                Problem.of(
                    "lot_expired",
                    "services.dispatch",
                    "Lot {lot} expired on {day} and may not go out. Choose another lot.",
                    row=row,
                    field="lots",
                    lot=chosen.lot,
                    day=there[0].expires,
                )
            )
            continue
        picked = pick(there, quantity, around.voucher_date)
        if picked.missing:
            problems.append(
                Problem.of(
                    "lot_short",
                    "services.dispatch",
                    "Lot {lot} does not hold that much in this warehouse. Take less of it, or "
                    "choose another lot.",
                    row=row,
                    field="lots",
                    lot=chosen.lot,
                )
            )
        _draw(pool, picked.takes)
        takes.extend(picked.takes)
    if total != wanted:
        problems.append(
            Problem.of(
                "lots_differ",
                "services.dispatch",
                "The lots chosen do not add up to the quantity issued. Make them equal.",
                row=row,
                field="lots",
            )
        )
    return tuple(takes)


def _draw(pool: list[Candidate], takes: Sequence[Take]) -> None:
    # A later line of the same item must not be promised what this one takes.
    for take in takes:
        for index, one in enumerate(pool):
            if one.lot == take.lot and one.place == take.place:
                pool[index] = one.less(take.quantity)
                break


def _draft_line(
    row: int,
    line: DispatchLine,
    article: Article,
    ordered: int,
    issued: Typed,
    takes: tuple[Take, ...],
) -> DraftLine:
    return DraftLine(
        row=row,
        article=article,
        figures={"quantity": to_thousandths(issued.quantity)},
        ordered=ordered,
        takes=takes,
        note=line.note,
    )


def due(phone: PhoneOrder, hours: int, zone: tzinfo) -> datetime:
    """When the paper of a telephone order is due, in the desk's zone."""
    at = phone.at if phone.at.tzinfo else phone.at.replace(tzinfo=zone)
    if phone.paper_due is None:
        return at.astimezone(zone) + timedelta(hours=hours)
    given = phone.paper_due
    return (given if given.tzinfo else given.replace(tzinfo=zone)).astimezone(zone)


def _content(
    form: DispatchForm,
    around: Circumstances,
    warehouse: PlaceRow,
    site: PlaceRow,
    incident: parties.IncidentRow,
    zone: tzinfo,
) -> dict[str, object]:
    settings = around.settings
    content: dict[str, object] = {
        "bureau": settings.letterhead or settings.bureau,
        "keepers": list(settings.keepers),
        "incident": incident.name,
        "warehouse": warehouse.name,
        "warehouse_code": warehouse.code,
        "level": warehouse.level,
        "custodian": warehouse.custodian or "",
        "site": site.name,
        "site_code": site.code,
        "county": site.county,
        "address": site.address,
        "contact": site.contact,
        "contact_phone": site.phone,
        "urgency": form.urgency,
        "purpose": form.purpose,
        "needed_by": form.needed_by.isoformat() if form.needed_by else "",
        "source": form.source,
        "transport": form.transport.model_dump(mode="json"),
        "hand_number": form.hand_number,
        "note": form.note,
    }
    if form.instruction is not None:
        content["instruction"] = form.instruction.number
        content["issuer"] = form.instruction.issuer
    if form.phone is not None:
        at = form.phone.at if form.phone.at.tzinfo else form.phone.at.replace(tzinfo=zone)
        content["phone"] = {
            "given_by": form.phone.given_by,
            "noted_by": form.phone.noted_by,
            "at": at.astimezone(zone).isoformat(),
            "paper_due": due(form.phone, settings.paper_due_hours, zone).isoformat(),
        }
    return content
