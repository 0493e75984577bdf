"""Exact figures: strict reading, plain writing, and whole thousandths; never a float.

What does not fit is refused: nothing here rounds, and a misread figure is worse than a refused one.
"""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from supplydesk.domain.problem import Problem, Refused, refuse
from supplydesk.text import translate

THOUSANDTHS = 1000
MOST_DECIMALS = 3
LARGEST = Decimal(10) ** 9
"""Exclusive bound of any one quantity that a person may enter."""

# 15 digits before the point in thousandths stay within a BIGINT (9.2e18).
_LEDGER_DIGITS = 15
_DASHES = "-‐‑–—―−ー"
_SHOWN = 40
MINUS = "\N{MINUS SIGN}"
MIXED = "件，混合单位"
"""The unit of a total across different units."""
_NUMBER = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_EXPONENT = re.compile(r"[0-9.,]+[eE][+-]?[0-9]+")
_NOT_FINITE = re.compile(r"[+-]?(?:s?nan|inf|infinity)[0-9]*", re.IGNORECASE)


def to_thousandths(quantity: Decimal) -> int:
    """Whole thousandths of *quantity*, exactly.

    Raises:
        ValueError: more than three decimals, not finite, or beyond the ledger's whole numbers.
    """
    if not quantity:
        return 0
    if not quantity.is_finite() or not -MOST_DECIMALS <= quantity.adjusted() < _LEDGER_DIGITS:
        raise ValueError(str(quantity))
    numerator, denominator = quantity.as_integer_ratio()
    whole, rest = divmod(numerator * THOUSANDTHS, denominator)
    if rest:
        raise ValueError(str(quantity))
    return whole


def from_thousandths(thousandths: int) -> Decimal:
    """The quantity of whole *thousandths* in normal form: no trailing zeros, no exponent."""
    places = MOST_DECIMALS
    while places and thousandths % 10 == 0:
        thousandths //= 10
        places -= 1
    return Decimal(thousandths).scaleb(-places) if places else Decimal(thousandths)


def fold(text: str) -> str:
    """*text* with full-width and other compatible forms made plain (NFKC), stripped.

    Circled, raised and square signs (``①``, ``²``, ``㎡``) are left as they are: NFKC would turn
    ``3²`` into 32.
    """
    if not text.isascii():
        text = "".join(
            sign
            if unicodedata.category(sign) in ("No", "So")
            else unicodedata.normalize("NFKC", sign)
            for sign in text
        )
    return text.strip()


def parse_decimal(text: str, *, row: int | None = None, field: str | None = None) -> Decimal:
    """The figure in *text*: plain digits, thousands commas in their places, three decimals.

    Full-width forms are read (``１，２３４．５``); zeros after the third decimal say nothing and
    are dropped. The result is in normal form, at least 0 and below `LARGEST`.

    Raises:
        Refused: anything else, with a code of its own for each usual mistake.
    """
    typed = fold(text)
    if not _NUMBER.fullmatch(typed) or len(typed) > _SHOWN:
        raise Refused((_unreadable(typed, row, field),))
    figure = Decimal(typed.replace(",", ""))
    if figure >= LARGEST:
        raise refuse(
            "number_too_large",
            "domain.figures",
            "{typed} is too large: a quantity stays below {largest}.",
            row=row,
            field=field,
            typed=typed,
            largest=write_plain(LARGEST, thousands=True),
        )
    try:
        return from_thousandths(to_thousandths(figure))
    except ValueError:
        raise refuse(
            "number_too_fine",
            "domain.figures",
            "{typed} has more than three decimals; nothing is rounded, so enter at most three.",
            row=row,
            field=field,
            typed=typed,
        ) from None


def _unreadable(typed: str, row: int | None, field: str | None) -> Problem:
    """Why *typed* is no figure; the usual mistakes by name."""
    shown = typed if len(typed) <= _SHOWN else typed[:_SHOWN] + "…"
    if not typed:
        code, text = "number_empty", translate("domain.figures", "Enter a number.")
    elif _NOT_FINITE.fullmatch(typed):
        code = "number_not_finite"
        text = translate("domain.figures", "{typed} is not a number; enter figures such as 77.")
    elif not typed.strip(_DASHES):
        code = "number_dash"
        text = translate("domain.figures", "“{typed}” is no quantity. Enter a number.")
    elif typed[0] in "-" + MINUS:
        code = "number_negative"
        text = translate(
            "domain.figures",
            "{typed} is below zero; enter the quantity without a sign. "
            "What takes goods back is a document of its own.",
        )
    elif typed[0] == "+":
        code = "number_signed"
        text = translate("domain.figures", "{typed}: enter the quantity without a sign.")
    elif "_" in typed:
        code = "number_underscore"
        text = translate("domain.figures", "{typed}: leave out the underscore, as in 1000.")
    elif _EXPONENT.fullmatch(typed):
        code = "number_exponent"
        text = translate(
            "domain.figures", "{typed}: write the figure out in full, without an exponent."
        )
    elif any(sign.isdecimal() and not sign.isascii() for sign in typed):
        code = "number_foreign_digits"
        text = translate("domain.figures", "{typed}: use the digits 0 to 9.")
    elif "," in typed and _NUMBER.fullmatch(typed.replace(",", "")):
        code = "number_commas"
        text = translate(
            "domain.figures",
            "{typed}: the thousands commas are not in their places; write 1,234 or 1234.",
        )
    else:
        code = "number_unreadable"
        text = translate(
            "domain.figures", "{typed} cannot be read as a number; enter figures such as 77 or 0.5."
        )
    return Problem(code, text.format(typed=shown), row, field)


def write_plain(quantity: Decimal, *, thousands: bool = False) -> str:
    """*quantity* in bare figures: ``400``, ``1.5``, ``-3``; with *thousands* ``1,234.5``.

    No trailing zeros and no exponent; the sign is the ASCII one, so that programs read it too.

    Raises:
        ValueError: as `to_thousandths`.
    """
    figure = from_thousandths(to_thousandths(quantity))
    return f"{figure:,f}" if thousands else f"{figure:f}"


def common_unit(units: Iterable[str]) -> str | None:
    """The unit that all share, or None where units differ (or there are none)."""
    found = set(units)
    return found.pop() if len(found) == 1 else None
