"""A dispatch (调拨): goods from a warehouse's good area onto the road to a site."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from supplydesk.domain.posting import Article
from supplydesk.domain.problem import Problem, stopping
from supplydesk.domain.quantity import Typed, to_thousandths, write_plain
from supplydesk.domain.seat import Seat
from supplydesk.queries import parties
from supplydesk.queries.places import PlaceRow
from supplydesk.services.forms import DispatchForm, DispatchLine, PhoneOrder
from supplydesk.services.instructions import written
from supplydesk.services.moments import local
from supplydesk.services.order_problems import order_problems
from supplydesk.services.picking import Picking, Wanted
from supplydesk.services.resolving import (
    Circumstances,
    Resolved,
    find_place,
    read_figure,
    unknown_item,
    without_about,
)

_FROM, _TO = frozenset({"warehouse"}), frozenset({"site"})
_EXACT: Mapping[str, bool] = {}
ORDERED_ABOUT, ISSUED_ABOUT = "ordered_approximate", "issued_approximate"
"""Said of a line whose figure was typed with 余. What is counted out of a lot that is known from
hearsay is exact: there the 余 stays with what is left."""


def resolve(form: DispatchForm, around: Circumstances, seat: Seat) -> Resolved:
    """Look up both ends and the items of a dispatch, and pick its lots.

    Lots leave first-expired-first-out, broken packs first, unless a line names its lots; an
    approved dispatch takes what was held for it.
    """
    known, zone = around.known, seat.zone
    ends = known.places((form.warehouse, form.site))
    warehouse, wrong = find_place(ends, form.warehouse, _FROM, around, "warehouse")
    problems = [wrong] if wrong else []
    site, wrong = find_place(ends, form.site, _TO, around, "site")
    problems += [wrong] if wrong else []
    incident = known.incident(form.incident)
    problems += _incident_problems(form, incident, around.moved_on)
    order = order_problems(form, around, seat)
    problems += order
    # Lines are checked whatever the head lacks still: whoever types sees what is wrong at once.
    articles = known.articles(line.item for line in form.lines)
    wanted = _read(form.lines, articles, problems)
    if warehouse is None:
        lines = tuple(one.resolved(()) for one in wanted)
        return Resolved(lines=lines, problems=tuple(problems))
    ids = list(dict.fromkeys(one.article.id for one in wanted))
    picking = Picking(around, warehouse.id, ids, zone)
    lines = tuple(one.resolved(picking.takes(one, problems)) for one in wanted)
    if site is None or incident is None or stopping(order):
        return Resolved(lines=lines, problems=tuple(problems))
    road = known.road_of(warehouse.id)
    taken = [take for line in lines for take in line.takes]
    return Resolved(
        lines=lines,
        problems=tuple(problems),
        ends={"transit": road.id},
        inside={road.id: True} | {take.place: True for take in taken},
        content=_content(form, around, warehouse, site, incident, zone),
        incident=incident.id,
        warehouse=warehouse.id,
        site=site.id,
        seen=picking.seen(taken),
    )


def _incident_problems(
    form: DispatchForm, incident: parties.IncidentRow | None, on: str
) -> list[Problem]:
    if not form.incident:
        return [
            Problem.of(
                "incident_not_chosen",
                "services.dispatch",
                "Choose the event that the goods are for.",
                field="incident",
            )
        ]
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
                "The event {incident} was closed on {day}, and these goods moved on that day or "
                "later. Choose another event; where they moved before that day, say when they "
                "moved.",
                field="incident",
                incident=incident.name,
                day=incident.closed_on,
            )
        ]
    return []


def _read(
    lines: Sequence[DispatchLine], known: Mapping[str, Article], problems: list[Problem]
) -> list[Wanted]:
    read = []
    for row, line in enumerate(lines, 1):
        article = known.get(line.item)
        if article is None:
            problems.append(unknown_item(line.item, row))
            continue
        text, about_ordered = without_about(line.ordered)
        ordered = read_figure(text, article.measure, row, "ordered", problems)
        issued, about_issued = ordered, about_ordered
        if line.issued:
            text, about_issued = without_about(line.issued)
            issued = read_figure(text, article.measure, row, "issued", problems)
        if ordered is None or issued is None:
            continue
        asked = quantity = to_thousandths(ordered.quantity)
        if line.issued:
            quantity = to_thousandths(issued.quantity)
            problems += _more_than_ordered(row, article, ordered, issued)
        content = _about(ordered=about_ordered, issued=about_issued)
        read.append(Wanted(row, line, article, asked, issued, quantity, content))
    return read


def _about(*, ordered: bool, issued: bool) -> Mapping[str, bool]:
    """What is said of figures that were typed with 余; of most lines nothing is."""
    if not ordered and not issued:
        return _EXACT
    return {name: True for name, said in ((ORDERED_ABOUT, ordered), (ISSUED_ABOUT, issued)) if said}


def _more_than_ordered(row: int, article: Article, ordered: Typed, issued: Typed) -> list[Problem]:
    """The warning of a line that issues more than the order says: it may be meant."""
    over = issued.quantity - ordered.quantity
    if over <= 0:
        return []
    unit = article.measure.unit
    return [
        Problem.of(
            "more_than_ordered",
            "services.dispatch",
            "{item}: {issued} are issued where {ordered} are ordered, {over} too many. See whether "
            "that is meant.",
            row=row,
            field="issued",
            stops=False,
            item=article.name,
            issued=write_plain(issued.quantity) + unit,
            ordered=write_plain(ordered.quantity) + unit,
            over=write_plain(over) + unit,
        )
    ]


def due(phone: PhoneOrder, hours: int, zone: tzinfo) -> datetime:
    """When the paper of a telephone order is due, in the desk's zone."""
    if phone.paper_due is None:
        return local(phone.at, zone) + timedelta(hours=hours)
    return local(phone.paper_due, zone)


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
        "copies": list(settings.copies),
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
        content["instruction"] = written(form.instruction)
        content["issuer"] = form.instruction.issuer
    if form.phone is not None:
        content["phone"] = {
            "given_by": form.phone.given_by,
            "noted_by": form.phone.noted_by,
            "at": local(form.phone.at, zone).isoformat(),
            "paper_due": due(form.phone, settings.paper_due_hours, zone).isoformat(),
        }
    return content
