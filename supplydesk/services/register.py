"""The register (序时簿): every paper, posted or not, found by what a clerk remembers of it.

Which papers fit is one query for their ids; a window then asks for the rows that it shows. Posted
papers stand by date in the order of posting, those that are not posted yet (or void) after them,
under ids below zero. States are derived: what other papers did to a posted one.
"""

import hashlib
import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from supplydesk.domain.figures import fold
from supplydesk.domain.numbering import Series
from supplydesk.domain.problem import refuse
from supplydesk.queries import drafts, parties, places, register
from supplydesk.queries.drafts import DraftRow
from supplydesk.queries.register import KindTotal, RegisterPaper
from supplydesk.services import scopes
from supplydesk.services.facts import PAPER_NUMBER
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver
from supplydesk.text import translate

POSTED_STATES = tuple(register.STATES)
DRAFT_STATES = ("draft", "reviewed", "approved", "void")
STATES = (*POSTED_STATES, *DRAFT_STATES)
_PLACES = ("warehouse", "site", "place")

Payload = Mapping[str, Any]  # JSON, so of any type


@dataclass(frozen=True, slots=True)
class Filters:
    """Which papers are asked for; what is empty narrows nothing.

    ``states`` are of `STATES` (none: every paper, posted or not), ``kind`` is a document's word
    (``dispatch``), the others are codes, ``number`` is a part of a number of ours or of an
    instruction's. ``first`` and ``last`` are voucher dates.
    """

    first: date | None = None
    last: date | None = None
    kind: str = ""
    warehouse: str = ""
    site: str = ""
    incident: str = ""
    item: str = ""
    number: str = ""
    states: frozenset[str] = field(default_factory=frozenset)
    newest_first: bool = False


class RegisterRow(NamedTuple):
    """One paper in the register.

    ``id`` is its key for `rows`; ``key`` the one that it was born with. ``other`` is the number
    of what it reverses, of what reversed it, or of the slip that it settles. ``quantity`` sums its
    lines in thousandths across units, below zero for a reversal, None while it is a draft.
    """

    id: int
    key: str
    kind: str
    number: str
    day: date
    state: str
    warehouse: str
    site: str
    incident: str
    instruction: str
    hand_number: str
    lines: int
    quantity: int | None
    prepared_by: str
    other: str
    note: str


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
    waiting = array("q", (draft_id(row.key) for row in _unposted(driver, wanted)))
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
        waiting = {draft_id(one.row.key): one for one in _waiting(driver)}
        names = _Names(driver, waiting.values())
        for one in wanted:
            if one in waiting:
                found[one] = names.row(one, waiting[one])
    return tuple(found[one] for one in wanted if one in found)


def totals(session: DeskSession, filters: Filters | None = None) -> Totals:
    """What the papers that fit add up to, by kind: sums across kinds would count goods twice."""
    require(session, "read_stock")
    wanted, driver = filters or Filters(), Driver(session)
    states = _posted_states(wanted)
    kinds: list[KindTotal] = []
    if states is not None:
        kinds = register.totals(driver, _condition(driver, wanted, states))
    return Totals(tuple(kinds), len(_unposted(driver, wanted)))


def draft_id(key: str) -> int:
    """The id, below zero, of the paper born with *key* while it is not posted."""
    return -1 - (int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) >> 2)


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
            states=", ".join(STATES),
        )
    if wanted.kind and wanted.kind.upper() not in Series.__members__:
        raise refuse(
            "unknown_kind",
            "services.register",
            "There is no kind of paper “{kind}”. Choose among: {kinds}.",
            field="kind",
            kind=wanted.kind,
            kinds=", ".join(series.word for series in Series),
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
        incident = _incident(driver, wanted.incident).id
    if wanted.item:
        item = scopes.item(driver, wanted.item).id
    return register.condition(
        first=wanted.first.isoformat() if wanted.first else "",
        last=wanted.last.isoformat() if wanted.last else "",
        kind=wanted.kind,
        warehouse=warehouse,
        site=site,
        incident=incident,
        item=item,
        number=fold(wanted.number),
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


def _incident(driver: Driver, code: str) -> parties.IncidentRow:
    found = parties.incident(driver, code)
    if found is None:
        raise refuse(
            "unknown_incident",
            "services.register",
            "There is no event “{code}”. Choose one from the list.",
            field="incident",
            code=code,
        )
    return found


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


class _Waiting(NamedTuple):
    """A paper that is not posted, and what was typed into it."""

    row: DraftRow
    payload: Payload


def _waiting(driver: Driver) -> list[_Waiting]:
    """All that are not posted, in order; a return receipt has its slip's warehouse and site."""
    found = [_Waiting(row, json.loads(row.payload)) for row in drafts.unposted(driver)]
    slips = {str(one.payload["dispatch"]) for one in found if one.payload.get("dispatch")}
    codes = register.slip_codes(driver, slips)
    return [
        one._replace(payload={**slip._asdict(), **one.payload})
        if (slip := codes.get(str(one.payload.get("dispatch")))) is not None
        else one
        for one in found
    ]


def _unposted(driver: Driver, wanted: Filters) -> list[DraftRow]:
    """The papers that are not posted and fit, in the register's order."""
    states = wanted.states & set(DRAFT_STATES) if wanted.states else set(DRAFT_STATES)
    if not states:
        return []
    found = [one.row for one in _waiting(driver) if one.row.state in states and _fits(one, wanted)]
    return found[::-1] if wanted.newest_first else found


def _fits(one: _Waiting, wanted: Filters) -> bool:
    row, payload = one
    day = date.fromisoformat(row.voucher_date)
    fragment = fold(wanted.number).upper()
    items = {line.get("item") for line in payload.get("lines", ())}
    return (
        (wanted.first is None or wanted.first <= day)
        and (wanted.last is None or day <= wanted.last)
        and wanted.kind in ("", row.kind)
        and all(
            not code or payload.get(name) == code
            for name, code in (
                ("warehouse", wanted.warehouse),
                ("site", wanted.site),
                ("incident", wanted.incident),
            )
        )
        and (not wanted.item or wanted.item in items)
        and (not fragment or fragment in f"{row.number or ''} {_instruction(payload)}".upper())
    )


def _instruction(payload: Payload) -> str:
    return str((payload.get("instruction") or {}).get("number", ""))


class _Names:
    """The names behind the codes that unposted papers hold."""

    def __init__(self, driver: Driver, waiting: Iterable[_Waiting]) -> None:
        payloads = [one.payload for one in waiting]
        codes = {str(one[name]) for one in payloads for name in _PLACES if one.get(name)}
        known = places.by_code(driver, codes) if codes else {}
        self._names = {code: row.name for code, row in known.items()}
        for code in {str(one["incident"]) for one in payloads if one.get("incident")}:
            incident = parties.incident(driver, code)
            self._names[code] = incident.name if incident else code

    def row(self, identity: int, one: _Waiting) -> RegisterRow:
        """The row of an unposted paper; a code that leads nowhere stands as it was typed."""
        paper, payload = one

        def name(field: str) -> str:
            code = str(payload.get(field) or "")
            return self._names.get(code, code)

        return RegisterRow(
            identity,
            paper.key,
            paper.kind,
            paper.number or "",
            date.fromisoformat(paper.voucher_date),
            paper.state,
            name("warehouse") or name("place"),
            name("site"),
            name("incident"),
            _instruction(payload),
            str(payload.get("hand_number", "")),
            len(payload.get("lines", ())),
            None,
            paper.person or "",
            str(payload.get("dispatch", "")),
            paper.reason or str(payload.get("note", "")),
        )
