"""The register's papers that are not posted: found and named from what was typed into them."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from supplydesk.domain.figures import fold
from supplydesk.queries import drafts, parties, places, register
from supplydesk.queries.drafts import DraftRow
from supplydesk.services.register_row import DRAFT_STATES, Filters, Payload, RegisterRow
from supplydesk.store.driver import Driver

_PLACES = ("warehouse", "site", "place")


def draft_id(key: str) -> int:
    """The id, below zero, of the paper born with *key* while it is not posted."""
    return -1 - (int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) >> 2)


class Unposted(NamedTuple):
    """A paper that is not posted, and what was typed into it."""

    row: DraftRow
    payload: Payload


def unposted(driver: Driver) -> list[Unposted]:
    """All that are not posted, in order; a return receipt has its slip's warehouse and site."""
    found = [Unposted(row, json.loads(row.payload)) for row in drafts.unposted(driver)]
    slips = {str(one.payload["dispatch"]) for one in found if one.payload.get("dispatch")}
    codes = register.slip_codes(driver, slips)
    return [
        one._replace(payload={**slip._asdict(), **one.payload})
        if (slip := codes.get(str(one.payload.get("dispatch")))) is not None
        else one
        for one in found
    ]


def fitting(driver: Driver, wanted: Filters) -> list[Unposted]:
    """The papers that are not posted and fit, in the register's order."""
    states = wanted.states & set(DRAFT_STATES) if wanted.states else set(DRAFT_STATES)
    if not states:
        return []
    found = [one for one in unposted(driver) if one.row.state in states and _fits(one, wanted)]
    return found[::-1] if wanted.newest_first else found


def _fits(one: Unposted, wanted: Filters) -> bool:
    row, payload = one
    day = date.fromisoformat(row.voucher_date)
    fragments = {fold(wanted.number).upper(), wanted.number.strip().upper()}
    numbers = (row.number or "", _instruction(payload), str(payload.get("hand_number") or ""))
    told = " ".join(numbers).upper()
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
        and any(fragment in told for fragment in fragments)
    )


def _instruction(payload: Payload) -> str:
    return str((payload.get("instruction") or {}).get("number", ""))


class Names:
    """The names behind the codes that unposted papers hold."""

    def __init__(self, driver: Driver, waiting: Iterable[Unposted]) -> None:
        payloads = [one.payload for one in waiting]
        codes = {str(one[name]) for one in payloads for name in _PLACES if one.get(name)}
        known = places.by_code(driver, codes) if codes else {}
        self._names = {code: row.name for code, row in known.items()}
        for code in {str(one["incident"]) for one in payloads if one.get("incident")}:
            incident = parties.incident(driver, code)
            self._names[code] = incident.name if incident else code

    def row(self, identity: int, one: Unposted) -> RegisterRow:
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
