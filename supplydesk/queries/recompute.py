"""What append keeps beside the movements, worked out anew from the movements alone."""

from collections.abc import Iterable, Mapping

from supplydesk.domain.posting import KINDS
from supplydesk.store.driver import Row

Figures = list[int]  # quantity, packs, amount
EFFECTS: Mapping[str, tuple[int, int]] = {
    route.reason: (route.opened, route.lost)
    for kind in KINDS.values()
    for route in kind.routes
    if route.opened or route.lost
}


class Books:
    """Balances, flows and consignments as the movements make them."""

    def __init__(self) -> None:
        self.balances: dict[tuple[int, int], Figures] = {}
        self.last_at: dict[tuple[int, int], int] = {}
        self.flows: dict[tuple[int, int, int, int, str], Figures] = {}
        self.consignments: dict[tuple[int, int, int], Figures] = {}
        self.slips: dict[int, int] = {}

    def open_document(self, document: Row) -> None:
        """Remember which slip the movements of *document* belong to."""
        identity, settles, reverses = document[0], document[12], document[13]
        assert isinstance(identity, int)
        slip = identity
        if isinstance(settles, int):
            slip = settles
        elif isinstance(reverses, int):
            slip = self.slips.get(reverses, reverses)
        self.slips[identity] = slip

    def carry(self, movements: Iterable[Row]) -> None:
        """Work *movements*, as rows of the table, into the books."""
        balances, flows, last_at = self.balances, self.flows, self.last_at
        for (
            _, document, line, lot, start, end, reason, quantity, packs, amount, at, period, undoes,
        ) in movements:  # fmt: skip
            giver, taker = (start, lot), (end, lot)
            figures = balances.get(giver)
            if figures is None:
                balances[giver] = [-quantity, -packs, -amount]
                last_at[giver] = at
            else:
                figures[0] -= quantity
                figures[1] -= packs
                figures[2] -= amount
                last_at[giver] = max(last_at[giver], at)
            figures = balances.get(taker)
            if figures is None:
                balances[taker] = [quantity, packs, amount]
                last_at[taker] = at
            else:
                figures[0] += quantity
                figures[1] += packs
                figures[2] += amount
                last_at[taker] = max(last_at[taker], at)
            if undoes is None:
                key, sign = (period, start, end, lot, reason), 1
            else:
                key, sign = (period, end, start, lot, reason), -1
            figures = flows.get(key)
            if figures is None:
                flows[key] = [sign * quantity, sign * packs, sign * amount]
            else:
                figures[0] += sign * quantity
                figures[1] += sign * packs
                figures[2] += sign * amount
            effect = EFFECTS.get(reason)
            if effect is not None:
                slip = (self.slips[document], line, lot)
                open_lost = self.consignments.setdefault(slip, [0, 0])
                open_lost[0] += effect[0] * sign * quantity
                open_lost[1] += effect[1] * sign * quantity
