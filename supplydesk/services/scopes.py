"""What a report is about: warehouses, site, item and event that a clerk names by code or name."""

from collections.abc import Iterable
from dataclasses import dataclass

from supplydesk.domain.lookup import folded
from supplydesk.domain.places import Level
from supplydesk.domain.posting import Article
from supplydesk.domain.problem import refuse
from supplydesk.queries import articles, parties, scopes
from supplydesk.queries.parties import IncidentRow
from supplydesk.queries.scopes import Leaf
from supplydesk.store.driver import Driver
from supplydesk.text import translate

_MOST_LISTED = 20
_PRINTED_LEVELS = {
    Level.PROVINCE: "省级",
    Level.CITY: "市级",
    Level.COUNTY: "县区",
    Level.TOWN: "乡镇",
    Level.COMMUNITY: "社区",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """The leaves that a report adds up.

    ``name`` is what a person reads, in the language in use; ``leaves`` are the areas and bins, or
    a site; ``roads`` the transit places of its warehouses, which are told apart. ``printed`` is
    its name on a paper, which is Chinese in every language of the desk; empty if that is `name`.
    """

    name: str
    leaves: tuple[Leaf, ...]
    roads: tuple[Leaf, ...] = ()
    printed: str = ""

    @property
    def ids(self) -> tuple[int, ...]:
        """The leaves' ids."""
        return tuple(leaf.id for leaf in self.leaves)

    @property
    def road_ids(self) -> tuple[int, ...]:
        """The roads' ids."""
        return tuple(leaf.id for leaf in self.roads)


def warehouses(driver: Driver, code: str | None = None, level: Level | None = None) -> Scope:
    """The warehouse with *code* (or of that name), or all of *level*, or all there are.

    Raises:
        Refused: there is no such warehouse, or there are several of that name.
    """
    found = scopes.leaves(driver, code=code or "", level="" if code or not level else level.value)
    if code and not found:
        found = _called(scopes.leaves(driver), code)
    if not found:
        if code:
            raise refuse(
                "unknown_warehouse",
                "services.scopes",
                "There is no warehouse “{code}”. Choose one from the list of places.",
                field="warehouse",
                code=code,
            )
        raise refuse(
            "no_warehouse",
            "services.scopes",
            "There is no warehouse of this kind. Add one to the places first.",
            field="warehouse",
        )
    printed = ""
    if code:
        name = found[0].owner_name
    elif level is not None:
        printed = f"全部仓库（{_PRINTED_LEVELS[level]}）"
        name = translate("services.scopes", "All warehouses: {level}").format(level=level.word())
    else:
        printed = "全部仓库"
        name = translate("services.scopes", "All warehouses")
    return Scope(
        name,
        tuple(leaf for leaf in found if leaf.kind != "transit"),
        tuple(leaf for leaf in found if leaf.kind == "transit"),
        printed,
    )


def warehouse_or_site(driver: Driver, code: str) -> Scope:
    """The warehouse or the site with *code*, or else of that name.

    Raises:
        Refused: there is neither, or there are several of that name.
    """
    found = scopes.sites(driver, code=code)
    if not found and not scopes.leaves(driver, code=code):
        # A site and a warehouse of one name are two places, and neither is meant for sure.
        found = _called((*scopes.sites(driver), *scopes.leaves(driver)), code)
        code = found[0].owner_code if found else code
    if found and found[0].kind == "site":
        return Scope(found[0].name, tuple(found))
    return warehouses(driver, code)


def _called(leaves: Iterable[Leaf], name: str) -> list[Leaf]:
    """The leaves of the one place that is called *name*; none where several are."""
    fitting = [leaf for leaf in leaves if folded(leaf.owner_name) == folded(name)]
    return fitting if len({leaf.owner for leaf in fitting}) == 1 else []


def incident(driver: Driver, code: str, field: str = "incident") -> IncidentRow:
    """The event with *code*; *field* is where it was named.

    Raises:
        Refused: there is none.
    """
    found = parties.incident(driver, code)
    if found is None:
        raise refuse(
            "unknown_incident",
            "services.scopes",
            "There is no event “{code}”. Choose one from the list.",
            field=field,
            code=code,
        )
    return found


def item(driver: Driver, code: str) -> Article:
    """The item with *code*, or the only one of that name.

    Raises:
        Refused: there is none, or it could be several; those are listed.
    """
    found = articles.by_code(driver, (code,)).get(code)
    if found is not None:
        return found
    wanted, named = folded(code), articles.named(driver)
    alike = [one for one in named if folded(one.name) == wanted]
    if len(alike) == 1:
        return articles.by_code(driver, (alike[0].code,))[alike[0].code]
    fitting = alike or [one for one in named if wanted and wanted in folded(one.name)]
    if not fitting:
        raise refuse(
            "unknown_item",
            "services.scopes",
            "There is no item “{code}”. Look it up by name or pinyin.",
            field="item",
            code=code,
        )
    listed = [" ".join(filter(None, one)) for one in fitting[:_MOST_LISTED]]
    raise refuse(
        "item_unclear",
        "services.scopes",
        "No item is surely meant by “{name}”. These fit: {items}. Give the code.",
        field="item",
        name=code,
        items="；".join(listed) + ("…" if len(fitting) > _MOST_LISTED else ""),
    )
