"""Refusing, before anything is drawn, what no face can print, each character with its field."""

from collections.abc import Hashable, Iterable
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any

from supplydesk.domain.problem import Problem, Refused
from supplydesk.papers.fonts import missing
from supplydesk.text import translate

Place = tuple[str, int | None, str]
"""Field, line (from 1; None in the head) and text."""


def texts(paper: Any) -> list[Place]:  # noqa: ANN401 - any paper's dataclass
    """Every text of *paper*, a frozen dataclass of plain values, lines of such and tuples."""
    found: list[Place] = []
    _gather(paper, "", None, found)
    return found


def _fields(kind: type) -> tuple[str, ...] | None:
    return _fields_of(kind)


@lru_cache(maxsize=64)
def _fields_of(kind: Hashable) -> tuple[str, ...] | None:
    """The names of a dataclass's fields; None for any other type."""
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else None


def _gather(value: object, field: str, row: int | None, found: list[Place]) -> None:
    """Put every text in *value* into *found*."""
    if isinstance(value, tuple | list):
        numbered = row is None and bool(value) and _fields(type(value[0])) is not None
        for number, part in enumerate(value, start=1):
            _gather(part, field, number if numbered else row, found)
        return
    for name in _fields(type(value)) or ():
        part = getattr(value, name)
        if isinstance(part, str):
            if part:
                found.append((name, row, part))
        elif isinstance(part, tuple | list) or (part is not None and _fields(type(part))):
            _gather(part, name, row, found)
    if isinstance(value, str) and value:
        found.append((field, row, value))


def check(papers: Iterable[object]) -> None:
    """Refuse if a text in *papers* holds a character that no face can print.

    Raises:
        Refused: one problem for each such character and place.
    """
    problems: list[Problem] = []
    for paper in papers:
        places = texts(paper)
        if not missing([text for _, _, text in places]):
            continue
        problems += [
            problem(sign, field, row) for field, row, text in places for sign in missing([text])
        ]
    if problems:
        raise Refused(problems)


def problem(sign: str, field: str, row: int | None) -> Problem:
    """The problem of a character *sign* that no face has, in *field* of line *row*."""
    shown = sign if sign.isprintable() else "?"
    code = f"U+{ord(sign):04X}"
    if row is None:
        return Problem.of(
            "unprintable_character",
            "papers.glyphs",
            "“{sign}” ({code}) in “{where}” cannot be printed: no typeface here has it. "
            "Write it another way.",
            field=field,
            sign=shown,
            code=code,
            where=name_of(field),
        )
    return Problem.of(
        "unprintable_character",
        "papers.glyphs",
        "Line {line}: “{sign}” ({code}) in “{where}” cannot be printed: no typeface here has it. "
        "Write it another way.",
        row=row,
        field=field,
        line=row,
        sign=shown,
        code=code,
        # What stands on a line and has a name is an item; in a head it may be a place or a person.
        where=translate("papers.glyphs", "item name") if field == "name" else name_of(field),
    )


def name_of(field: str) -> str:
    """What a clerk calls *field*; the field itself where it has no other name."""
    return _names().get(field, field)


def _names() -> dict[str, str]:
    return {
        "name": translate("papers.glyphs", "name"),
        "unit": translate("papers.glyphs", "unit"),
        "code": translate("papers.glyphs", "code"),
        "spec": translate("papers.glyphs", "specification"),
        "packs": translate("papers.glyphs", "packs"),
        "lot": translate("papers.glyphs", "lot"),
        "note": translate("papers.glyphs", "note"),
        "number": translate("papers.glyphs", "number"),
        "site": translate("papers.glyphs", "receiving unit"),
        "bureau": translate("papers.glyphs", "bureau"),
        "hand_number": translate("papers.glyphs", "hand-written slip number"),
        "urgency": translate("papers.glyphs", "urgency"),
        "instruction_number": translate("papers.glyphs", "instruction number"),
        "instruction_body": translate("papers.glyphs", "issuer of the instruction"),
        "given_by": translate("papers.glyphs", "given by"),
        "noted_by": translate("papers.glyphs", "noted by"),
        "incident": translate("papers.glyphs", "incident"),
        "purpose": translate("papers.glyphs", "purpose"),
        "custodian": translate("papers.glyphs", "custodian"),
        "warehouse": translate("papers.glyphs", "warehouse"),
        "county": translate("papers.glyphs", "county"),
        "address": translate("papers.glyphs", "address"),
        "contact": translate("papers.glyphs", "contact"),
        "phone": translate("papers.glyphs", "phone"),
        "source": translate("papers.glyphs", "source of goods"),
        "remark": translate("papers.glyphs", "remark"),
        "later_remarks": translate("papers.glyphs", "later remark"),
        "carrier_unit": translate("papers.glyphs", "carrier"),
        "plate": translate("papers.glyphs", "plate"),
        "carrier": translate("papers.glyphs", "driver"),
        "carrier_phone": translate("papers.glyphs", "driver's phone"),
        "approved_by": translate("papers.glyphs", "approved by"),
        "reviewed_by": translate("papers.glyphs", "reviewed by"),
        "prepared_by": translate("papers.glyphs", "prepared by"),
        "keepers": translate("papers.glyphs", "keepers"),
        "receiver": translate("papers.glyphs", "receiver"),
        "copies": translate("papers.glyphs", "copies"),
        "reversed_by": translate("papers.glyphs", "reversing slip"),
        "reverses": translate("papers.glyphs", "reversed slip"),
        "condition": translate("papers.glyphs", "condition"),
        "explanation": translate("papers.glyphs", "explanation"),
        "head": translate("papers.glyphs", "head of the unit"),
        "dispatch_number": translate("papers.glyphs", "dispatch number"),
        "title": translate("papers.glyphs", "title"),
        "cells": translate("papers.glyphs", "row"),
        "facts": translate("papers.glyphs", "heading"),
        "right": translate("papers.glyphs", "heading"),
        "lead": translate("papers.glyphs", "heading"),
        "signatures": translate("papers.glyphs", "signatures"),
        "group": translate("papers.glyphs", "group"),
        "filters": translate("papers.glyphs", "filters"),
        "lot_number": translate("papers.glyphs", "lot"),
        "maker": translate("papers.glyphs", "maker"),
        "issuer": translate("papers.glyphs", "issuer of the instruction"),
        "driver": translate("papers.glyphs", "driver"),
        "brief_name": translate("papers.glyphs", "brief name"),
        "reason": translate("papers.glyphs", "reason"),
    }
