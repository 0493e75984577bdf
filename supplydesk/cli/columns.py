"""What `import … --help` says of a sheet's columns, and the empty sheet to begin with.

Both are made from the tables that the reader itself uses, so that neither can go stale.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from supplydesk.cli.output import pad, width, wrap
from supplydesk.services.imports import COLUMNS, Subject
from supplydesk.sheets.columns import Column
from supplydesk.sheets.listing import Listing, write_listing
from supplydesk.sheets.shape import WrittenColumn
from supplydesk.sheets.titled import Kind
from supplydesk.text import SOURCE_LANGUAGE, language, translate

_WIDTH = 96
_COLUMN = 14.0


def columns_help(subject: Subject) -> str:
    """The columns that a list of *subject* may have: title, whether it must be, what goes in."""
    known = COLUMNS[subject]
    left = max(width(column.titles[0]) for column in known)
    lines = [
        translate(
            "cli.columns",
            "Columns, by the titles in the first rows, in any order; those with * must be there:",
        )
    ]
    for column in known:
        mark = "*" if column.required else " "
        first, *rest = wrap(_about(subject, column), _WIDTH - left - 6)
        lines.append(f"  {mark} {pad(column.titles[0], left)}  {first}".rstrip())
        lines += [f"    {' ' * left}  {line}" for line in rest]
    lines.append("")
    lines.append(
        translate(
            "cli.columns", "An empty list to fill in: supplydesk import {subject} --template {file}"
        ).format(subject=subject, file=translate("cli.columns", "list.xlsx"))
    )
    return "\n".join(lines)


def write_template(path: Path, subject: Subject, created: datetime, *, replace: bool) -> Path:
    """Write an empty list of *subject*, its titles ready, at *path*: xlsx or csv.

    Raises:
        Refused: another suffix.
        AlreadyThere: the file exists and ``replace`` is False.
        OSError: it cannot be written.
    """
    titles = tuple(
        WrittenColumn(f"{column.titles[0]}{'*' if column.required else ''}", width=_COLUMN)
        for column in COLUMNS[subject]
    )
    listing = Listing(_names()[subject], titles, rows=())
    return write_listing(path, listing, created=created, replace=replace)


def _about(subject: Subject, column: Column) -> str:
    hint = hints().get((subject, column.field)) or _kinds()[column.kind]
    if column.kind == "choice":
        hint = hint.format(choices=_listed(_choices(column.choices)))
    if len(column.titles) == 1:
        return hint
    also = translate("cli.columns", "; also called: {titles}")
    return hint + also.format(titles=_listed(list(column.titles[1:])))


def _listed(words: list[str]) -> str:
    return translate("cli.columns", ", ").join(words)


def _choices(choices: Mapping[str, str]) -> list[str]:
    """One word for each meaning: the clerk's own, or what a program would write."""
    english = language() == SOURCE_LANGUAGE
    found: dict[str, str] = {}
    for typed, meant in choices.items():
        if typed.isascii() == english:
            found.setdefault(meant, typed)
    return list(found.values())


def _kinds() -> dict[Kind, str]:
    return {
        "text": translate("cli.columns", "text"),
        "code": translate("cli.columns", "as text; a zero in front stays"),
        "whole": translate("cli.columns", "a whole number"),
        "quantity": translate("cli.columns", "a quantity such as 77 or 3箱5瓶"),
        "date": translate("cli.columns", "a date such as 2022-10-24"),
        "flag": translate("cli.columns", "是 or 否"),
        "choice": translate("cli.columns", "one of: {choices}"),
    }


def hints() -> dict[tuple[Subject, str], str]:
    """What goes into a column where its kind alone does not say it."""
    return {
        ("catalogue", "unit"): translate("cli.columns", "the base unit that stock is kept in"),
        ("catalogue", "decimals"): translate(
            "cli.columns", "0 to 3, above 0 for 公斤, 升 and such"
        ),
        ("catalogue", "packs"): translate(
            "cli.columns", "from small to large such as 盒=50;箱=2000, 箱=? if unevenly packed"
        ),
        ("catalogue", "category"): translate("cli.columns", "seven digits of GB/T 38565, if known"),
        ("catalogue", "level1"): translate("cli.columns", "may be there and is not read"),
        ("catalogue", "mnemonic"): translate("cli.columns", "else made from the pinyin"),
        ("catalogue", "report_order"): translate("cli.columns", "its place in the brief"),
        ("catalogue", "brief_name"): translate("cli.columns", "what the brief calls it"),
        ("catalogue", "is_other"): translate(
            "cli.columns", "是 if the brief counts it among 其他物资"
        ),
        ("places", "parent"): translate("cli.columns", "of a bin: the warehouse or area it is in"),
        ("places", "custodian"): translate(
            "cli.columns", "of a warehouse: who keeps it, by code or name; added if new"
        ),
        ("places", "level"): translate("cli.columns", "of warehouses and sites, one of: {choices}"),
        ("opening", "place"): translate(
            "cli.columns", "the warehouse or site by code or name; else the one after --place"
        ),
        ("opening", "item"): translate("cli.columns", "the item's code; or give its name instead"),
        ("opening", "name"): translate("cli.columns", "needed where there is no code"),
        ("opening", "quantity"): translate(
            "cli.columns", "such as 77 or 3箱5瓶; 2000余 for about so many"
        ),
        ("opening", "unit"): translate("cli.columns", "of the figure: the base unit or a pack"),
        ("opening", "stand"): translate("cli.columns", "a bin's or an area's code; else 合格区"),
        ("opening", "unit_cost"): translate("cli.columns", "yuan per base unit, up to 4 decimals"),
        ("opening", "pack_size"): translate("cli.columns", "base units in this lot's packs"),
        ("opening", "origin"): translate("cli.columns", "the code of the unit it came from"),
    }


def _names() -> dict[Subject, str]:
    return {
        "catalogue": translate("cli.columns", "Catalogue"),
        "places": translate("cli.columns", "Places"),
        "opening": translate("cli.columns", "Opening stock"),
    }
