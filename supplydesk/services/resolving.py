"""From what was typed to what it means: the look-ups that every kind of document shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from supplydesk.domain.period import desk_day
from supplydesk.domain.posting import DraftLine
from supplydesk.domain.problem import Problem, Refused
from supplydesk.domain.quantity import Measure, Typed, fold, parse
from supplydesk.domain.settings import DeskSettings
from supplydesk.queries.places import PlaceRow
from supplydesk.services.known import Known
from supplydesk.services.ledger.reservations import Held
from supplydesk.store.columns import instant
from supplydesk.store.driver import Driver
from supplydesk.text import translate

Content = Mapping[str, object]
_ABOUT = "余"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a document is resolved in: the lists, the settings, its dates, what it holds."""

    known: Known
    settings: DeskSettings
    voucher_date: date
    effective_at: int
    held: tuple[Held, ...] = ()

    @property
    def driver(self) -> Driver:
        """The transaction."""
        return self.known.driver

    @property
    def moved_on(self) -> str:
        """The desk's day on which the goods moved, whatever day the paper is dated."""
        return desk_day(instant(self.effective_at), self.known.seat.zone).isoformat()


@dataclass(frozen=True, slots=True)
class Resolved:
    """A document with every name looked up, and every problem found on the way.

    ``ends`` fills the roles of the kind's routes with leaves; ``content`` is the head as it is
    printed, names copied; ``seen`` what was available when lots were picked.
    """

    lines: tuple[DraftLine, ...] = ()
    problems: tuple[Problem, ...] = ()
    ends: Mapping[str, int] = field(default_factory=dict)
    inside: Mapping[int, bool] = field(default_factory=dict)
    content: Content = field(default_factory=dict)
    incident: int | None = None
    warehouse: int | None = None
    site: int | None = None
    settles: int | None = None
    seen: Mapping[tuple[int, int], int] = field(default_factory=dict)


def unknown_item(code: str, row: int) -> Problem:
    """The problem of an item code that the catalogue does not know."""
    if not code:
        return Problem.of(
            "item_not_chosen",
            "services.resolving",
            "This line names no item. Choose one, or take the line out.",
            row=row,
            field="item",
        )
    return Problem.of(
        "unknown_item",
        "services.resolving",
        "There is no item “{code}”. Look it up by name or pinyin, or add it to the catalogue.",
        row=row,
        field="item",
        code=code,
    )


def find_place(
    known: Mapping[str, PlaceRow],
    code: str,
    kinds: frozenset[str],
    around: Circumstances,
    name: str,
) -> tuple[PlaceRow | None, Problem | None]:
    """The open place with *code*, of one of *kinds*; or what is wrong, in field *name*.

    *known* are the places that the document names, by code.
    """
    if not code:
        return None, _not_chosen(kinds, name)
    row = known.get(code)
    if row is None or row.kind not in kinds:
        if kinds == {"warehouse"}:
            return None, Problem.of(
                "unknown_warehouse",
                "services.resolving",
                "There is no warehouse “{code}”. Choose one from the list of places.",
                field=name,
                code=code,
            )
        return None, Problem.of(
            "unknown_site",
            "services.resolving",
            "There is no site “{code}”. Choose one from the list of places, or add it.",
            field=name,
            code=code,
        )
    return row, _closed(row, around, name)


def _closed(row: PlaceRow, around: Circumstances, name: str) -> Problem | None:
    """What a closed place refuses: goods that moved since, and a site no others.

    A site is closed with what stands there, and a late paper adds to it. A warehouse was closed
    because nothing was left in it, and a late paper would say otherwise.
    """
    if row.closed_on is None:
        return None
    if row.closed_on <= around.moved_on:
        return Problem.of(
            "place_closed",
            "services.resolving",
            "{place} was closed on {day}, and these goods moved on that day or later. Choose "
            "another place; where they moved before that day, say when they moved; or reopen the "
            "place.",
            field=name,
            place=row.name,
            day=row.closed_on,
        )
    if row.kind == "warehouse" and row.closed_on <= around.known.today:
        return Problem.of(
            "place_closed",
            "services.resolving",
            "{place} was closed on {day} because it was empty, and this late paper says that it "
            "was not. Reopen it, post the paper, and close it again once it is empty.",
            field=name,
            place=row.name,
            day=row.closed_on,
        )
    return None


def _not_chosen(kinds: frozenset[str], name: str) -> Problem:
    if kinds == {"warehouse"}:
        text = translate("services.resolving", "Choose the warehouse.")
    elif kinds == {"site"}:
        text = translate("services.resolving", "Choose the site that the goods go to.")
    else:
        text = translate("services.resolving", "Choose the warehouse or the site.")
    return Problem("place_not_chosen", text, field=name)


def read_figure(
    text: str, measure: Measure, row: int, name: str, problems: list[Problem]
) -> Typed | None:
    """A typed quantity, or None with its problem added to *problems*."""
    try:
        return parse(text, measure, row=row, field=name)
    except Refused as refused:
        problems.extend(refused.problems)
        return None


def without_about(text: str) -> tuple[str, bool]:
    """A typed quantity without the 余 of hearsay behind it, and whether there was one."""
    plain = fold(text)
    return (plain.removesuffix(_ABOUT), True) if plain.endswith(_ABOUT) else (text, False)
