"""What append keeps beside the movements, worked out anew from the movements alone."""

from collections.abc import Iterable, Mapping

from supplydesk.domain.posting import KINDS
from supplydesk.store.driver import Row

Figures = tuple[int, ...]  # quantity, packs, amount
Flow = tuple[int, int, int, int, str]  # period, from, to, lot, reason
EFFECTS: Mapping[str, tuple[int, int]] = {
    route.reason: (route.opened, route.lost)
    for kind in KINDS.values()
    for route in kind.routes
    if route.opened or route.lost
}
_NOTHING = (0, 0)


class Books:
    """Flows and consignments as the movements make them, and the balances that the flows make.

    A flow carries the latest moment of its movements as a fourth figure. Figures are tuples: a
    million lists would have the garbage collector go through all of them again and again.
    """

    def __init__(self) -> None:
        self.flows: dict[Flow, Figures] = {}
        self.consignments: dict[tuple[int, int, int], Figures] = {}
        self.slips: dict[int, int] = {}

    def open_document(self, document: Row) -> None:
        """Remember which slip the movements of *document* belong to."""
        identity, settles, reverses = document[0], document[12], document[13]
        slip = identity
        if settles is not None:
            slip = settles
        elif reverses is not None:
            slip = self.slips.get(reverses, reverses)
        self.slips[identity] = slip

    def carry(self, slip: int, movements: Iterable[Row]) -> None:
        """Work *movements*, as rows of the table, into the books; *slip* is what they settle."""
        flows, consignments = self.flows, self.consignments
        for (
            _, _, line, lot, start, end, reason, quantity, packs, amount, at, period, undoes,
        ) in movements:  # fmt: skip
            if undoes is None:
                key = (period, start, end, lot, reason)
            else:
                key = (period, end, start, lot, reason)
                quantity, packs, amount = -quantity, -packs, -amount  # noqa: PLW2901 - undone
            before = flows.get(key)
            if before is None:
                flows[key] = (quantity, packs, amount, at)
            else:
                moved, cartons, fen, latest = before
                flows[key] = (
                    moved + quantity,
                    cartons + packs,
                    fen + amount,
                    at if at > latest else latest,  # noqa: FURB136 - max() costs more
                )
            effect = EFFECTS.get(reason)
            if effect is not None:
                opened, lost = effect
                sent = (slip, line, lot)
                on_road = consignments.get(sent, _NOTHING)
                consignments[sent] = (
                    on_road[0] + opened * quantity,
                    on_road[1] + lost * quantity,
                )

    def balances(self) -> dict[tuple[int, int], Figures]:
        """By place and lot: quantity, packs, amount, and the moment of the latest movement."""
        balances: dict[tuple[int, int], list[int]] = {}
        for (_, start, end, lot, _), (quantity, packs, amount, at) in self.flows.items():
            for key, sign in (((start, lot), -1), ((end, lot), 1)):
                figures = balances.get(key)
                if figures is None:
                    figures = balances[key] = [0, 0, 0, 0]
                figures[0] += sign * quantity
                figures[1] += sign * packs
                figures[2] += sign * amount
                if figures[3] < at:  # noqa: PLR1730 - max() costs more, a million times
                    figures[3] = at
        return {key: tuple(figures) for key, figures in balances.items()}
