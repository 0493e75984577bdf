"""The preview of an import as rows: every problem with its cell, then what each row would be."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from supplydesk.services import packs
from supplydesk.services.import_catalogue import ItemRow
from supplydesk.services.import_opening import OpeningPlan
from supplydesk.services.import_places_sheet import PlaceRow
from supplydesk.services.imports import Plan
from supplydesk.services.place_facts import kind_word
from supplydesk.text import translate
from supplydesk.ui.parts.chip import Chip, Glyph
from supplydesk.ui.table.column import Cell, Column

_CELL = re.compile(r"[A-Z]{1,3}[0-9]+")
PROBLEM, WARNING, NEW, CHANGED, SAME = "problem", "warning", "new", "changed", "same"


class PreviewRow(NamedTuple):
    """One row of the preview; ``place`` tells rows apart."""

    place: int
    kind: str
    where: str
    what: str
    about: str = ""


def rows_of(plan: Plan) -> tuple[PreviewRow, ...]:
    """The rows of *plan*, problems first."""
    found = [
        (PROBLEM if one.stops else WARNING, _cell(one.field), one.text, "") for one in plan.problems
    ]
    for content in plan.content:
        found += _content(content)
    return tuple(PreviewRow(at, *row) for at, row in enumerate(found))


def _cell(field: str | None) -> str:
    """The cell of the list that a problem is about; what no cell holds is told in its text."""
    return field if field and _CELL.fullmatch(field) else ""


def _content(one: ItemRow | PlaceRow | OpeningPlan) -> Iterator[tuple[str, str, str, str]]:
    if isinstance(one, ItemRow):
        item = one.item
        about = (item.spec, item.unit, packs.write(item.packs, item.unit), item.group)
        yield one.standing, item.code, item.name, " · ".join(filter(None, about))
    elif isinstance(one, PlaceRow):
        place = one.place
        whom = (kind_word(place.kind), place.county, place.contact, place.phone)
        yield one.standing, place.code, place.name, " · ".join(filter(None, whom))
    else:
        for line in one.form.lines:
            told = (one.form.place, line.lot_number, str(line.expires or ""))
            standing = SAME if one.standing else NEW
            yield standing, line.item, str(line.quantity), " · ".join(filter(None, told))


def chip_of(kind: str) -> Chip:
    """The chip of a row."""
    return {
        PROBLEM: Chip(translate("ui.importing.rows", "Problem"), "stop", Glyph.CARE),
        WARNING: Chip(translate("ui.importing.rows", "Mind"), "warn", Glyph.CARE),
        NEW: Chip(translate("ui.importing.rows", "New"), "good", Glyph.DONE),
        CHANGED: Chip(translate("ui.importing.rows", "Changed"), "info", Glyph.HALF),
        SAME: Chip(translate("ui.importing.rows", "Same"), "mute", Glyph.NOTHING),
    }[kind]


def columns() -> tuple[Column[PreviewRow], ...]:
    """What the preview shows."""
    return (
        Column(
            "standing",
            translate("ui.importing.rows", "State"),
            96,
            lambda row: Cell(chip=chip_of(row.kind)),
        ),
        Column(
            "where",
            translate("ui.importing.rows", "Cell or code"),
            110,
            lambda row: Cell(row.where, "ink2", tip=row.where),
        ),
        Column(
            "what",
            translate("ui.importing.rows", "What"),
            300,
            lambda row: Cell(row.what, aside=row.about, tip=f"{row.what} {row.about}".strip()),
            grows=True,
        ),
    )
