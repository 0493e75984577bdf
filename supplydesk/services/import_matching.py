"""What a list means by a code or a name: items of the catalogue, warehouses and sites."""

from collections.abc import Sequence

from sqlmodel import col, select

from supplydesk.domain.problem import Problem
from supplydesk.domain.quantity import fold
from supplydesk.services.import_rows import given, words
from supplydesk.services.opening import STANDS
from supplydesk.sheets.columns import Row
from supplydesk.store.database import DeskSession
from supplydesk.store.tables.catalogue import Item
from supplydesk.store.tables.places import Place


class Items:
    """The catalogue by code, and by name and spec."""

    def __init__(self, session: DeskSession) -> None:
        self._by_code: dict[str, Item] = {}
        self._by_name: dict[str, list[Item]] = {}
        for item in session.exec(select(Item).order_by(col(Item.code))):
            self._by_code[item.code] = item
            self._by_name.setdefault(folded(item.name), []).append(item)

    def find(self, row: Row, found: list[Problem]) -> Item | None:
        """The item of a row, by its code or else by its name and spec."""
        code, name = words(row, "item", found), words(row, "name", found)
        if code:
            return self._with_code(code, name, found)
        if not name:
            found.append(
                Problem.of(
                    "no_item",
                    "services.import_matching",
                    "Say which item it is: by its code, or by name and spec.",
                    field="item" if given(row, "item") else "name",
                )
            )
            return None
        spec = words(row, "spec", found)
        named = self._by_name.get(folded(name), [])
        fitting = [item for item in named if not spec or folded(item.spec) == folded(spec)]
        if len(fitting) == 1:
            return fitting[0]
        found.append(_unclear(name, spec, fitting or named))
        return None

    def _with_code(self, code: str, name: str, found: list[Problem]) -> Item | None:
        item = self._by_code.get(code)
        if item is None:
            found.append(
                Problem.of(
                    "unknown_item",
                    "services.import_matching",
                    "There is no item “{code}” in the catalogue. Correct the code, or import the "
                    "catalogue first.",
                    field="item",
                    code=code,
                )
            )
        elif name and folded(name) != folded(item.name):
            found.append(
                Problem.of(
                    "name_differs",
                    "services.import_matching",
                    "{code} is {item} on this desk, not {typed}. Correct the code or the name.",
                    field="name",
                    code=code,
                    item=item.name,
                    typed=name,
                )
            )
        return item


def folded(text: str) -> str:
    """*text* as names are compared: without blanks, width and case."""
    return "".join(fold(text).split()).casefold()


def _unclear(name: str, spec: str, candidates: Sequence[Item]) -> Problem:
    if not candidates:
        return Problem.of(
            "unknown_item",
            "services.import_matching",
            "There is no item “{code}” in the catalogue. Correct the name, or import the "
            "catalogue first.",
            field="name",
            code=name,
        )
    listed = [f"{item.code} {item.spec}".strip() for item in candidates[:5]]
    return Problem.of(
        "item_unclear",
        "services.import_matching",
        "“{typed}” could be several items: {items}. Give the code.",
        field="name",
        typed=" ".join(filter(None, (name, spec))),
        items="；".join(listed),
    )


class Places:
    """Warehouses and sites by code, and by name."""

    def __init__(self, session: DeskSession) -> None:
        found = session.exec(select(Place).where(col(Place.kind).in_(STANDS))).all()
        self._codes = {place.code for place in found}
        self._by_name: dict[str, list[str]] = {}
        for place in found:
            self._by_name.setdefault(folded(place.name), []).append(place.code)

    def code(self, named: str, found: list[Problem]) -> str:
        """The code of the place that is *named* by code or name."""
        if named in self._codes:
            return named
        codes = self._by_name.get(folded(named), [])
        if len(codes) == 1:
            return codes[0]
        if not named:
            text = Problem.of(
                "no_place",
                "services.import_matching",
                "Say where it lies: fill in the warehouse or site in this column.",
                field="place",
            )
        else:
            text = Problem.of(
                "unknown_place",
                "services.import_matching",
                "There is no warehouse or site “{name}” (or more than one). Give its code, or add "
                "it first.",
                field="place",
                name=named,
            )
        found.append(text)
        return ""
