"""What a report is about: the warehouses, site and item that a clerk names by their codes."""

from dataclasses import dataclass

from supplydesk.domain.places import Level
from supplydesk.domain.posting import Article
from supplydesk.domain.problem import refuse
from supplydesk.queries import articles, scopes
from supplydesk.queries.scopes import Leaf
from supplydesk.store.driver import Driver
from supplydesk.text import translate


@dataclass(frozen=True, slots=True)
class Scope:
    """The leaves that a report adds up.

    ``name`` is what the paper calls it; ``leaves`` are the areas and bins, or a site; ``roads``
    the transit places of its warehouses, which are told apart.
    """

    name: str
    leaves: tuple[Leaf, ...]
    roads: tuple[Leaf, ...] = ()

    @property
    def ids(self) -> tuple[int, ...]:
        """The leaves' ids."""
        return tuple(leaf.id for leaf in self.leaves)

    @property
    def road_ids(self) -> tuple[int, ...]:
        """The roads' ids."""
        return tuple(leaf.id for leaf in self.roads)


def warehouses(driver: Driver, code: str | None = None, level: Level | None = None) -> Scope:
    """The warehouse *code*, or all of *level*, or all there are.

    Raises:
        Refused: there is no such warehouse.
    """
    found = scopes.leaves(driver, code=code or "", level="" if code or not level else level.value)
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
    if code:
        name = found[0].owner_name
    elif level is not None:
        name = translate("services.scopes", "All warehouses: {level}").format(level=level.word())
    else:
        name = translate("services.scopes", "All warehouses")
    return Scope(
        name,
        tuple(leaf for leaf in found if leaf.kind != "transit"),
        tuple(leaf for leaf in found if leaf.kind == "transit"),
    )


def warehouse_or_site(driver: Driver, code: str) -> Scope:
    """The warehouse or the site with *code*.

    Raises:
        Refused: there is neither.
    """
    found = scopes.sites(driver, code=code)
    if found:
        return Scope(found[0].name, tuple(found))
    return warehouses(driver, code)


def item(driver: Driver, code: str) -> Article:
    """The item with *code*.

    Raises:
        Refused: there is none.
    """
    found = articles.by_code(driver, (code,)).get(code)
    if found is None:
        raise refuse(
            "unknown_item",
            "services.scopes",
            "There is no item “{code}”. Look it up by name or pinyin.",
            field="item",
            code=code,
        )
    return found
