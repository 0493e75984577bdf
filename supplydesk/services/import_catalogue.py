"""A catalogue from a sheet: its columns, and what each row would change.

What the sheet has no column for stays as it is on the desk: a list of codes and minimum stocks
changes nothing else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from sqlmodel import col, select

from supplydesk.domain.problem import Problem, Refused
from supplydesk.domain.quantity import Measure, Pack, parse
from supplydesk.queries.stock import item_has_moved
from supplydesk.services import catalogue, packs
from supplydesk.services.catalogue import MOST_DECIMALS, PARTS_ALLOWED, ItemFacts, PackFacts
from supplydesk.services.import_rows import Findings, given, twice, words
from supplydesk.sheets.columns import Column, Row
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver
from supplydesk.store.tables.catalogue import Item

COLUMNS = (
    Column("code", ("编码", "物资编码", "代码", "code"), kind="code"),
    Column("name", ("名称", "物资名称", "品名", "name")),
    Column("spec", ("规格型号", "规格", "型号", "spec"), required=False),
    Column("unit", ("计量单位", "单位", "unit")),
    Column("decimals", ("小数位数", "decimals"), required=False, kind="whole"),
    Column("packs", ("包装", "packs"), required=False),
    Column("category", ("分类代码", "国标分类代码", "category"), required=False, kind="code"),
    Column("category_verified", ("分类已核", "category_verified"), required=False, kind="flag"),
    # The first digit alone is no code; it is known here so that it is not called unknown.
    Column("level1", ("国标大类", "gbt38565_level1"), required=False),
    Column("group", ("类别", "物资类别", "group"), required=False),
    Column("mnemonic", ("助记码", "mnemonic"), required=False, kind="code"),
    Column("reusable", ("可回收", "reusable"), required=False, kind="flag"),
    Column(
        "shelf_life_months",
        ("保质期(月)", "保质期", "储存期(月)", "shelf_life_months"),
        required=False,
        kind="whole",
    ),
    Column(
        "minimum", ("最低库存", "最低储备", "安全库存", "minimum"), required=False, kind="quantity"
    ),
    Column("barcode", ("条码", "条形码", "barcode"), required=False, kind="code"),
    Column("report_order", ("简报顺序", "报表顺序", "report_order"), required=False, kind="whole"),
    Column("brief_name", ("简报名称", "brief_name"), required=False),
    Column("is_other", ("其他物资", "is_other"), required=False, kind="flag"),
    Column("active", ("启用", "在用", "active"), required=False, kind="flag"),
)
_TEXTS = ("name", "spec", "unit", "category", "group", "mnemonic", "barcode", "brief_name")
_FLAGS = {"category_verified": False, "reusable": False, "is_other": False, "active": True}
_WHOLES: Mapping[str, int | None] = {"shelf_life_months": None, "report_order": 999}
_LARGEST = 10_000


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item as the list wants it, and what that would be: new, changed or the same."""

    item: ItemFacts
    standing: Literal["new", "changed", "same"]


def read(session: DeskSession, rows: Sequence[Row], findings: Findings) -> list[ItemRow]:
    """The items of *rows* beside what the desk holds; problems go to *findings*."""
    codes = [row.text("code") for row in rows]
    before = _standing(session, codes)
    seen: dict[str, Row] = {}
    items = []
    for row, code in zip(rows, codes, strict=True):
        found: list[Problem] = []
        if code in seen:
            found.append(twice(code, seen[code]))
        seen.setdefault(code, row)
        known = before.get(code)
        item = _item(row, code, known[1] if known else None, found)
        if not found:
            found += catalogue.problems(item)
        if known and not found:
            found += _unit_problems(session, known[0], known[1], item)
        findings.add(row, found)
        items.append(ItemRow(item, _compared(item, known[1] if known else None)))
    return items


def compare(session: DeskSession, items: Iterable[ItemFacts]) -> list[ItemRow]:
    """*items* that come from no sheet (the starter catalogue) beside what the desk holds.

    What the clerk has set and they do not say (mnemonic, minimum, barcode, category) stays.
    """
    listed = list(items)
    before = _standing(session, [item.code for item in listed])
    compared = []
    for item in listed:
        known = before.get(item.code)
        if known is not None:
            kept = known[1]
            item = replace(  # noqa: PLW2901 - the item as it will be
                item,
                mnemonic=kept.mnemonic if kept.name == item.name else "",
                minimum=kept.minimum,
                barcode=kept.barcode,
                category=kept.category,
                category_verified=kept.category_verified,
                active=kept.active,
            )
        compared.append(ItemRow(item, _compared(item, known[1] if known else None)))
    return compared


def _standing(session: DeskSession, codes: Sequence[str]) -> dict[str, tuple[int, ItemFacts]]:
    wanted = set(codes)
    found = {}
    for item in session.exec(select(Item).order_by(col(Item.code))):
        if item.code in wanted:
            assert item.id is not None, "an item that was read has an id"
            found[item.code] = (item.id, item)
    return {code: (one, catalogue.facts_of(session, item)) for code, (one, item) in found.items()}


def _compared(item: ItemFacts, before: ItemFacts | None) -> Literal["new", "changed", "same"]:
    if before is None:
        return "new"
    if not item.mnemonic and before.name == item.name:
        item = replace(item, mnemonic=before.mnemonic)
    return "same" if item == before else "changed"


def _item(row: Row, code: str, before: ItemFacts | None, found: list[Problem]) -> ItemFacts:
    item = before or ItemFacts(words(row, "code", found), "", "")
    texts = {name: words(row, name, found) for name in _TEXTS if given(row, name)}
    if not texts.get("mnemonic", "x"):
        del texts["mnemonic"]  # an empty cell takes away nothing that the clerk has edited
    item = replace(item, code=code, **texts)  # type: ignore[arg-type]  # texts only
    if before is not None and item.name != before.name and "mnemonic" not in texts:
        item = replace(item, mnemonic="")
    flags = {name: _flag(row, name) for name in _FLAGS if given(row, name)}
    wholes = {name: _whole(row, name, found) for name in _WHOLES if given(row, name)}
    item = replace(item, **flags, **wholes)  # type: ignore[arg-type]  # of the fields' own kinds
    item = replace(item, decimals=_decimals(row, item, before, found))
    if given(row, "packs"):
        item = replace(item, packs=_packs(row.text("packs"), item.unit, before, found))
    if given(row, "minimum"):
        item = replace(item, minimum=_minimum(row, item, found))
    return item


def _flag(row: Row, name: str) -> bool:
    value = row[name]
    return _FLAGS[name] if value is None else value is True


def _whole(row: Row, name: str, found: list[Problem]) -> int | None:
    value = row[name]
    if value is None:
        return _WHOLES[name]
    assert isinstance(value, int), "the column reads whole numbers"
    if not 0 < value < _LARGEST:
        found.append(
            Problem.of(
                "whole_out_of_range",
                "services.import_catalogue",
                "{value} cannot be meant: a number from 1 to {most}.",
                field=name,
                value=value,
                most=_LARGEST - 1,
            )
        )
    return value


def _decimals(row: Row, item: ItemFacts, before: ItemFacts | None, found: list[Problem]) -> int:
    value = row["decimals"] if given(row, "decimals") else None
    if isinstance(value, int):
        if not 0 <= value <= MOST_DECIMALS:
            found.append(
                Problem.of(
                    "decimals_out_of_range",
                    "services.import_catalogue",
                    "Decimals are 0 to 3, and only for 公斤, 升 and the like.",
                    field="decimals",
                )
            )
            return 0
        return value
    if before is not None and before.unit == item.unit:
        return before.decimals
    return MOST_DECIMALS if item.unit in PARTS_ALLOWED else 0


def _packs(
    text: str, unit: str, before: ItemFacts | None, found: list[Problem]
) -> tuple[PackFacts, ...]:
    try:
        return packs.read(text, unit, before.packs if before else ())
    except Refused as refused:
        found.extend(refused.problems)
        return ()


def _minimum(row: Row, item: ItemFacts, found: list[Problem]) -> Decimal:
    text = row.text("minimum")
    if not text:
        return Decimal(0)
    sizes = tuple(Pack(pack.unit, pack.size, rank) for rank, pack in enumerate(item.packs, 1))
    try:
        return parse(text, Measure(item.unit, item.decimals, sizes), field="minimum").quantity
    except Refused as refused:
        found.extend(refused.problems)
        return Decimal(0)


def _unit_problems(
    session: DeskSession, identity: int, before: ItemFacts, item: ItemFacts
) -> list[Problem]:
    if (before.unit, before.decimals) == (item.unit, item.decimals):
        return []
    if not item_has_moved(Driver(session), identity):
        return []
    return [
        Problem.of(
            "unit_in_use",
            "services.import_catalogue",
            "{item} has been in the books as {unit}; its unit and decimals stay. Give what is "
            "counted otherwise a code of its own.",
            field="unit",
            item=before.name,
            unit=before.unit,
        )
    ]
