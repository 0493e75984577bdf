"""Numbers of slips that were written by hand.

They stand in the papers' JSON; an index holds those that are there (migration 0002), so that no
text has to be read to find one. It is used only where a query repeats its expression.
"""

import json
from typing import NamedTuple

from supplydesk.store.driver import Driver

_KEY = '"hand_number":"'
_END = '","'
_BEHIND = f"substr(h.content, instr(h.content, '{_KEY}') + {len(_KEY)})"
_SQLITE = (
    f"CASE WHEN instr(h.content, '{_KEY}') > 0 "
    f"THEN substr({_BEHIND}, 1, instr({_BEHIND}, '{_END}') - 1) ELSE '' END"
)
_POSTGRESQL = f"split_part(split_part(h.content, '{_KEY}', 2), '{_END}', 1)"
_BEARING = "SELECT h.id FROM document h WHERE ({number}) <> '' AND ({asked})"
_POSTED = (
    "SELECT d.number, d.voucher_date, d.content FROM document d WHERE d.id IN ({bearing}) "
    "AND d.kind = ? AND d.voucher_date >= ? AND d.reverses IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses = d.id) ORDER BY d.id"
)
_UNPOSTED = (
    "SELECT t.number, t.voucher_date, t.payload FROM draft t WHERE t.kind = ? "
    "AND t.voucher_date >= ? AND t.payload LIKE ? ESCAPE '!' AND t.state <> 'void' "
    "AND t.key <> ? ORDER BY t.voucher_date, t.key"
)
_TO = (
    "SELECT COALESCE(s.name, w.name) FROM document d LEFT JOIN place s ON s.id = d.site "
    "LEFT JOIN place w ON w.id = d.warehouse WHERE d.number = ?"
)


class Bearer(NamedTuple):
    """A paper that bears a hand-written number; ``number`` is empty while it has none of its own.

    ``place`` is the site that it goes to, or where its opening stock lies; a draft may name none.
    """

    number: str
    voucher_date: str
    place: str


def papers_with(driver: Driver, kind: str, hand_number: str, since: str, key: str) -> list[Bearer]:
    """The papers of *kind* dated *since* a day that bear *hand_number* and stand, posted ones
    first; without the one born with *key*, which is looked at.
    """
    written = _as_json(hand_number)
    pattern = f'%"hand!_number":"{_escaped(written)}"%'
    posted = _POSTED.format(bearing=_bearing(driver, f"({_number(driver)}) = ?"))
    rows = (
        *driver.all(posted, (written, kind, since)),
        *driver.all(_UNPOSTED, (kind, since, pattern, key)),
    )
    found = []
    for number, day, content in rows:
        head = json.loads(str(content))
        # SQLite takes A for a here.
        if head.get("hand_number") == hand_number:
            found.append(Bearer(number or "", str(day), _place(driver, number, head)))
    return found


def with_part(driver: Driver, *parts: str) -> tuple[str, tuple[str, ...]]:
    """The ids of the posted papers whose hand-written number has one of *parts* in it, in whatever
    case: SQL, and its values.
    """
    asked = f"upper({_number(driver)}) LIKE ? ESCAPE '!'"
    values = tuple(f"%{_escaped(_as_json(part.upper()))}%" for part in parts)
    return _bearing(driver, " OR ".join([asked] * len(values))), values


def _number(driver: Driver) -> str:
    return driver.either(_SQLITE, _POSTGRESQL)


def _bearing(driver: Driver, asked: str) -> str:
    return _BEARING.format(number=_number(driver), asked=asked)


def _as_json(text: str) -> str:
    """*text* as it stands in JSON, between its quotation marks."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _escaped(text: str) -> str:
    for sign in "!%_":
        text = text.replace(sign, f"!{sign}")
    return text


def _place(driver: Driver, number: str | None, head: dict[str, object]) -> str:
    """The name of the place that a paper is for: posted ones have it, others name its code."""
    row = driver.one(_TO, (number,)) if number else None
    if row is None and head.get("dispatch"):
        row = driver.one(_TO, (str(head["dispatch"]),))
    if row is not None:
        return str(row[0] or "")
    code = str(head.get("site") or head.get("place") or "")
    named = driver.one("SELECT p.name FROM place p WHERE p.code = ?", (code,)) if code else None
    return str(named[0]) if named else code
