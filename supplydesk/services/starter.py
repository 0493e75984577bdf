"""The catalogue that a desk starts from: 87 supplies with ordinary units, packs and storage lives.

The codes are our own numbering; sizes and lives are market values and not a standard.
"""

import csv
from decimal import Decimal

from supplydesk import paths
from supplydesk.services.catalogue import PARTS_ALLOWED, ItemFacts, PackFacts


def starter_items() -> tuple[ItemFacts, ...]:
    """The items of ``resources/catalogue.csv``."""
    with paths.resource("catalogue.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_item(row) for row in csv.DictReader(file))


def _item(row: dict[str, str]) -> ItemFacts:
    return ItemFacts(
        code=row["code"],
        name=row["name"],
        unit=row["unit"],
        spec=row["spec"],
        decimals=3 if row["unit"] in PARTS_ALLOWED else 0,
        group=row["group"],
        reusable=row["reusable"] == "yes",
        shelf_life_months=int(row["shelf_life_months"]) if row["shelf_life_months"] else None,
        report_order=int(row["report_order"]),
        brief_name=row["brief_name"],
        is_other=row["is_other"] == "yes",
        packs=read_packs(row["packs"]),
    )


def read_packs(text: str) -> tuple[PackFacts, ...]:
    """Packs written as ``盒=50;箱=2000``, small to large, ``?`` for cartons that float.

    Raises:
        ValueError: it is not written so.
    """
    packs = []
    for part in filter(None, (one.strip() for one in text.split(";"))):
        unit, _, size = part.partition("=")
        packs.append(PackFacts(unit, None if size == "?" else Decimal(size)))
    return tuple(packs)
