"""Lots that were chosen by hand, as a line of the grid keeps them: one text."""

import json
from collections.abc import Mapping, Sequence

from pydantic import TypeAdapter, ValidationError

from supplydesk.domain.problem import refuse
from supplydesk.services.forms import ChosenLot

_TEXT = TypeAdapter(tuple[ChosenLot, ...])
_SHOWN = 40


def write(lots: Sequence[ChosenLot]) -> str:
    """The text that keeps *lots*; empty where the rule chooses them."""
    return json.dumps([one.model_dump() for one in lots]) if lots else ""


def read(text: str, row: int | None = None) -> list[Mapping[str, object]]:
    """The lots that *text* keeps, as a form takes them.

    Raises:
        Refused: it keeps none: a cell from a spreadsheet went where lots are chosen.
    """
    try:
        return [one.model_dump() for one in _TEXT.validate_json(text)] if text else []
    except ValidationError:
        raise refuse(
            "lots_misread",
            "ui.document.chosen_lots",
            "“{text}” is no choice of lots. Press F7 and choose them; with none chosen, first "
            "expired goes first out.",
            row=row,
            field="lots",
            text=text[:_SHOWN],
        ) from None


def readable(text: str) -> bool:
    """Whether *text* keeps lots, or nothing."""
    if not text:
        return True
    try:
        _TEXT.validate_json(text)
    except ValidationError:
        return False
    return True
