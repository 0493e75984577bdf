"""Opening stock from a sheet: its columns, and the opening documents that its rows become.

One document for each place. Its key is worked out from what it says, so that the same list
imported twice gives the same documents; once those are reversed, it may be imported anew, and
where the goods lie there twice, once more on top.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pydantic import ValidationError

from supplydesk.domain.problem import Problem, stopping
from supplydesk.domain.quantity import fold, same_unit
from supplydesk.queries import periods
from supplydesk.services.documents import look
from supplydesk.services.drafts import Saved
from supplydesk.services.forms import OpeningForm
from supplydesk.services.fresh_keys import fresh_key
from supplydesk.services.import_matching import Items, Places
from supplydesk.services.import_rows import Findings, given, words
from supplydesk.services.opening_there import opening_there
from supplydesk.sheets.columns import Column, Row
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver
from supplydesk.store.tables.catalogue import Item

_OWNERS = {
    "自有": "own",
    "本单位": "own",
    "代储": "held",
    "代管": "held",
    "借入": "borrowed",
    "own": "own",
    "held": "held",
    "borrowed": "borrowed",
}
COLUMNS = (
    Column("place", ("仓库", "仓库编码", "存放地点", "站点", "place"), required=False),
    Column("item", ("编码", "物资编码", "代码", "item", "code"), required=False, kind="code"),
    Column("name", ("名称", "物资名称", "品名", "name"), required=False),
    Column("spec", ("规格型号", "规格", "型号", "spec"), required=False),
    Column("unit", ("计量单位", "单位", "unit"), required=False),
    Column(
        "quantity",
        ("数量", "期初数量", "结存数量", "实存数量", "库存数量", "quantity"),
        kind="quantity",
    ),
    Column("approximate", ("约数", "余", "approximate"), required=False, kind="flag"),
    Column("stand", ("货位", "库位", "库区", "bin", "stand"), required=False, kind="code"),
    Column("lot_number", ("批号", "批次", "lot_number"), required=False, kind="code"),
    Column("made", ("生产日期", "made"), required=False, kind="date"),
    Column(
        "expires",
        ("有效期至", "有效期", "失效日期", "到期日", "expires"),
        required=False,
        kind="date",
    ),
    Column("unit_cost", ("单价", "单价(元)", "unit_cost"), required=False, kind="quantity"),
    Column("pack_size", ("装箱数", "每箱数量", "pack_size"), required=False, kind="quantity"),
    Column("maker", ("生产厂家", "生产企业", "厂家", "maker"), required=False),
    Column("owner", ("权属", "owner"), required=False, kind="choice", choices=_OWNERS),
    Column("origin", ("来源单位", "origin"), required=False, kind="code"),
    Column("note", ("备注", "note"), required=False),
)
ON_TOP = "-on-top"
_PLAIN = ("stand", "lot_number", "unit_cost", "pack_size", "maker", "origin")
_LONGEST_NOTE = 5000
_DIGITS = 32
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class OpeningPlan:
    """One opening document as the list wants it.

    ``standing`` is how far the paper is that this very list became before, None where there is
    none: what was reversed or voided meanwhile stands no more.
    """

    form: OpeningForm
    standing: Saved | None


def read(
    session: DeskSession,
    rows: Sequence[Row],
    findings: Findings,
    place: str = "",
    *,
    on_top: bool = False,
) -> list[OpeningPlan]:
    """The opening documents of *rows*; problems go to *findings*.

    *place* is the code of the warehouse or site that rows without one belong to; *on_top* says
    that the goods lie there beside those in the books, however alike they are.
    """
    lacking = _lacking(rows, place)
    if lacking:
        for problem in lacking:
            findings.whole(problem)
        return []
    items, places = Items(session), Places(session)
    grouped: dict[str, list[tuple[Row, dict[str, Any]]]] = {}
    for row in rows:
        found: list[Problem] = []
        at = places.code(words(row, "place", found) or place, found)
        line = _line(row, items, found)
        findings.add(row, found)
        if not found:
            grouped.setdefault(at, []).append((row, line))
    day = date.fromisoformat(periods.begins_on(Driver(session))) - timedelta(days=1)
    plans = []
    for at, lines in grouped.items():
        form = _form(at, day, lines, findings)
        if form is not None:
            of_list = [row for row, _ in lines]
            plans.append(_checked(session, form, of_list, findings, on_top=on_top))
    return plans


def _lacking(rows: Sequence[Row], place: str) -> list[Problem]:
    """What every row would be refused for, said once: no column says which item it is, or where."""
    if not rows:
        return []
    found = []
    if not given(rows[0], "item") and not given(rows[0], "name"):
        found.append(
            Problem.of(
                "list_column_missing",
                "services.import_opening",
                "No column says which item it is: neither a code nor a name. See whether it is the "
                "right list.",
            )
        )
    if not place and not given(rows[0], "place"):
        found.append(
            Problem.of(
                "no_place",
                "services.import_opening",
                "No column says where it lies. Add one with the warehouse or site of each row.",
            )
        )
    return found


def _line(row: Row, items: Items, found: list[Problem]) -> dict[str, Any]:
    """One line of the form, its fields still as they were typed (so of any type)."""
    item = items.find(row, found)
    line: dict[str, Any] = {
        "item": item.code if item else "",
        "quantity": _quantity(row, item, found),
        "note": words(row, "note", found, _LONGEST_NOTE),
        **{name: words(row, name, found) for name in _PLAIN},
    }
    for name in ("made", "expires"):
        line[name] = row[name] if given(row, name) else None
    if row.text("owner"):
        line["owner"] = row.text("owner")
    if given(row, "approximate") and row["approximate"] is True:
        line["approximate"] = True
    return {name: value for name, value in line.items() if value not in {"", None}}


def _quantity(row: Row, item: Item | None, found: list[Problem]) -> str:
    """The quantity with its unit where the list gives it in a column of its own (3 and 箱)."""
    text, unit = words(row, "quantity", found), words(row, "unit", found)
    if item is None or not unit or same_unit(unit, item.unit):
        return text
    plain = fold(text)
    about = "余" if plain.endswith("余") else ""
    plain = plain.removesuffix("余")
    if plain.replace(",", "").replace(".", "").isdigit():
        return f"{plain}{unit}{about}"
    found.append(
        Problem.of(
            "unit_differs",
            "services.import_opening",
            "{item} is counted in {unit} on this desk, not in {typed}. Correct the unit, or the "
            "catalogue.",
            field="unit",
            item=item.name,
            unit=item.unit,
            typed=unit,
        )
    )
    return text


def _form(
    place: str, day: date, lines: Sequence[tuple[Row, Mapping[str, Any]]], findings: Findings
) -> OpeningForm | None:
    typed = [line for _, line in lines]
    try:
        form = OpeningForm.model_validate(
            {
                "kind": "opening",
                "key": "import",
                "place": place,
                "voucher_date": day,
                "lines": typed,
            }
        )
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            _, index, *name = fault["loc"]
            row = lines[index][0]  # type: ignore[index]  # a line's fault names its line
            findings.add(row, [_fault(name, fault.get("input"))])
        return None
    digest = hashlib.sha256(form.payload().encode()).hexdigest()[:_DIGITS]
    return form.with_key(f"opening-{digest}")


def _fault(name: Sequence[int | str], typed: object) -> Problem:
    return Problem.of(
        "cell_cannot_stand",
        "services.import_opening",
        "{value} cannot stand here. Correct it.",
        field=str(name[0]) if name else "quantity",
        value=str(typed)[:_SHOWN],
    )


def _checked(
    session: DeskSession,
    form: OpeningForm,
    rows: Sequence[Row],
    findings: Findings,
    *,
    on_top: bool,
) -> OpeningPlan:
    """What posting would meet, at the cells; and whether the place has opening stock already."""
    # Alike on purpose, and once: the list that comes on top has a key of its own, so that asking
    # again after a lost answer does not count the goods a third time.
    key, before = fresh_key(session, form.key + ON_TOP if on_top else form.key)
    form = form.with_key(key)
    if before is not None:
        return OpeningPlan(form, before)
    problems, resolved = look(session, form)
    for problem in problems:
        if problem.row is None:
            findings.whole(problem)
        else:
            findings.add(rows[problem.row - 1], [problem])
    if not stopping(problems):
        already = opening_there(session, form.place, resolved.lines, on_top=on_top)
        if already is not None:
            findings.whole(already)
    return OpeningPlan(form, None)
