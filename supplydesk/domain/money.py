"""Money: amounts in whole fen, unit costs in whole 1/10000 yuan. Never a float."""

import re

from supplydesk.domain.figures import fold
from supplydesk.domain.problem import refuse

COST_PER_YUAN = 10_000
_COST = re.compile(r"(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.(\d{1,4})0*)?", re.ASCII)


FEN_PER_YUAN = 100


def in_yuan(fen: int) -> str:
    """*fen* as yuan with two decimals, exactly."""
    sign = "-" if fen < 0 else ""
    yuan, cents = divmod(abs(fen), FEN_PER_YUAN)
    return f"{sign}{yuan}.{cents:02d}"


def parse_unit_cost(text: str, *, row: int | None = None, field: str | None = None) -> int:
    """*text* in yuan per base unit, up to four decimals, as 1/10000 yuan.

    Raises:
        Refused: it is no such figure.
    """
    match = _COST.fullmatch(fold(text))
    if match is None:
        raise refuse(
            "unit_cost",
            "domain.money",
            "{typed} is no price. Type yuan per unit with at most four decimals, such as 128.50.",
            row=row,
            field=field,
            typed=text[:40],
        )
    yuan, decimals = match.groups()
    return int(yuan.replace(",", "")) * COST_PER_YUAN + int((decimals or "").ljust(4, "0"))
