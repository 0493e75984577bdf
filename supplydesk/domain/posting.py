"""From a document to its movements: one table, one row per kind.

A kind says which route each figure of a line takes: a dispatch's ``issued`` goes from the good
area to the road, a confirmation's ``received`` from the road to the site. To add a kind, add its
row to `KINDS`; nothing here knows a database.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from supplydesk.domain.entry import Carried, Move, NewLot
from supplydesk.domain.picking import Take
from supplydesk.domain.problem import Problem
from supplydesk.domain.quantity import Measure


@dataclass(frozen=True, slots=True)
class Route:
    """Where the goods of one figure go.

    ``start`` and ``end`` are roles that the document fills: ``opening``, ``stand`` (the place
    that a line names), ``good``, ``transit``, ``site``, ``lost_found``. ``opened`` and ``lost``
    say, per piece, what the movement does to the slip's goods on the road.
    """

    figure: str
    start: str
    end: str
    reason: str
    opened: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Kind:
    """What sets one kind of document apart.

    ``series`` numbers it; ``makes_lots``: its lines bring new lots; ``picks``: lots are picked
    from stock; ``before_books``: it is dated before the first month; ``settles``: the kind of
    document that it works off.
    """

    word: str
    series: str
    routes: tuple[Route, ...]
    makes_lots: bool = False
    before_books: bool = False
    picks: bool = False
    settles: str | None = None

    def route(self, reason: str) -> Route:
        """The route whose movements carry *reason*."""
        return next(route for route in self.routes if route.reason == reason)


KINDS: Mapping[str, Kind] = {
    kind.word: kind
    for kind in (
        Kind(
            "opening",
            "QC",
            (Route("quantity", "opening", "stand", "opening"),),
            makes_lots=True,
            before_books=True,
        ),
        Kind(
            "dispatch",
            "DB",
            (Route("quantity", "good", "transit", "dispatch", opened=1),),
            picks=True,
        ),
        Kind(
            "confirmation",
            "HZ",
            (
                Route("received", "transit", "site", "delivered", opened=-1),
                Route("short", "transit", "lost_found", "short", opened=-1, lost=1),
                Route("broken", "transit", "lost_found", "broken", opened=-1, lost=1),
                Route("refused", "transit", "good", "refused", opened=-1),
                Route("found", "lost_found", "site", "found", lost=-1),
            ),
            settles="dispatch",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Article:
    """What a line is about: an item of the catalogue, and how it is counted."""

    id: int
    code: str
    name: str
    spec: str
    measure: Measure
    active: bool = True


_NOTHING: Mapping[str, str | int | bool | None] = MappingProxyType({})
_Sums = dict[tuple[int, int, int], Carried]


class DraftLine(NamedTuple):
    """One line of a document, resolved: figures in thousandths by the name of their route.

    ``takes`` are the lots that it takes, in order (for a confirmation: what is still open; place
    0 there is the route's own start);
    ``packs`` are the floating cartons that were counted in all;
    ``regained`` those that may be found again; ``lot`` is the new lot it brings, and ``stand``
    the leaf that it comes to.
    """

    row: int
    article: Article
    figures: Mapping[str, int]
    ordered: int = 0
    packs: int = 0
    takes: tuple[Take, ...] = ()
    regained: tuple[Take, ...] = ()
    lot: NewLot | None = None
    stand: int = 0
    note: str = ""
    content: Mapping[str, str | int | bool | None] = _NOTHING


@dataclass(frozen=True, slots=True)
class Plan:
    """What a document will do: movements, and what it does to goods on the road."""

    moves: tuple[Move, ...]
    carried: tuple[Carried, ...]


def plan(kind: Kind, lines: Sequence[DraftLine], ends: Mapping[str, int], settles: int = 0) -> Plan:
    """The movements of *lines*, whose takes cover their figures.

    Args:
        kind: the kind's row of the table.
        lines: resolved lines; a figure that is zero moves nothing.
        ends: the leaf that fills each role of the routes, for this document.
        settles: the id of the document that this one works off.
    """
    moves: list[Move] = []
    carried: _Sums = {}
    made = 0
    for line in lines:
        made += line.lot is not None
        pool, lost = _pool(line.takes), _pool(line.regained)
        for route in kind.routes:
            wanted = line.figures.get(route.figure, 0)
            if not wanted:
                continue
            start, end = ends.get(route.start, 0), ends.get(route.end, 0) or line.stand
            takes: Iterable[Take] = (Take(-made, 0, wanted, line.packs),)
            if not kind.makes_lots:
                takes = _drawn(lost if route.start == "lost_found" else pool, wanted)
            for take in takes:
                moves.append(
                    Move(
                        line.row,
                        line.article.id,
                        take.lot,
                        take.place or start,
                        end,
                        route.reason,
                        take.quantity,
                        take.packs or 0,
                    )
                )
                if route.opened or route.lost:
                    _carry(carried, (settles, line.row, take.lot), route, take.quantity)
    return Plan(tuple(moves), tuple(carried.values()))


def _pool(takes: Sequence[Take]) -> list[Take]:
    return list(takes[::-1])


def _drawn(pool: list[Take], wanted: int) -> Iterator[Take]:
    while wanted and pool:
        take = pool.pop()
        if take.quantity > wanted:
            pool.append(take._replace(quantity=take.quantity - wanted, packs=None))
            take = take._replace(quantity=wanted)
        wanted -= take.quantity
        yield take


def _carry(carried: _Sums, key: tuple[int, int, int], route: Route, quantity: int) -> None:
    opened, lost = route.opened * quantity, route.lost * quantity
    before = carried.get(key)
    if before is not None:
        opened, lost = before.opened + opened, before.lost + lost
    carried[key] = Carried(*key, opened, lost)


def problems(kind: Kind, lines: Sequence[DraftLine]) -> list[Problem]:
    """What is wrong with the lines by themselves, stock aside; marked on the cell as typed."""
    if not lines:
        return [
            Problem.of(
                "no_lines",
                "domain.posting",
                "There are no lines. Add at least one item.",
                field="lines",
            )
        ]
    found: list[Problem] = []
    for line in lines:
        figures = [line.figures.get(route.figure, 0) for route in kind.routes]
        if not any(figures):
            found.append(
                Problem.of(
                    "nothing_moves",
                    "domain.posting",
                    "{item}: the quantity is zero. Type a quantity or take the line out.",
                    row=line.row,
                    field=kind.routes[0].figure,
                    item=line.article.name,
                )
            )
        if not line.article.active:
            found.append(
                Problem.of(
                    "item_not_used",
                    "domain.posting",
                    "{item} is no longer used. Choose the item that replaced it.",
                    row=line.row,
                    field="item",
                    item=line.article.name,
                )
            )
    return found


def reversed_carried(kind: Kind, moves: Sequence[Move], settles: int) -> tuple[Carried, ...]:
    """What undoing *moves* of a document of *kind* does to goods on the road."""
    carried: _Sums = {}
    for move in moves:
        route = kind.route(move.reason)
        if route.opened or route.lost:
            _carry(carried, (settles, move.line, move.lot), route, -move.quantity)
    return tuple(carried.values())
