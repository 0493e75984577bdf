"""The catalogue's items: added, changed, found again by what the clerk types."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlmodel import col, delete, select

from supplydesk.domain.figures import fold
from supplydesk.domain.problem import Problem, Refused, refuse
from supplydesk.queries.stock import item_has_moved
from supplydesk.services import ledger
from supplydesk.services.pinyin import mnemonic, readings
from supplydesk.services.printable import unfit_names
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver
from supplydesk.store.tables.catalogue import Item, ItemPack

PARTS_ALLOWED = frozenset({"升", "公斤", "千克", "米", "吨", "平方米", "立方米"})
MOST_DECIMALS = 3
_SHOWN = ("code", "name", "spec", "unit", "brief_name", "group", "mnemonic", "barcode")
_CATEGORY = re.compile(r"[0-9]{7}")  # GB/T 38565-2020: 1 + 2 + 2 + 2 digits


@dataclass(frozen=True, slots=True)
class PackFacts:
    """A pack of an item: ``size`` in base units, None where cartons float."""

    unit: str
    size: Decimal | None
    per_lot: bool = False


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item as it is edited or imported; see `supplydesk.store.tables.catalogue.Item`."""

    code: str
    name: str
    unit: str
    spec: str = ""
    decimals: int = 0
    category: str = ""
    category_verified: bool = False
    group: str = ""
    mnemonic: str = ""
    reusable: bool = False
    shelf_life_months: int | None = None
    minimum: Decimal = Decimal(0)
    barcode: str = ""
    report_order: int = 999
    brief_name: str = ""
    is_other: bool = False
    active: bool = True
    packs: tuple[PackFacts, ...] = ()


def problems(item: ItemFacts, row: int | None = None) -> list[Problem]:
    """What is wrong with *item* by itself."""
    found = [
        Problem.of(
            "empty",
            "services.catalogue",
            "This must not be empty. Type a value.",
            row=row,
            field=name,
        )
        for name in ("code", "name", "unit")
        if not getattr(item, name).strip()
    ]
    jin = _jin_problems(item, row)
    found.extend(jin)
    if not jin and not 0 <= item.decimals <= (MOST_DECIMALS if item.unit in PARTS_ALLOWED else 0):
        found.append(
            Problem.of(
                "decimals",
                "services.catalogue",
                "{unit} is counted whole. Decimals, at most three, go with 公斤, 升 and the like.",
                row=row,
                field="decimals",
                unit=item.unit,
            )
        )
    if item.category and not _CATEGORY.fullmatch(item.category):
        found.append(
            Problem.of(
                "category",
                "services.catalogue",
                "{category} is no GB/T 38565 code, which has seven digits. "
                "Correct it or leave it empty.",
                row=row,
                field="category",
                category=item.category,
            )
        )
    found.extend(_pack_problems(item, row))
    shown = {name: getattr(item, name) for name in _SHOWN}
    found.extend(unfit_names(shown, {"packs": [pack.unit for pack in item.packs]}, row=row))
    return found


def _jin_problems(item: ItemFacts, row: int | None) -> list[Problem]:
    """斤 is half a 公斤, when it is typed: kept as a unit of its own, nothing would add up."""
    named = [("unit", item.unit), *(("packs", pack.unit) for pack in item.packs)]
    return [
        Problem.of(
            "unit_jin",
            "services.catalogue",
            "Stock is not kept in {unit}. Make 公斤 the unit; {unit} can still be typed and is "
            "read as half a 公斤.",
            row=row,
            field=field,
            unit=fold(unit),
        )
        for field, unit in named
        if fold(unit) == "斤"
    ][:1]


def _pack_problems(item: ItemFacts, row: int | None) -> list[Problem]:
    sizes = [pack.size for pack in item.packs if pack.size is not None]
    names = [item.unit, *(pack.unit for pack in item.packs)]
    if sizes != sorted(sizes) or any(size <= 0 or size % 1 for size in sizes):
        return [
            Problem.of(
                "pack_size",
                "services.catalogue",
                "Packs hold whole numbers of {unit} above 0, from small to large. Correct their "
                "sizes.",
                row=row,
                field="packs",
                unit=item.unit,
            )
        ]
    if len(set(names)) != len(names) or not all(name.strip() for name in names):
        return [
            Problem.of(
                "pack_unit",
                "services.catalogue",
                "Each pack needs a unit of its own, other than {unit}. Correct the packs.",
                row=row,
                field="packs",
                unit=item.unit,
            )
        ]
    return []


def add(session: DeskSession, item: ItemFacts) -> None:
    """Add *item*, whose code is new.

    Raises:
        Refused: something is wrong with it, or its code is taken.
    """
    require(session, "edit_catalogue")
    if item.code and _with_code(session, item.code) is not None:
        raise refuse(
            "code_taken",
            "services.catalogue",
            "There is an item with the code “{code}” already. Give this one another code.",
            field="code",
            code=item.code,
        )
    put(session, [item])


def change(session: DeskSession, before: ItemFacts, wanted: ItemFacts) -> None:
    """Make *wanted* of the item that stood there as *before*, under the same code.

    Raises:
        Refused: something is wrong with it, or somebody else has changed it meanwhile.
    """
    require(session, "edit_catalogue")
    row = _with_code(session, before.code)
    if row is None or facts_of(session, row) != before:
        raise refuse(
            "changed_since",
            "services.catalogue",
            "{item} was changed by somebody else meanwhile. Look at it again, then change it "
            "once more.",
            field="code",
            item=before.name,
        )
    put(session, [replace(wanted, code=before.code)])


def _with_code(session: DeskSession, code: str) -> Item | None:
    return session.exec(select(Item).where(col(Item.code) == code)).first()


def put(session: DeskSession, items: Sequence[ItemFacts]) -> int:
    """Add or change *items* by code; returns how many rows are new or different.

    Raises:
        Refused: something is wrong with one, or a unit would change under goods in stock.
    """
    require(session, "edit_catalogue")
    found = [problem for row, item in enumerate(items, 1) for problem in problems(item, row)]
    if found:
        raise Refused(found)
    changed = [item.code for item in items if _put(session, item)]
    if changed:
        ledger.note(session, "catalogue", "items", changed)
    return len(changed)


def _put(session: DeskSession, item: ItemFacts) -> bool:
    row = _with_code(session, item.code)
    before = None if row is None else facts_of(session, row)
    wanted = item if item.mnemonic else _with_mnemonic(item, before)
    if wanted == before:
        return False
    if row is None:
        row = Item(code=item.code, name=item.name, unit=item.unit)
        session.add(row)
    elif (row.unit, row.decimals) != (item.unit, item.decimals):
        _unit_may_change(session, row)
    values = {name: getattr(wanted, name) for name in _PLAIN}
    row.sqlmodel_update(values | {"group_name": wanted.group, "search": readings(wanted.name)})
    session.flush()
    assert row.id is not None
    session.exec(delete(ItemPack).where(col(ItemPack.item) == row.id))
    for rank, pack in enumerate(wanted.packs, 1):
        session.add(
            ItemPack(item=row.id, rank=rank, unit=pack.unit, size=pack.size, per_lot=pack.per_lot)
        )
    session.flush()
    return True


_PLAIN = (
    "name", "spec", "unit", "decimals", "category", "category_verified", "mnemonic", "reusable",
    "shelf_life_months", "minimum", "barcode", "report_order", "brief_name", "is_other", "active",
)  # fmt: skip


def _with_mnemonic(item: ItemFacts, before: ItemFacts | None) -> ItemFacts:
    kept = before.mnemonic if before is not None and before.name == item.name else ""
    return replace(item, mnemonic=kept or mnemonic(item.name))


def facts_of(session: DeskSession, row: Item) -> ItemFacts:
    """The item *row* with its packs as one value."""
    packs = session.exec(
        select(ItemPack).where(col(ItemPack.item) == row.id).order_by(col(ItemPack.rank))
    ).all()
    return facts_from(row, tuple(PackFacts(pack.unit, pack.size, pack.per_lot) for pack in packs))


def facts_from(row: Item, packs: tuple[PackFacts, ...]) -> ItemFacts:
    """The item *row* and *packs*, its own, as one value."""
    return ItemFacts(
        code=row.code,
        group=row.group_name,
        packs=packs,
        **{name: getattr(row, name) for name in _PLAIN},
    )


def _unit_may_change(session: DeskSession, row: Item) -> None:
    assert row.id is not None
    if item_has_moved(Driver(session), row.id):
        raise refuse(
            "unit_in_use",
            "services.catalogue",
            "{item} has been in the books as {unit}; its unit and decimals stay. Add a new item "
            "instead and stop using this one.",
            field="unit",
            item=row.name,
            unit=row.unit,
        )
