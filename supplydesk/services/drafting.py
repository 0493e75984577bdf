"""A voucher while it is typed: what is wrong with it so far, and which lots it would take."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from supplydesk.domain.problem import Problem
from supplydesk.domain.quantity import Measure, from_thousandths, write
from supplydesk.queries.lots import lot_facts
from supplydesk.services.documents import look
from supplydesk.services.forms import AnyForm
from supplydesk.services.ledger.reservations import held_for
from supplydesk.services.measures import of_lot
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver


class TakenLot(NamedTuple):
    """A lot that a line would take, and how much of it in base units."""

    lot: int
    lot_number: str
    expires: date | None
    quantity: Decimal


class LookedLine(NamedTuple):
    """One line as it was understood: its figure in base units and in packs, its lots."""

    quantity: Decimal
    packs: str
    lots: tuple[TakenLot, ...]


@dataclass(frozen=True, slots=True)
class DraftLook:
    """What the page marks and computes; ``lines`` by row, from 1, those that were understood."""

    problems: tuple[Problem, ...]
    lines: Mapping[int, LookedLine]


def look_at(session: DeskSession, form: AnyForm) -> DraftLook:
    """What posting *form* now would meet; what is held for this very paper is no shortage of it."""
    driver = Driver(session)
    problems, resolved = look(session, form, held_for(driver, form.key))
    known = lot_facts(driver, [take.lot for line in resolved.lines for take in line.takes])
    lines = {}
    for line in resolved.lines:
        # A receipt has no quantity of its own: what arrived is what it adds up.
        total = from_thousandths(line.figures.get("quantity", line.figures.get("received", 0)))
        sizes = {known[take.lot].pack_size for take in line.takes if take.lot in known}
        measure = line.article.measure
        if len(sizes) == 1:
            measure = of_lot(measure, next(iter(sizes)))
        lines[line.row] = LookedLine(
            total,
            in_packs(total, measure),
            tuple(
                TakenLot(
                    take.lot,
                    known[take.lot].lot_number,
                    _day(known[take.lot].expires),
                    from_thousandths(take.quantity),
                )
                for take in line.takes
                if take.lot in known
            ),
        )
    return DraftLook(problems, lines)


def in_packs(total: Decimal, measure: Measure) -> str:
    """*total* in packs, empty where that would only repeat the figure."""
    text = write(total, measure) if total and measure.packs else ""
    return "" if text == write(total, Measure(measure.unit, measure.decimals)) else text


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
