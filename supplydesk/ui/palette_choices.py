"""What the command palette offers: the choices that fit what was typed, group by group."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from supplydesk.domain.lookup import best, entry
from supplydesk.services import lookup, register
from supplydesk.services.lookup import KnownItem, KnownPlace
from supplydesk.services.register import Filters, RegisterRow
from supplydesk.store.database import DeskSession
from supplydesk.text import translate
from supplydesk.ui import actions, wording
from supplydesk.ui.around import Around, Target
from supplydesk.ui.incident import ChosenIncident
from supplydesk.ui.pages import listing
from supplydesk.ui.parts.choice_list import Choice
from supplydesk.ui.parts.incident_button import closed_word
from supplydesk.ui.parts.page import Page
from supplydesk.ui.scanning import follow


@dataclass(frozen=True, slots=True)
class Known:
    """The catalogue and the places at one moment of the desk."""

    items: tuple[KnownItem, ...] = ()
    places: tuple[KnownPlace, ...] = ()


class Command(NamedTuple):
    """Something that can be done, or a page: its word, icon and key."""

    word: str
    icon: str
    hint: str
    act: Target | Callable[[], object]


def known(session: DeskSession) -> Known:
    """What can be found without asking the desk again."""
    return Known(lookup.items(session), lookup.places(session))


def find_papers(session: DeskSession, text: str, most: int) -> tuple[RegisterRow, ...]:
    """The newest papers whose number, instruction's or hand-written number has *text* in it."""
    ids = register.ids(session, Filters(number=text, newest_first=True))
    return register.rows(session, ids[:most])


def items(found: Known, text: str, most: int) -> list[Choice]:
    """Items, each with what is available of it."""
    group = translate("ui.palette_choices", "Items")
    free = translate("ui.palette_choices", "available {figure} {unit}")
    none = translate("ui.palette_choices", "none available")
    return [
        Choice(
            group,
            "package",
            item.name,
            " · ".join(filter(None, (item.code, item.spec))),
            free.format(figure=wording.figure(item.available), unit=item.unit)
            if item.available
            else none,
            marks=match.marks,
            act=Target("stock", item.code),
            dim=not item.available,
        )
        for item, match in best(text, ((one.entry, one) for one in found.items), most)
    ]


def sites(found: Known, text: str, most: int) -> list[Choice]:
    """Sites and warehouses, each leading to its papers."""
    group = translate("ui.palette_choices", "Places")
    places = [one for one in found.places if one.closed_on is None]
    pairs: Sequence[tuple[KnownPlace, tuple[int, ...]]]
    if text:
        fit = best(text, ((one.entry, one) for one in places), most)
        pairs = [(place, match.marks) for place, match in fit]
    else:
        pairs = [(place, ()) for place in places[:most]]
    return [
        Choice(
            group,
            "warehouse" if place.kind == "warehouse" else "map-pin",
            place.name,
            " · ".join(filter(None, (place.code, place.county))),
            marks=marks,
            act=Target("register", "", {place.kind: place.code}),
        )
        for place, marks in pairs
    ]


def papers(rows: Sequence[RegisterRow]) -> list[Choice]:
    """Papers that `find_papers` found."""
    group = translate("ui.palette_choices", "Papers")
    return [
        Choice(
            group,
            "clipboard-list",
            row.number or wording.kind_word(row.kind),
            " · ".join(filter(None, (row.site, row.warehouse, row.instruction, row.hand_number))),
            wording.state_chip(row.kind, row.state).word,
            act=Target("register", row.number or row.key),
        )
        for row in rows
    ]


def events(chosen: ChosenIncident, text: str, most: int) -> list[Choice]:
    """Events to work for, where there is a choice."""
    if not chosen.several:
        return []
    from supplydesk.services.pinyin import readings  # noqa: PLC0415 - only where words are sought

    group = translate("ui.palette_choices", "Work for the event")
    named = ((entry(one.code, one.name, readings(one.name)), one) for one in chosen.known)
    return [
        Choice(
            group,
            "flag",
            one.name,
            one.code,
            closed_word(one),
            marks=match.marks,
            act=partial(chosen.choose, one.code),
            dim=one.closed_on is not None,
        )
        for one, match in best(text, named, most)
    ]


def code(around: Around, text: str) -> Choice:
    """The code that a scanner typed; Enter, which ends a scan, goes where it leads."""
    group = translate("ui.palette_choices", "Scanned code")
    return Choice(group, "scan-line", text, act=partial(follow, around, text))


def commands(page: Page | None, everywhere: Mapping[str, Callable[[], object]]) -> list[Command]:
    """What can be done on *page* now, the pages, and what can be done everywhere."""
    found = [] if page is None else _of_page(page)
    found += [Command(one.text, one.icon, one.hint, Target(one.page)) for one in listing.entries()]
    for name, act in everywhere.items():
        one = actions.facts(name)
        found.append(Command(one.text, one.icon, one.hint, act))
    return found


def fitting(found: Sequence[Command], text: str, most: int) -> list[Choice]:
    """Those of *found* that fit *text*; the first ones where nothing is typed."""
    from supplydesk.services.pinyin import readings  # noqa: PLC0415 - only where words are sought

    group = translate("ui.palette_choices", "Commands")
    chosen: list[tuple[Command, tuple[int, ...]]]
    if text:
        named = ((entry("", one.word, readings(one.word)), one) for one in found)
        chosen = [(one, match.marks) for one, match in best(text, named, most)]
    else:
        chosen = [(one, ()) for one in found[:most]]
    return [
        Choice(group, one.icon, one.word, "", one.hint, marks=marks, act=one.act)
        for one, marks in chosen
    ]


def _of_page(page: Page) -> list[Command]:
    names = [name for name in (*page.primary(), *page.offered(), *page.more()) if name]
    found = []
    for name in dict.fromkeys(names):
        if not page.why_not(name):
            one = actions.facts(name)
            word = page.word(name) or one.text
            found.append(Command(word, one.icon, one.hint, partial(page.act, name)))
    return found
