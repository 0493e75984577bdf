"""What a report is about, to be chosen: all warehouses, those of a level, one of them, a site."""

from collections.abc import Iterable
from dataclasses import dataclass

from supplydesk.domain.places import Level
from supplydesk.services.lookup import KnownPlace
from supplydesk.text import translate

_LEVEL, _PLACE = "level:", "place:"


@dataclass(frozen=True, slots=True)
class Scope:
    """One warehouse or site by its code, or all warehouses of a level, or all there are."""

    place: str = ""
    level: Level | None = None

    @property
    def value(self) -> str:
        """The scope as one word, as a choice holds it."""
        if self.place:
            return _PLACE + self.place
        return _LEVEL + self.level.value if self.level else ""

    @property
    def options(self) -> dict[str, str]:
        """The scope as a target's options."""
        if self.place:
            return {"place": self.place}
        return {"level": self.level.value} if self.level else {}


EVERYTHING = Scope()


def read_scope(value: str) -> Scope:
    """The scope that a choice holds."""
    if value.startswith(_LEVEL):
        return Scope(level=Level(value.removeprefix(_LEVEL)))
    return Scope(value.removeprefix(_PLACE))


def scope_of(options: dict[str, str]) -> Scope:
    """The scope that a target's options name."""
    level = options.get("level", "")
    return Scope(options.get("place", ""), Level(level) if level in set(Level) else None)


def scopes(places: Iterable[KnownPlace], *, sites: bool = False) -> list[tuple[str, str]]:
    """All scopes as (value, word): of *places*, with the sites where a report knows them too."""
    known = list(places)
    warehouses = [one for one in known if one.kind == "warehouse"]
    levels = {one.level for one in warehouses}
    every = translate("ui.parts.scope", "All warehouses")
    of_level = translate("ui.parts.scope", "All of level {level}")
    found = [("", every)]
    if len(levels) > 1:
        found += [
            (Scope(level=level).value, of_level.format(level=level.word()))
            for level in Level
            if level.value in levels
        ]
    if len(warehouses) > 1 or sites:
        found += [(Scope(one.code).value, one.name) for one in warehouses]
    if sites:
        found += [(Scope(one.code).value, one.name) for one in known if one.kind == "site"]
    return found
