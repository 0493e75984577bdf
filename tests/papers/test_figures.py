"""Figures as papers write them."""

from decimal import Decimal

import pytest

from supplydesk.domain.quantity import Measure, Pack
from supplydesk.papers.figures import packed

BOTTLES = Measure("瓶", packs=(Pack("箱", Decimal(24), 1),))
SUITS = Measure("套", packs=(Pack("箱", None, 1),))
BAGS = Measure("套", packs=(Pack("包", Decimal(10), 1), Pack("箱", None, 2)))


@pytest.mark.parametrize(
    ("quantity", "measure", "cartons", "expected"),
    [
        (77, BOTTLES, None, "3箱5瓶"),
        (72, BOTTLES, 0, "3箱"),
        (5, BOTTLES, None, ""),
        (5, Measure("张"), None, ""),
        (100, SUITS, 7, "7箱（散装不等）"),
        (30, SUITS, 2, "2箱（散装不等）"),
        (30, SUITS, 0, ""),
        (30, SUITS, None, ""),
        (35, BAGS, 2, "2箱（散装不等，3包5套）"),
        (35, BAGS, None, "3包5套"),
    ],
)
def test_packs_beside_a_quantity(
    quantity: int, measure: Measure, cartons: int | None, expected: str
) -> None:
    # 2箱30套 for 30套 in two cartons read as a sum.
    loose = None if cartons is None else Decimal(cartons)
    assert packed(Decimal(quantity), measure, loose) == expected
