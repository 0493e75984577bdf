"""Places from a sheet: its columns, and what each row would change on the desk."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from supplydesk.domain.places import Level
from supplydesk.domain.problem import Problem
from supplydesk.services.import_rows import Findings, given, twice, words
from supplydesk.services.place_facts import PlaceFacts, settled, standing
from supplydesk.services.place_problems import problems
from supplydesk.sheets.columns import Column, Row
from supplydesk.store.database import DeskSession

_LEVELS = {
    "省": Level.PROVINCE,
    "省级": Level.PROVINCE,
    "市": Level.CITY,
    "市级": Level.CITY,
    "县": Level.COUNTY,
    "县级": Level.COUNTY,
    "区": Level.COUNTY,
    "区级": Level.COUNTY,
    "县区": Level.COUNTY,
    "区县": Level.COUNTY,
    "县(区)": Level.COUNTY,
    "乡": Level.TOWN,
    "镇": Level.TOWN,
    "乡镇": Level.TOWN,
    "街道": Level.TOWN,
    "乡镇街道": Level.TOWN,
    "社区": Level.COMMUNITY,
    "村": Level.COMMUNITY,
    "村社区": Level.COMMUNITY,
    **{level.value: level for level in Level},
}
_KINDS = {
    "仓库": "warehouse",
    "储备库": "warehouse",
    "库": "warehouse",
    "站点": "site",
    "接收点": "site",
    "接收单位": "site",
    "货位": "bin",
    "库位": "bin",
    "承储单位": "custodian",
    "warehouse": "warehouse",
    "site": "site",
    "bin": "bin",
    "custodian": "custodian",
}

COLUMNS = (
    Column("kind", ("类型", "种类", "kind"), kind="choice", choices=_KINDS),
    Column("code", ("编码", "代码", "code"), kind="code"),
    Column("name", ("名称", "name")),
    Column("level", ("级别", "层级", "level"), required=False, kind="choice", choices=_LEVELS),
    Column("parent", ("所属仓库", "所属库区", "上级", "parent"), required=False, kind="code"),
    Column("custodian", ("承储单位", "保管单位", "custodian"), required=False),
    Column("county", ("县区", "所在县区", "区县", "county"), required=False),
    Column("address", ("地址", "详细地址", "address"), required=False),
    Column("contact", ("联系人", "contact"), required=False),
    Column("phone", ("电话", "联系电话", "手机", "phone"), required=False, kind="code"),
)
_TEXTS = ("name", "parent", "custodian", "county", "address", "contact", "phone")
_ORDER = {"custodian": 0, "warehouse": 1, "bin": 2, "site": 3, "": 4}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place as the list wants it, what stands there, and what that would be."""

    place: PlaceFacts
    before: PlaceFacts | None
    standing: Literal["new", "changed", "same"]


def read(session: DeskSession, rows: Sequence[Row], findings: Findings) -> list[PlaceRow]:
    """The places of *rows* beside what the desk holds; problems go to *findings*.

    They come in an order in which they can be added: custodians, warehouses, bins, sites.
    """
    seen: dict[str, Row] = {}
    wanted: dict[str, PlaceFacts] = {}
    read_rows = []
    for row in rows:
        found: list[Problem] = []
        code = words(row, "code", found)
        if code in seen:
            found.append(twice(code, seen[code]))
        seen.setdefault(code, row)
        before = standing(session, code)
        place = settled(session, _place(row, code, before, found))
        wanted.setdefault(code, place)
        read_rows.append((row, place, before, found))
    placed = []
    for row, place, before, found in read_rows:
        findings.add(row, found or problems(session, place, before, wanted))
        what: Literal["new", "changed", "same"] = "changed" if before else "new"
        placed.append(PlaceRow(place, before, "same" if place == before else what))
    return sorted(placed, key=lambda one: _ORDER[one.place.kind])


def _place(row: Row, code: str, before: PlaceFacts | None, found: list[Problem]) -> PlaceFacts:
    place = before or PlaceFacts(code)
    texts = {name: words(row, name, found) for name in _TEXTS if given(row, name)}
    place = replace(place, kind=row.text("kind"), **texts)  # type: ignore[arg-type]  # one of _KINDS
    level = row.text("level")
    if level:
        place = replace(place, level=Level(level))
    if place.kind in {"bin", "custodian"}:
        # A bin shares its warehouse's level, and a custodian has none.
        place = replace(place, level=None)
    return place
