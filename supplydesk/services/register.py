"""The register (序时簿): every paper, posted or not, found by what a clerk remembers of it.

Which papers fit is one query for their ids; a window then asks for the rows that it shows. Posted
papers stand by date in the order of posting, those that are not posted yet (or void) after them,
under ids below zero. States are derived: what other papers did to a posted one.
"""

import json
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from supplydesk.domain.choices import listed
from supplydesk.domain.figures import fold
from supplydesk.domain.numbering import kind_words
from supplydesk.domain.posting import KINDS
from supplydesk.domain.problem import refuse
from supplydesk.queries import places, register
from supplydesk.queries.register import KindTotal, RegisterPaper
from supplydesk.services import scopes
from supplydesk.services.facts import PAPER_NUMBER
from supplydesk.services.register_row import (
    POSTED_STATES,
    STATES,
    Filters,
    Payload,
    RegisterRow,
)
from supplydesk.services.register_unposted import Names, draft_id, fitting, unposted
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver
from supplydesk.text import translate

__all__ = [
    "STATES",
    "Filters",
    "RegisterRow",
    "Totals",
    "draft_id",
    "ids",
    "rows",
    "state_words",
    "totals",
]


PART = 50_000
"""Documents that are added up in one read: a tenth of a second."""
Tick = Callable[[int, int], None]
Result = TypeVar("Result")


class Look(Protocol):
    """Asks something of one moment of the desk, each time of the latest."""

    def __call__(self, work: Callable[[DeskSession], Result], /) -> Result:
        """The answer of *work*."""
        ...


@dataclass(frozen=True, slots=True)
class Totals:
    """What the papers asked for add up to: posted ones by kind, and how many are not posted."""

    kinds: tuple[KindTotal, ...]
    unposted: int

    @property
    def documents(self) -> int:
        """How many posted papers there are."""
        return sum(kind.documents for kind in self.kinds)


def ids(session: DeskSession, filters: Filters | None = None) -> "array[int]":
    """The ids of the papers that fit, in the register's order.

    Raises:
        Refused: the person may not, or a code, kind or state is unknown.
    """
    require(session, "read_stock")
    wanted, driver = filters or Filters(), Driver(session)
    found = array("q")
    states = _posted_states(wanted)
    if states is not None:
        condition = _condition(driver, wanted, states)
        found = register.ids(driver, condition, newest_first=wanted.newest_first)
    waiting = array("q", (draft_id(one.row.key) for one in fitting(driver, wanted)))
    return waiting + found if wanted.newest_first else found + waiting


def rows(session: DeskSession, wanted: Sequence[int]) -> tuple[RegisterRow, ...]:
    """The papers with these ids, in this order; a draft that is gone meanwhile is left out."""
    require(session, "read_stock")
    driver = Driver(session)
    posted = [one for one in wanted if one > 0]
    papers = register.papers(driver, posted)
    numbers = register.later_facts(driver, PAPER_NUMBER, posted)
    found = {one: _posted_row(paper, numbers.get(one, "")) for one, paper in papers.items()}
    if len(posted) < len(wanted):
        waiting = {draft_id(one.row.key): one for one in unposted(driver)}
        names = Names(driver, waiting.values())
        for one in wanted:
            if one in waiting:
                found[one] = names.row(one, waiting[one])
    return tuple(found[one] for one in wanted if one in found)


def totals(look: Look, filters: Filters | None = None, tick: Tick | None = None) -> Totals:
    """What the papers that fit add up to, by kind: sums across kinds would count goods twice.

    Papers that stand do not change, so they are added up in short reads: at a million of them one
    read would make somebody's posting wait for seconds.

    Args:
        look: asks something of one moment of the desk.
        filters: which papers.
        tick: told how many papers are done, of how many; may raise to cancel.

    Raises:
        Refused: the person may not, or a code, kind or state is unknown.
    """
    wanted = filters or Filters()
    last, waiting = look(lambda session: _ends(session, wanted))
    found: dict[str, KindTotal] = {}
    for first in range(1, last + 1, PART):
        if tick is not None:
            tick(first, last)
        for more in look(lambda session, first=first: _part(session, wanted, first, last)):  # type: ignore[misc]
            before = found.get(more.kind)
            if before is not None:
                more = KindTotal(  # noqa: PLW2901 - with what was found before
                    more.kind,
                    before.documents + more.documents,
                    before.quantity + more.quantity,
                )
            found[more.kind] = more
    return Totals(tuple(found[kind] for kind in sorted(found)), waiting)


def _ends(session: DeskSession, wanted: Filters) -> tuple[int, int]:
    """The latest document to look at (0: none fits), and how many papers are not posted."""
    require(session, "read_stock")
    driver = Driver(session)
    states = _posted_states(wanted)
    if states is not None:
        _condition(driver, wanted, states)  # what is unknown is said once, whatever stands
    return 0 if states is None else register.newest(driver), len(fitting(driver, wanted))


def _part(session: DeskSession, wanted: Filters, first: int, last: int) -> list[KindTotal]:
    driver = Driver(session)
    condition = _condition(driver, wanted, _posted_states(wanted) or ())
    return register.totals(driver, condition, first, min(first + PART - 1, last))


def state_words() -> dict[str, str]:
    """What a person calls each of `STATES`, in the language in use."""
    return {
        "posted": translate("services.register", "posted"),
        "confirmed": translate("services.register", "confirmed"),
        "partly_confirmed": translate("services.register", "partly confirmed"),
        "reversed": translate("services.register", "reversed"),
        "reversal": translate("services.register", "reversal"),
        "draft": translate("services.register", "draft"),
        "reviewed": translate("services.register", "reviewed"),
        "approved": translate("services.register", "approved, not posted"),
        "void": translate("services.register", "void"),
    }


def _posted_states(wanted: Filters) -> tuple[str, ...] | None:
    """The states of posted papers that are asked for: none of them narrows; None: no paper fits.

    Raises:
        Refused: there is no such state or kind.
    """
    unknown = sorted(wanted.states - set(STATES))
    if unknown:
        raise refuse(
            "unknown_state",
            "services.register",
            "There is no state “{state}”. Choose among: {states}.",
            field="state",
            state=unknown[0],
            states=listed(state_words().values()),
        )
    if wanted.kind and wanted.kind not in KINDS:
        raise refuse(
            "unknown_kind",
            "services.register",
            "There is no kind of paper “{kind}”. Choose among: {kinds}.",
            field="kind",
            kind=wanted.kind,
            kinds=listed(kind_words(KINDS).values()),
        )
    if not wanted.states:
        return ()
    return tuple(state for state in POSTED_STATES if state in wanted.states) or None


def _condition(driver: Driver, wanted: Filters, states: Iterable[str]) -> register.Condition:
    warehouse = site = incident = item = None
    if wanted.warehouse:
        warehouse = scopes.warehouses(driver, wanted.warehouse).leaves[0].owner
    if wanted.site:
        site = _site(driver, wanted.site)
    if wanted.incident:
        incident = scopes.incident(driver, wanted.incident).id
    if wanted.item:
        item = scopes.item(driver, wanted.item).id
    return register.condition(
        driver,
        first=wanted.first.isoformat() if wanted.first else "",
        last=wanted.last.isoformat() if wanted.last else "",
        kind=wanted.kind,
        warehouse=warehouse,
        site=site,
        incident=incident,
        item=item,
        number=fold(wanted.number),
        as_typed=wanted.number.strip(),
        states=states,
    )


def _site(driver: Driver, code: str) -> int:
    found = places.by_code(driver, (code,)).get(code)
    if found is None or found.kind != "site":
        raise refuse(
            "unknown_site",
            "services.register",
            "There is no site “{code}”. Choose one from the list of places.",
            field="site",
            code=code,
        )
    return found.id


def _posted_row(paper: RegisterPaper, later_number: str) -> RegisterRow:
    head: Payload = json.loads(paper.content)
    return RegisterRow(
        paper.id,
        paper.key,
        paper.kind,
        paper.number,
        date.fromisoformat(paper.voucher_date),
        paper.state,
        head.get("warehouse") or head.get("place") or "",
        head.get("site") or "",
        head.get("incident") or "",
        paper.instruction or later_number,
        head.get("hand_number") or "",
        paper.lines,
        -paper.quantity if paper.state == "reversal" else paper.quantity,
        paper.prepared_by,
        paper.other or "",
        head.get("reason") or head.get("note") or "",
    )
