"""Numbers of slips that were written by hand, among the papers of one kind."""

import json
from typing import NamedTuple

from supplydesk.store.driver import Driver

_POSTED = (
    "SELECT d.number, d.voucher_date, d.content FROM document d WHERE d.kind = ? "
    "AND d.voucher_date >= ? AND d.content LIKE ? ESCAPE '!' AND d.reverses IS NULL "
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
    written = json.dumps(hand_number, ensure_ascii=False)
    for sign in "!%_":
        written = written.replace(sign, f"!{sign}")
    pattern = f'%"hand!_number":{written}%'
    rows = (
        *driver.all(_POSTED, (kind, since, pattern)),
        *driver.all(_UNPOSTED, (kind, since, pattern, key)),
    )
    found = []
    for number, day, content in rows:
        head = json.loads(str(content))
        # SQLite takes A for a here.
        if head.get("hand_number") == hand_number:
            found.append(Bearer(number or "", str(day), _place(driver, number, head)))
    return found


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
