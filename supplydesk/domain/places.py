"""Kinds of place as a table: what stands where in the tree, what holds stock, what may go negative.

Everything is always somewhere: inside are our warehouses with their areas, bins and roads, and
the sites; outside is where goods come from and go to. Only what is outside may go below zero.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from supplydesk.domain.problem import Problem
from supplydesk.text import translate


class Level(StrEnum):
    """The level of government that a warehouse or a site belongs to."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    COMMUNITY = "community"

    def word(self) -> str:
        """What a person calls it, in the language in use."""
        return self.words()[self]

    @classmethod
    def words(cls) -> dict["Level", str]:
        """What a person calls each of them."""
        return {
            Level.PROVINCE: translate("domain.places", "province"),
            Level.CITY: translate("domain.places", "city"),
            Level.COUNTY: translate("domain.places", "county"),
            Level.TOWN: translate("domain.places", "town"),
            Level.COMMUNITY: translate("domain.places", "community"),
        }


class PlaceKind(StrEnum):
    """Every kind of place there is."""

    WAREHOUSE = "warehouse"
    GOOD = "good"
    RECOVERED = "recovered"
    PENDING = "pending"
    REJECTED = "rejected"
    REPAIR = "repair"
    BIN = "bin"
    TRANSIT = "transit"
    SITE = "site"
    SUPPLIER = "supplier"
    UPPER_BODY = "upper_body"
    DONOR = "donor"
    LENDER = "lender"
    OPENING = "opening"
    LOST_FOUND = "lost_found"
    CONSUMED = "consumed"
    SCRAPPED = "scrapped"

    @property
    def facts(self) -> "KindFacts":
        """This kind's row of the table."""
        return KINDS[self]

    def word(self) -> str:
        """What a person calls it, in the language in use."""
        return _words()[self]


@dataclass(frozen=True, slots=True)
class KindFacts:
    """What holds for one kind of place.

    ``inside``: its goods are ours to count. ``below_zero``: its balance may be negative.
    ``holds_stock``: goods may stand on it, as long as nothing stands under it in the tree.
    ``parents``: what it may stand under (None: at the top). ``levelled``: it has a level of its
    own, which what stands under it shares. ``once``: one at most under one parent.
    """

    inside: bool
    below_zero: bool
    holds_stock: bool
    parents: frozenset[PlaceKind | None]
    levelled: bool = False
    once: bool = False


AREAS = frozenset(
    {
        PlaceKind.GOOD,
        PlaceKind.RECOVERED,
        PlaceKind.PENDING,
        PlaceKind.REJECTED,
        PlaceKind.REPAIR,
    }
)
"""The areas of a warehouse: the condition of goods is the area they lie in."""

_TOP: frozenset[PlaceKind | None] = frozenset({None})
_IN_WAREHOUSE: frozenset[PlaceKind | None] = frozenset({PlaceKind.WAREHOUSE})
_IN_AREA: frozenset[PlaceKind | None] = frozenset[PlaceKind | None](AREAS)
_AREA = KindFacts(inside=True, below_zero=False, holds_stock=True, parents=_IN_WAREHOUSE)
_MANY_OUTSIDE = KindFacts(inside=False, below_zero=True, holds_stock=True, parents=_TOP)
_ONE_OUTSIDE = KindFacts(inside=False, below_zero=True, holds_stock=True, parents=_TOP, once=True)

KINDS: Mapping[PlaceKind, KindFacts] = {
    PlaceKind.WAREHOUSE: KindFacts(
        inside=True, below_zero=False, holds_stock=False, parents=_TOP, levelled=True
    ),
    **dict.fromkeys(AREAS, _AREA),
    PlaceKind.BIN: KindFacts(inside=True, below_zero=False, holds_stock=True, parents=_IN_AREA),
    PlaceKind.TRANSIT: KindFacts(
        inside=True, below_zero=False, holds_stock=True, parents=_IN_WAREHOUSE, once=True
    ),
    PlaceKind.SITE: KindFacts(
        inside=True, below_zero=False, holds_stock=True, parents=_TOP, levelled=True
    ),
    PlaceKind.SUPPLIER: _MANY_OUTSIDE,
    PlaceKind.UPPER_BODY: _MANY_OUTSIDE,
    PlaceKind.DONOR: _MANY_OUTSIDE,
    PlaceKind.LENDER: _MANY_OUTSIDE,
    PlaceKind.OPENING: _ONE_OUTSIDE,
    PlaceKind.LOST_FOUND: _ONE_OUTSIDE,
    PlaceKind.CONSUMED: _ONE_OUTSIDE,
    PlaceKind.SCRAPPED: _ONE_OUTSIDE,
}


def problems(
    kind: PlaceKind,
    parent: PlaceKind | None,
    *,
    level: Level | None = None,
    beside: Collection[PlaceKind] = (),
    place: int | None = None,
    ancestors: Sequence[int] = (),
) -> tuple[Problem, ...]:
    """What is wrong with a place of *kind* under a *parent* of that kind (None: at the top).

    Args:
        kind: of the proposed place.
        parent: the kind of what it is to stand under.
        level: its own; what stands under a levelled place shares that one's and needs none.
        beside: kinds of what stands under the same parent already.
        place: its id, where it is there already and is being moved.
        ancestors: ids from its parent up to the top.
    """
    if place in ancestors or len(set(ancestors)) < len(ancestors):
        return (
            Problem.of(
                "place_loop",
                "domain.places",
                "A place cannot stand under itself. Choose another one for it to stand under.",
                field="parent",
            ),
        )
    facts = kind.facts
    found = []
    if parent not in facts.parents:
        found.append(_wrong_parent(kind, parent))
    if facts.levelled and level is None:
        found.append(
            Problem.of(
                "place_level_missing",
                "domain.places",
                "{kind}: say which level it belongs to.",
                field="level",
                kind=kind.word(),
            )
        )
    if facts.once and kind in beside:
        found.append(
            Problem.of(
                "place_once",
                "domain.places",
                "{kind}: there is one already, and one is enough.",
                field="kind",
                kind=kind.word(),
            )
        )
    return tuple(found)


def _wrong_parent(kind: PlaceKind, parent: PlaceKind | None) -> Problem:
    allowed = sorted((one for one in kind.facts.parents if one), key=list(PlaceKind).index)
    if not allowed:
        return Problem.of(
            "place_parent",
            "domain.places",
            "{kind} stands by itself, not under another place.",
            field="parent",
            kind=kind.word(),
        )
    if parent is None:
        return Problem.of(
            "place_parent_missing",
            "domain.places",
            "{kind}: say what it stands under ({allowed}).",
            field="parent",
            kind=kind.word(),
            allowed=translate("domain.places", ", ").join(one.word() for one in allowed),
        )
    return Problem.of(
        "place_parent",
        "domain.places",
        "{kind} cannot stand under {parent}, only under: {allowed}.",
        field="parent",
        kind=kind.word(),
        parent=parent.word(),
        allowed=translate("domain.places", ", ").join(one.word() for one in allowed),
    )


def _words() -> dict[PlaceKind, str]:
    return {
        PlaceKind.WAREHOUSE: translate("domain.places", "warehouse"),
        PlaceKind.GOOD: translate("domain.places", "good"),
        PlaceKind.RECOVERED: translate("domain.places", "recovered"),
        PlaceKind.PENDING: translate("domain.places", "pending"),
        PlaceKind.REJECTED: translate("domain.places", "rejected"),
        PlaceKind.REPAIR: translate("domain.places", "repair"),
        PlaceKind.BIN: translate("domain.places", "bin"),
        PlaceKind.TRANSIT: translate("domain.places", "on the road"),
        PlaceKind.SITE: translate("domain.places", "site"),
        PlaceKind.SUPPLIER: translate("domain.places", "supplier"),
        PlaceKind.UPPER_BODY: translate("domain.places", "upper body"),
        PlaceKind.DONOR: translate("domain.places", "donor"),
        PlaceKind.LENDER: translate("domain.places", "lender"),
        PlaceKind.OPENING: translate("domain.places", "opening stock"),
        PlaceKind.LOST_FOUND: translate("domain.places", "lost and found"),
        PlaceKind.CONSUMED: translate("domain.places", "consumed"),
        PlaceKind.SCRAPPED: translate("domain.places", "scrapped"),
    }
