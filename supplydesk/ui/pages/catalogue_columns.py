"""The columns of the catalogue page."""

from supplydesk.services import packs
from supplydesk.services.catalogue_list import ListedItem
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.parts.chip import Chip, Glyph
from supplydesk.ui.table.column import Cell, Column


def columns() -> tuple[Column[ListedItem], ...]:
    """What the table shows, in its order."""
    return (
        Column(
            "code",
            translate("ui.pages.catalogue_columns", "Code"),
            104,
            lambda row: Cell(row.facts.code, "ink2", tip=row.facts.code),
            value=lambda row: row.facts.code,
        ),
        Column(
            "name",
            translate("ui.pages.catalogue_columns", "Name"),
            190,
            lambda row: Cell(row.facts.name, struck=not row.facts.active, tip=row.facts.name),
            grows=True,
        ),
        Column(
            "spec",
            translate("ui.pages.catalogue_columns", "Spec"),
            130,
            lambda row: Cell(row.facts.spec, "ink2", tip=row.facts.spec),
            optional=1,
        ),
        Column(
            "unit",
            translate("ui.pages.catalogue_columns", "Unit"),
            56,
            lambda row: Cell(row.facts.unit, "ink2"),
        ),
        Column(
            "packs",
            translate("ui.pages.catalogue_columns", "Packs"),
            140,
            _packs,
            optional=4,
        ),
        Column(
            "group",
            translate("ui.pages.catalogue_columns", "Group"),
            96,
            lambda row: Cell(row.facts.group, "ink2", tip=row.facts.group),
            optional=3,
        ),
        Column(
            "minimum",
            translate("ui.pages.catalogue_columns", "Minimum"),
            92,
            lambda row: Cell(wording.figure(row.facts.minimum)),
            figure=True,
            optional=2,
            value=lambda row: row.facts.minimum or None,
        ),
        Column(
            "life",
            translate("ui.pages.catalogue_columns", "Shelf life"),
            92,
            _life,
            figure=True,
            optional=5,
            value=lambda row: row.facts.shelf_life_months,
        ),
        Column(
            "reusable",
            translate("ui.pages.catalogue_columns", "Comes back"),
            84,
            _reusable,
            optional=6,
        ),
        Column(
            "mnemonic",
            translate("ui.pages.catalogue_columns", "Mnemonic"),
            84,
            lambda row: Cell(row.facts.mnemonic, "ink3"),
            optional=7,
        ),
        Column("state", translate("ui.pages.catalogue_columns", "State"), 88, _state),
    )


def _packs(row: ListedItem) -> Cell:
    text = packs.write(row.facts.packs, row.facts.unit)
    return Cell(text, "ink2", tip=text)


def _life(row: ListedItem) -> Cell:
    months = row.facts.shelf_life_months
    if months is None:
        return Cell()
    return Cell(str(months), aside=translate("ui.pages.catalogue_columns", "months"))


def _reusable(row: ListedItem) -> Cell:
    if not row.facts.reusable:
        return Cell()
    return Cell(translate("ui.pages.catalogue_columns", "yes"), "ink2")


def _state(row: ListedItem) -> Cell:
    if row.facts.active:
        return Cell(
            chip=Chip(translate("ui.pages.catalogue_columns", "In use"), "good", Glyph.DONE)
        )
    return Cell(chip=Chip(translate("ui.pages.catalogue_columns", "Stopped"), "mute", Glyph.OFF))
