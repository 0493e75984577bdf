"""Which lots a dispatch takes: by the rule, by hand, or those that were held for it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo
from typing import NamedTuple

from supplydesk.domain.period import desk_day, told_apart
from supplydesk.domain.picking import Candidate, Picked, Take, pick
from supplydesk.domain.posting import Article, DraftLine
from supplydesk.domain.problem import Problem
from supplydesk.domain.quantity import Typed, from_thousandths, to_thousandths, write_plain
from supplydesk.domain.shortage import shortage
from supplydesk.queries.candidates import (
    Candidates,
    candidates,
    cartons_at,
    lying,
    within_books,
)
from supplydesk.queries.lots import lot_facts
from supplydesk.queries.lowest import Spare, scarcest
from supplydesk.services.forms import ChosenLot, DispatchLine
from supplydesk.services.measures import of_lot, own_cartons
from supplydesk.services.resolving import Circumstances, read_figure
from supplydesk.store.columns import instant
from supplydesk.text import translate

_NOTHING = Candidates({}, {})


class Wanted(NamedTuple):
    """One line as it was read: what is ordered, and what is issued; in thousandths as well, and
    what is said of the figures.
    """

    row: int
    typed: DispatchLine
    article: Article
    ordered: int
    issued: Typed
    quantity: int
    content: Mapping[str, bool] = {}

    @property
    def packs(self) -> tuple[int | None, ...]:
        """Thousandths in each of the item's packs, small to large; None: floating."""
        return tuple(
            None if pack.size is None else to_thousandths(pack.size)
            for pack in self.article.measure.packs
        )

    def resolved(self, takes: tuple[Take, ...]) -> DraftLine:
        """The line with the lots that it takes."""
        cartons = self.issued.cartons
        return DraftLine(
            row=self.row,
            article=self.article,
            figures={"quantity": self.quantity},
            ordered=self.ordered,
            packs=0 if cartons is None else to_thousandths(cartons),
            takes=takes,
            note=self.typed.note,
            content=self.content,
        )


class Picking:
    """The stock that one dispatch picks from: what one line takes, the next no longer finds."""

    def __init__(
        self, around: Circumstances, warehouse: int, items: Sequence[int], zone: tzinfo
    ) -> None:
        self._around, self._warehouse, self._zone = around, warehouse, zone
        # Whether goods had expired is a question of the day on which they went out.
        self._on = desk_day(instant(around.effective_at), zone)
        self._day = self._on.isoformat()
        self._drawn: dict[tuple[int, int], int] = {}
        self._asked: set[int] = set()
        self._held_lots = lot_facts(around.driver, (lot for _, _, lot, _ in around.held))
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
            return self._held(wanted, problems)
        if wanted.typed.lots:
            return self._by_hand(wanted, problems)
        pool = self._pool(wanted.article.id)
        picked = self._within_books(wanted) or self._pick(pool, wanted.quantity, wanted)
        if picked.missing:
            problems.append(self._shortage(wanted, pool, picked.missing))
        self._draw(picked.takes)
        return _laden(picked.takes, wanted, wanted.issued, [] if picked.missing else problems)

    def _pool(self, item: int) -> list[Candidate]:
        """What may leave of *item*, less what is drawn already: by this line, or by one before."""
        pool = self._stock.pools.get(item, [])
        if item not in self._asked:
            self._asked.add(item)
            return pool
        return [one.less(self._drawn.get((one.place, one.lot), 0)) for one in pool]

    def _pick(self, pool: Sequence[Candidate], quantity: int, wanted: Wanted) -> Picked:
        # Packs decide between lots only, and mostly there is one.
        return pick(pool, quantity, self._on, wanted.packs if len(pool) > 1 else ())

    def _within_books(self, wanted: Wanted) -> Picked | None:
        """Lots that the books of the paper's own month can spare, for one that is dated late.

        None where it is not, or where they have too few: then it is the ledger that says so.
        """
        around = self._around
        if around.voucher_date >= desk_day(around.known.seat.now(), self._zone):
            return None
        pool = self._stock.pools.get(wanted.article.id, [])
        spared = within_books(around.driver, pool, around.voucher_date.isoformat())
        if spared is None:
            return None
        left = [one.less(self._drawn.get((one.place, one.lot), 0)) for one in spared]
        picked = self._pick([one for one in left if one.available > 0], wanted.quantity, wanted)
        return None if picked.missing else picked

    def _draw(self, takes: Sequence[Take]) -> None:
        # A later line of the same item must not be promised what this one takes.
        for lot, place, quantity, _ in takes:
            self._drawn[place, lot] = self._drawn.get((place, lot), 0) + quantity

    def _held(self, wanted: Wanted, problems: list[Problem]) -> tuple[Take, ...]:
        takes = tuple(
            Take(lot, place, quantity)
            for row, place, lot, quantity in self._around.held
            if row == wanted.row
        )
        expired = (self._held_lots[take.lot] for take in takes if self._expired(take.lot))
        problems.extend(
            Problem.of(
                "held_lot_expired",
                "services.picking",
                "{item}: lot {lot}, which is held for this paper, expired on {day} and may not go "
                "out. Void the paper and make another.",
                row=wanted.row,
                field="issued",
                item=wanted.article.name,
                lot=lot.lot_number or lot.id,
                day=lot.expires,
            )
            for lot in expired
        )
        if None not in wanted.packs:
            return takes
        there = cartons_at(self._around.driver, ((take.place, take.lot) for take in takes))
        whole = tuple(
            take._replace(packs=one.packs)
            if (one := there.get((take.place, take.lot))) and one.available == take.quantity
            else take
            for take in takes
        )
        return _laden(whole, wanted, wanted.issued, problems)

    def _expired(self, lot: int) -> bool:
        expires = self._held_lots[lot].expires
        return expires is not None and expires < self._day

    def _shortage(self, wanted: Wanted, pool: Sequence[Candidate], missing: int) -> Problem:
        expired = sum(one.available for one in pool if one.expires and one.expires < self._day)
        on, lowest = self._when_short(wanted.article.id)
        return shortage(wanted.resolved(()), missing, on, expired, lowest)

    def _when_short(self, item: int, lot: int | None = None) -> tuple[str, str | None]:
        """When the goods go out, and when since then they were fewest, if it was later."""
        around = self._around
        stock = [
            Spare(one.place, one.lot, one.quantity, one.reserved + self._drawn.get(one[:2], 0))
            for one in lying(around.driver, self._warehouse, item)
            if (lot is None or one.lot == lot) and (one.expires is None or one.expires >= self._day)
        ]
        moment = scarcest(around.driver, stock, around.effective_at)
        if moment is None:
            return self._day, None
        return told_apart(instant(around.effective_at), instant(moment), self._zone)

    def _by_hand(self, wanted: Wanted, problems: list[Problem]) -> tuple[Take, ...]:
        takes: list[Take] = []
        total = 0
        sizes = {one.lot: one.pack_size for one in self._pool(wanted.article.id)}
        for chosen in wanted.typed.lots:
            measure = of_lot(wanted.article.measure, sizes.get(chosen.lot))
            typed = read_figure(chosen.quantity, measure, wanted.row, "lots", problems)
            if typed is None:
                continue
            total += to_thousandths(typed.quantity)
            takes.extend(self._chosen(wanted, chosen, typed, problems, sizes.get(chosen.lot)))
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
        problems: list[Problem],
        size: int | None,
    ) -> tuple[Take, ...]:
        there = [one for one in self._pool(wanted.article.id) if one.lot == chosen.lot]
        expires = next((one.expires for one in there if one.expires), None)
        if expires is not None and expires < self._day:
            problems.append(
                Problem.of(
                    "lot_expired",
                    "services.picking",
                    "{item}: lot {lot} expired on {day} and may not go out. Choose another lot.",
                    row=wanted.row,
                    field="lots",
                    item=wanted.article.name,
                    lot=chosen.lot,
                    day=expires,
                )
            )
            return ()
        picked = self._pick(there, to_thousandths(typed.quantity), wanted)
        if picked.missing:
            problems.append(self._lot_short(wanted, chosen.lot, typed, picked.missing))
        self._draw(picked.takes)
        own = own_cartons(wanted.article.measure, size, to_thousandths(typed.quantity))
        if own is not None:
            # They are counted by the lot's own size, as far as the books know of any.
            counted = min(own, sum(one.packs or 0 for one in there))
            typed, problems = replace(typed, cartons=from_thousandths(counted)), []
        return _laden(picked.takes, wanted, typed, [] if picked.missing else problems)

    def _lot_short(self, wanted: Wanted, lot: int, typed: Typed, missing: int) -> Problem:
        unit = wanted.article.measure.unit
        on, lowest = self._when_short(wanted.article.id, lot)
        if lowest is None:
            text = translate(
                "services.picking",
                "{item}: of lot {lot} only {have} are available in this warehouse on {on}, {short} "
                "too few. Take less of it, or choose another lot.",
            )
        else:
            text = translate(
                "services.picking",
                "{item}: gone out on {on}, lot {lot} would be {short} short on {day}; only {have} "
                "of it can go out. Take less of it, choose another lot, or date the paper later.",
            )
        said = text.format(
            item=wanted.article.name,
            lot=lot,
            have=write_plain(typed.quantity - from_thousandths(missing)) + unit,
            short=write_plain(from_thousandths(missing)) + unit,
            on=on,
            day=lowest,
        )
        return Problem("lot_short", said, wanted.row, "lots")


def _laden(
    takes: tuple[Take, ...], wanted: Wanted, typed: Typed, problems: list[Problem]
) -> tuple[Take, ...]:
    """*takes* with the cartons that go along; *typed* ones that the books gainsay are warned of.

    Lots that leave whole take all their cartons along; what else was counted belongs to the one
    that is broken into.
    """
    if typed.cartons is None or not takes:
        return takes
    counted = to_thousandths(typed.cartons)
    *whole, last = takes
    if last.packs is None:
        rest = counted - sum(take.packs or 0 for take in whole)
        last = last._replace(packs=max(rest, 0))
    laden = (*whole, last)
    going = sum(take.packs or 0 for take in laden)
    if going != counted:
        problems.append(
            Problem.of(
                "cartons_differ",
                "services.picking",
                "{item}: by the books {going} cartons go along and not {typed}, for lots that "
                "leave whole take all of theirs. Count them again.",
                row=wanted.row,
                field="issued",
                stops=False,
                item=wanted.article.name,
                going=write_plain(from_thousandths(going)),
                typed=write_plain(typed.cartons),
            )
        )
    return laden
