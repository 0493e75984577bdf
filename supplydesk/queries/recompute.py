"""What append keeps beside the movements, worked out anew from the movements alone."""

from collections.abc import Iterable, Mapping

from supplydesk.domain.posting import KINDS
from supplydesk.store.driver import Row

Figures = list[int]  # quantity, packs, amount
Flow = tuple[int, int, int, int, str]  # period, from, to, lot, reason
EFFECTS: Mapping[str, tuple[int, int]] = {
    route.reason: (route.opened, route.lost)
    for kind in KINDS.values()
    for route in kind.routes
    if route.opened or route.lost
}


class Books:
    """Flows and consignments as the movements make them, and the balances that the flows make.

    A flow carries the latest moment of its movements as a fourth figure.
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
            figures = flows.get(key)
            if figures is None:
                flows[key] = [quantity, packs, amount, at]
            else:
                figures[0] += quantity
                figures[1] += packs
                figures[2] += amount
                if figures[3] < at:  # noqa: PLR1730 - max() costs more, a million times
                    figures[3] = at
            effect = EFFECTS.get(reason)
            if effect is not None:
                sent = (slip, line, lot)
                on_road = consignments.get(sent)
                if on_road is None:
                    on_road = consignments[sent] = [0, 0]
                on_road[0] += effect[0] * quantity
                on_road[1] += effect[1] * quantity

    def balances(self) -> dict[tuple[int, int], Figures]:
        """By place and lot: quantity, packs, amount, and the moment of the latest movement."""
        balances: dict[tuple[int, int], Figures] = {}
        for (_, start, end, lot, _), (quantity, packs, amount, at) in self.flows.items():
            for place, sign in ((start, -1), (end, 1)):
                figures = balances.setdefault((place, lot), [0, 0, 0, 0])
                figures[0] += sign * quantity
                figures[1] += sign * packs
                figures[2] += sign * amount
                figures[3] = max(figures[3], at)
        return balances
