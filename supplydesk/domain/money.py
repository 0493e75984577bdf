"""Money: amounts in whole fen, unit costs in whole 1/10000 yuan. Never a float."""

import re

from supplydesk.domain.figures import fold
from supplydesk.domain.problem import refuse

COST_PER_YUAN = 10_000
_COST = re.compile(r"(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.(\d{1,4})0*)?", re.ASCII)
FEN_PER_YUAN = 100
LARGEST_AMOUNT = 10**12
"""Fen that the goods of one line are worth at most: ten thousand million yuan.

A slip of the finger lies beyond it, and millions of such lines still add up in a database's whole
number.
"""
_FEN_PER_COST = 100_000  # thousandths × 1/10000 yuan → fen


def amount_of(quantity: int, unit_cost: int) -> int:
    """What *quantity* thousandths are worth at *unit_cost* (1/10000 yuan), in whole fen."""
    return (quantity * unit_cost + _FEN_PER_COST // 2) // _FEN_PER_COST


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


def check_amount(
    quantity: int, unit_cost: int, *, row: int | None = None, field: str | None = None
) -> None:
    """See that *quantity* thousandths at *unit_cost* are worth what one line can be.

    Raises:
        Refused: it is beyond `LARGEST_AMOUNT`.
    """
    amount = amount_of(quantity, unit_cost)
    if amount > LARGEST_AMOUNT:
        raise refuse(
            "amount_too_large",
            "domain.money",
            "At this price the line would be worth {amount} yuan; a line stays within {largest}. "
            "Correct the quantity or the price per unit.",
            row=row,
            field=field,
            amount=in_yuan(amount),
            largest=in_yuan(LARGEST_AMOUNT),
        )
