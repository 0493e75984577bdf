"""The columns of the places page."""

from datetime import date

from supplydesk.domain.places import PlaceKind
from supplydesk.services.place_facts import kind_word
from supplydesk.services.place_list import ListedPlace
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.parts.chip import Chip, Glyph
from supplydesk.ui.table.column import Cell, Column

BELOW = "\N{BOX DRAWINGS LIGHT UP AND RIGHT} "
"""Stands before a bin, which lies below its warehouse."""


def area_word(area: str) -> str:
    """What an area of a warehouse is called."""
    return PlaceKind(area).word() if area else ""


def columns(today: date) -> tuple[Column[ListedPlace], ...]:
    """What the table shows, in its order."""

    def state(row: ListedPlace) -> Cell:
        closed = row.closed_on
        if closed is None:
            return Cell(chip=Chip(translate("ui.pages.places_columns", "Open"), "good", Glyph.DONE))
        if closed > today:
            text = translate("ui.pages.places_columns", "Closes {day}")
            told = text.format(day=wording.short_day(closed, today))
            return Cell(chip=Chip(told, "warn", Glyph.QUARTER))
        text = translate("ui.pages.places_columns", "Closed {day}")
        told = text.format(day=wording.short_day(closed, today))
        return Cell(chip=Chip(told, "mute", Glyph.OFF))

    return (
        Column("code", translate("ui.pages.places_columns", "Code"), 116, _code),
        Column(
            "name",
            translate("ui.pages.places_columns", "Name"),
            210,
            lambda row: Cell(row.facts.name, tip=row.facts.name),
            grows=True,
        ),
        Column("kind", translate("ui.pages.places_columns", "Kind"), 110, _kind, optional=1),
        Column(
            "level",
            translate("ui.pages.places_columns", "Level"),
            100,
            lambda row: Cell(row.facts.level.word() if row.facts.level else "", "ink2"),
            optional=5,
        ),
        Column(
            "county",
            translate("ui.pages.places_columns", "County"),
            92,
            lambda row: Cell(row.facts.county, "ink2", tip=row.facts.county),
            optional=4,
        ),
        Column(
            "contact",
            translate("ui.pages.places_columns", "Contact"),
            84,
            lambda row: Cell(row.facts.contact, tip=row.facts.contact),
            optional=2,
        ),
        Column(
            "phone",
            translate("ui.pages.places_columns", "Phone"),
            124,
            lambda row: Cell(row.facts.phone, "ink2", tip=row.facts.phone),
            optional=3,
        ),
        Column(
            "custodian",
            translate("ui.pages.places_columns", "Custodian"),
            150,
            lambda row: Cell(row.facts.custodian, "ink2", tip=row.facts.custodian),
            optional=6,
        ),
        Column("state", translate("ui.pages.places_columns", "State"), 122, state),
    )


def _code(row: ListedPlace) -> Cell:
    code = row.facts.code
    return Cell(f"{BELOW if row.warehouse else ''}{code}", "ink2", tip=code, spoken=code)


def _kind(row: ListedPlace) -> Cell:
    return Cell(kind_word(row.facts.kind), "ink2", aside=area_word(row.area))
