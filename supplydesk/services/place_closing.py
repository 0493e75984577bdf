"""Why a place cannot be closed yet, and what to mind where it can.

A site is closed when nothing is on its way there any more: what stands at it stays on the books,
is named, and can still come back. A warehouse or a bin is closed when it is empty. Nobody closes a
place that an approved paper still names, or before the last thing that happened there.
"""

from collections.abc import Sequence
from datetime import date

from supplydesk.domain.choices import listed
from supplydesk.domain.lifecycle import State
from supplydesk.domain.period import desk_day
from supplydesk.domain.places import PlaceKind
from supplydesk.domain.problem import Problem
from supplydesk.domain.quantity import from_thousandths, write_plain
from supplydesk.queries.drafts import unposted
from supplydesk.queries.place_goods import (
    Goods,
    coming_to,
    held_at,
    last_named,
    lying_at,
    open_bins_beside,
)
from supplydesk.services.forms import DispatchForm, OpeningForm, unfinished
from supplydesk.store.columns import instant
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver
from supplydesk.store.tables.places import Place
from supplydesk.text import translate

_CLOSED_BY_ITSELF = {PlaceKind.WAREHOUSE.value, PlaceKind.SITE.value, PlaceKind.BIN.value}
_MOST_NAMED = 6


def problems(session: DeskSession, place: Place, on: date) -> list[Problem]:
    """What is wrong with closing *place* from the day *on*; some of it may only warn."""
    assert place.id is not None, "a place that was found has an id"
    if place.kind not in _CLOSED_BY_ITSELF:
        return [
            Problem.of(
                "not_closed_alone",
                "services.place_closing",
                "{place} is not closed by itself. Close a warehouse, a site or a bin.",
                field="code",
                place=place.name,
            )
        ]
    if place.closed_on is not None:
        return [
            Problem.of(
                "closed_already",
                "services.place_closing",
                "{place} is closed from {day} already. Reopen it first.",
                field="code",
                place=place.name,
                day=place.closed_on.isoformat(),
            )
        ]
    driver = Driver(session)
    return [
        *_goods_problems(driver, place, place.id),
        *_day_problems(session, place, place.id, on),
    ]


def _goods_problems(driver: Driver, place: Place, identity: int) -> list[Problem]:
    found = []
    lying = lying_at(driver, identity)
    if place.kind == PlaceKind.SITE:
        found += _standing_there(place, lying)
    elif lying:
        found.append(
            Problem.of(
                "not_empty",
                "services.place_closing",
                "{place} still holds goods: {goods}. Take them back or move them out before it is "
                "closed.",
                field="code",
                place=place.name,
                goods=_told(lying),
            )
        )
    waiting = _waiting(driver, place, identity)
    if waiting:
        found.append(
            Problem.of(
                "papers_waiting",
                "services.place_closing",
                "These approved papers name {place} and are not posted: {numbers}. Post or void "
                "them before it is closed.",
                field="code",
                place=place.name,
                numbers=listed(waiting),
            )
        )
    coming = coming_to(driver, identity)
    if coming:
        found.append(
            Problem.of(
                "on_the_road",
                "services.place_closing",
                "Goods are on the road to {place}: {goods}. Post the return receipts before it is "
                "closed.",
                field="code",
                place=place.name,
                goods=_told(coming),
            )
        )
    if place.kind == PlaceKind.BIN and not open_bins_beside(driver, identity):
        found.append(
            Problem.of(
                "last_bin",
                "services.place_closing",
                "{place} is the last open bin of its area, and goods need one to stand on. Add "
                "another bin first.",
                field="code",
                place=place.name,
            )
        )
    return found


def _standing_there(site: Place, lying: Sequence[Goods]) -> list[Problem]:
    """The warnings of a site with goods: it is done with, what stands there stays on the books."""
    coming_back = [one for one in lying if one.reusable]
    used_up = [one for one in lying if not one.reusable]
    found = []
    if coming_back:
        found.append(
            Problem.of(
                "stays_there",
                "services.place_closing",
                "{place} still has goods that are to come back: {goods}. They stay on the books "
                "there and can be recovered after it is closed.",
                field="code",
                stops=False,
                place=site.name,
                goods=_told(coming_back, where=False),
            )
        )
    if used_up:
        found.append(
            Problem.of(
                "used_up_there",
                "services.place_closing",
                "The books still show goods at {place} that are used up there: {goods}.",
                field="code",
                stops=False,
                place=site.name,
                goods=_told(used_up, where=False),
            )
        )
    return found


def _waiting(driver: Driver, place: Place, identity: int) -> list[str]:
    """The numbers of approved papers that would move goods to or from *place*, not posted yet."""
    held = set(held_at(driver, identity))
    found = []
    for row in unposted(driver):
        if row.state != State.APPROVED or row.number is None:
            continue
        form = unfinished(row.payload)
        named: tuple[str, ...] = ()
        if isinstance(form, DispatchForm):
            named = (form.warehouse, form.site)
        elif isinstance(form, OpeningForm):
            named = (form.place, *(line.stand for line in form.lines))
        if place.code in named or row.key in held:
            found.append(row.number)
    return found


def _day_problems(session: DeskSession, place: Place, identity: int, on: date) -> list[Problem]:
    last = last_named(Driver(session), identity)
    if last is None:
        return []
    moved, dated = last
    day = max(desk_day(instant(moved), session.seat.zone).isoformat(), dated)
    if on.isoformat() >= day:
        return []
    return [
        Problem.of(
            "moved_since",
            "services.place_closing",
            "Papers name {place} until {day}. Close it from that day or later.",
            field="on",
            place=place.name,
            day=day,
        )
    ]


def _told(goods: Sequence[Goods], *, where: bool = True) -> str:
    """The *goods*, and where each is unless the sentence says so."""
    if where:
        text = translate("services.place_closing", "{item} {quantity} ({where})")
    else:
        text = translate("services.place_closing", "{item} {quantity}")
    told = [
        text.format(
            item=one.name,
            quantity=write_plain(from_thousandths(one.quantity)) + one.unit,
            where=one.where,
        )
        for one in goods[:_MOST_NAMED]
    ]
    if len(goods) > _MOST_NAMED:
        told.append("…")
    return translate("services.place_closing", ", ").join(told)
