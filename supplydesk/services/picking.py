"""Which lots a dispatch takes: by the rule, by hand, or those that were held for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from supplydesk.domain.picking import Candidate, Take, pick
from supplydesk.domain.posting import Article, DraftLine, shortage
from supplydesk.domain.problem import Problem
from supplydesk.domain.quantity import Typed, to_thousandths
from supplydesk.queries.candidates import Candidates, candidates, cartons_at
from supplydesk.services.forms import ChosenLot, DispatchLine
from supplydesk.services.resolving import Circumstances, read_figure
from supplydesk.store.columns import instant

_NOTHING = Candidates({}, {}, {})


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line as it was read: what is ordered in thousandths, and what is issued."""

    row: int
    typed: DispatchLine
    article: Article
    ordered: int
    issued: Typed

    @property
    def quantity(self) -> int:
        """Thousandths to be issued."""
        return to_thousandths(self.issued.quantity)

    def resolved(self, takes: tuple[Take, ...]) -> DraftLine:
        """The line with the lots that it takes."""
        return DraftLine(
            row=self.row,
            article=self.article,
            figures={"quantity": self.quantity},
            ordered=self.ordered,
            takes=takes,
            note=self.typed.note,
        )


class Picking:
    """The stock that one dispatch picks from: what one line takes, the next no longer finds."""

    def __init__(
        self, around: Circumstances, warehouse: int, items: Sequence[int], zone: tzinfo
    ) -> None:
        self._around, self._zone = around, zone
        self._day = around.voucher_date.isoformat()
        self._stock = _NOTHING
        if items and not around.held:
            self._stock = candidates(around.driver, warehouse, items, around.effective_at)

    def seen(self, taken: Sequence[Take]) -> Mapping[tuple[int, int], int]:
        """What was available of the lots that are *taken*, for the ledger to compare."""
        seen = self._stock.seen
        keys = ((take.place, take.lot) for take in taken)
        return {key: seen[key] for key in keys if key in seen}

    def takes(self, wanted: Wanted, problems: list[Problem]) -> tuple[Take, ...]:
        """The lots that *wanted* takes; what is wrong is added to *problems*."""
        if self._around.held:
            return self._held(wanted)
        pool = self._stock.pools.get(wanted.article.id, [])
        if wanted.typed.lots:
            return self._by_hand(wanted, pool, problems)
        picked = pick(pool, wanted.quantity, self._around.voucher_date)
        if picked.missing:
            problems.append(self._shortage(wanted, pool, picked.missing))
        _draw(pool, picked.takes)
        return _with_cartons(picked.takes, wanted.issued)

    def _held(self, wanted: Wanted) -> tuple[Take, ...]:
        takes = tuple(
            Take(lot, place, quantity)
            for row, place, lot, quantity in self._around.held
            if row == wanted.row
        )
        if wanted.issued.cartons is None:
            return takes
        there = cartons_at(self._around.driver, ((take.place, take.lot) for take in takes))
        whole = tuple(
            take._replace(packs=one.packs)
            if (one := there.get((take.place, take.lot))) and one.available == take.quantity
            else take
            for take in takes
        )
        return _with_cartons(whole, wanted.issued)

    def _shortage(self, wanted: Wanted, pool: Sequence[Candidate], missing: int) -> Problem:
        item = wanted.article.id
        expired = sum(one.available for one in pool if one.expires and one.expires < self._day)
        lowest = self._stock.lowest_at.get(item)
        day = None if lowest is None else instant(lowest).astimezone(self._zone).date().isoformat()
        return shortage(wanted.resolved(()), missing, expired, day)

    def _by_hand(
        self, wanted: Wanted, pool: list[Candidate], problems: list[Problem]
    ) -> tuple[Take, ...]:
        takes: list[Take] = []
        total = 0
        for chosen in wanted.typed.lots:
            typed = read_figure(
                chosen.quantity, wanted.article.measure, wanted.row, "lots", problems
            )
            if typed is None:
                continue
            total += to_thousandths(typed.quantity)
            takes.extend(self._chosen(wanted, chosen, typed, pool, problems))
        if total != wanted.quantity:
            problems.append(
                Problem.of(
                    "lots_differ",
                    "services.picking",
                    "The lots chosen do not add up to the quantity issued. Make them equal.",
                    row=wanted.row,
                    field="lots",
                )
            )
        return tuple(takes)

    def _chosen(
        self,
        wanted: Wanted,
        chosen: ChosenLot,
        typed: Typed,
        pool: list[Candidate],
        problems: list[Problem],
    ) -> tuple[Take, ...]:
        there = [one for one in pool if one.lot == chosen.lot]
        expires = next((one.expires for one in there if one.expires), None)
        if expires is not None and expires < self._day:
            problems.append(
                Problem.of(
                    "lot_expired",
                    "services.picking",
                    "Lot {lot} expired on {day} and may not go out. Choose another lot.",
                    row=wanted.row,
                    field="lots",
                    lot=chosen.lot,
                    day=expires,
                )
            )
            return ()
        picked = pick(there, to_thousandths(typed.quantity), self._around.voucher_date)
        if picked.missing:
            problems.append(
                Problem.of(
                    "lot_short",
                    "services.picking",
                    "Lot {lot} does not hold that much in this warehouse. Take less of it, or "
                    "choose another lot.",
                    row=wanted.row,
                    field="lots",
                    lot=chosen.lot,
                )
            )
        _draw(pool, picked.takes)
        return _with_cartons(picked.takes, typed)


def _draw(pool: list[Candidate], takes: Sequence[Take]) -> None:
    # A later line of the same item must not be promised what this one takes.
    left = {(take.place, take.lot): take.quantity for take in takes}
    pool[:] = [one.less(left.get((one.place, one.lot), 0)) for one in pool]


def _with_cartons(takes: tuple[Take, ...], typed: Typed) -> tuple[Take, ...]:
    # Lots that leave whole take all their cartons along; what else was counted belongs to the
    # one that is broken into.
    if typed.cartons is None or not takes or takes[-1].packs is not None:
        return takes
    *whole, last = takes
    rest = to_thousandths(typed.cartons) - sum(take.packs or 0 for take in whole)
    return (*whole, last._replace(packs=max(rest, 0)))
