"""What a person meant by a cell: a code, a whole number, a day, yes or no; strictly, or why not.

Each reader takes the value as the sheet gave it and returns the meaning, or raises `Unclear`
with the code and the words of the problem; where the cell stands is added by `columns`.
"""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from supplydesk.domain.figures import fold
from supplydesk.sheets.plain_text import LONGEST_CELL, length
from supplydesk.sheets.table import Value, exact, shown
from supplydesk.text import translate

Meaning = str | int | bool | date

_MOST_EXACT = 10**15
_WHOLE = re.compile(r"[+-]?(?:[0-9]{1,15}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})(?:\.0{1,6})?")
_DAY = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|"
    r"\.([0-9]{1,2})\.([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})[日号]?|([0-9]{2})([0-9]{2}))"
    r"(?:[ T]00?:00(?::00(?:\.0+)?)?)?"
)
_YES = {"是", "有", "对", "√", "✓", "✔", "y", "yes", "true", "1", "t"}
_NO = {"否", "无", "不", "×", "✗", "✘", "x", "n", "no", "false", "0", "f"}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SHOWN = 40


class Unclear(Exception):
    """A cell whose meaning is not certain: a stable code, and the words for the clerk."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


def _brief(value: Value) -> str:
    text = shown(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def text(value: Value) -> str:
    """*value* as text without blanks at its ends; line breaks inside stay as they were typed.

    Raises:
        Unclear: a control character, too long, or a figure that is none.
    """
    if isinstance(value, float):
        _check_finite(value)
    written = shown(value).strip()
    if _CONTROLS.search(written):
        raise Unclear(
            "cell_control",
            translate(
                "sheets.cells", "{value} has a character that cannot be shown; type it anew."
            ).format(value=_CONTROLS.sub("?", _brief(written))),
        )
    if length(written) > LONGEST_CELL:
        raise Unclear(
            "cell_too_long",
            translate("sheets.cells", "More than {most} characters; shorten it.").format(
                most=LONGEST_CELL
            ),
        )
    return written


def code(value: Value) -> str:
    """A code, number or bar code: what Excel made a figure of is a code again, ``101006``.

    Leading zeros stay where they were kept as text. Full-width forms become plain.

    Raises:
        Unclear: as `text`; a figure with decimals, or with more digits than Excel keeps.
    """
    if isinstance(value, float | int | Decimal) and not isinstance(value, bool):
        figure = _whole_figure(value)
        if figure is None:
            raise Unclear(
                "cell_not_code",
                translate("sheets.cells", "{value} is a figure with decimals, not a code.").format(
                    value=_brief(value)
                ),
            )
        if abs(figure) >= _MOST_EXACT:
            raise Unclear(
                "cell_digits_lost",
                translate(
                    "sheets.cells",
                    "{value}: Excel keeps only 15 digits of a number; format the column as text "
                    "and type the code anew.",
                ).format(value=_brief(value)),
            )
        return str(figure)
    return fold(text(value))


def whole(value: Value) -> int:
    """A whole number; full-width digits and thousands commas in their places are read.

    Raises:
        Unclear: anything else.
    """
    if isinstance(value, float | int | Decimal) and not isinstance(value, bool):
        figure = _whole_figure(value)
        if figure is not None and abs(figure) < _MOST_EXACT:
            return figure
    elif isinstance(value, str) and _WHOLE.fullmatch(typed := fold(value)):
        return int(typed.partition(".")[0].replace(",", ""))
    raise Unclear(
        "cell_not_whole",
        translate("sheets.cells", "{value} is no whole number; enter figures such as 77.").format(
            value=_brief(value)
        ),
    )


def quantity(value: Value) -> str:
    """A quantity as text, for the rules of quantities to read: ``3箱5瓶``, ``12.5``.

    Raises:
        Unclear: a day or a truth value, which no quantity is; a figure that is none.
    """
    if isinstance(value, bool | date | time | timedelta):
        raise Unclear(
            "cell_not_quantity",
            translate(
                "sheets.cells",
                "{value} is no quantity; format the cell as a number and type it anew.",
            ).format(value=_brief(value)),
        )
    return text(value)


def day(value: Value) -> date:
    """A day: a date cell, or ``2022-10-24``, ``2022/10/24``, ``2022.10.24``, ``2022年10月24日``,
    ``20221024`` as text.

    Raises:
        Unclear: another form, no such day, a time of day with it, or a figure in a cell that is
            not formatted as a date: 44858 may be a day to Excel, and may be a quantity.
    """
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date()
    elif isinstance(value, date):
        return value
    elif isinstance(value, float | int | Decimal) and not isinstance(value, bool):
        raise Unclear(
            "cell_figure_for_day",
            translate(
                "sheets.cells",
                "{value} is a figure, not a date; format the cell as a date, or enter it as "
                "2022-10-24.",
            ).format(value=_brief(value)),
        )
    elif isinstance(value, str) and (match := _DAY.fullmatch(fold(value))):
        year, *rest = [int(part) for part in match.groups() if part is not None]
        try:
            return date(year, *rest)
        except ValueError:
            raise Unclear(
                "cell_no_such_day",
                translate("sheets.cells", "{value}: there is no such day.").format(
                    value=_brief(value)
                ),
            ) from None
    raise Unclear(
        "cell_not_day",
        translate("sheets.cells", "{value} is no date; enter it as 2022-10-24.").format(
            value=_brief(value)
        ),
    )


def flag(value: Value) -> bool:
    """Yes or no: 是/否, 有/无, √/×, yes/no, true/false, 1/0.

    Raises:
        Unclear: anything else.
    """
    if isinstance(value, bool):
        return value
    typed = fold(shown(value)).lower()
    if typed in _YES:
        return True
    if typed in _NO:
        return False
    raise Unclear(
        "cell_not_flag",
        translate("sheets.cells", "{value} is neither 是 nor 否.").format(value=_brief(value)),
    )


def choice(choices: Mapping[str, str]) -> Callable[[Value], str]:
    """A reader for one of *choices*: what may be typed → what it means; case does not matter."""
    known = {fold(typed).lower(): meant for typed, meant in choices.items()}

    def read(value: Value) -> str:
        meant = known.get(fold(shown(value)).lower())
        if meant is None:
            raise Unclear(
                "cell_not_choice",
                translate("sheets.cells", "{value} is none of: {choices}.").format(
                    value=_brief(value), choices=" ".join(choices)
                ),
            )
        return meant

    return read


def _check_finite(value: float) -> None:
    if not math.isfinite(value):
        raise Unclear(
            "cell_not_finite",
            translate("sheets.cells", "The cell holds no figure that can be read; type it anew."),
        )


def _whole_figure(value: float | Decimal) -> int | None:
    """The whole number that a spreadsheet shows; None where it has decimals."""
    if isinstance(value, float):
        _check_finite(value)
        if value.is_integer():
            return int(value)
        value = exact(value)
    return int(value) if value == int(value) else None
