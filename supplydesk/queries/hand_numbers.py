"""Numbers of slips that were written by hand, among the papers of one kind."""

import json

from supplydesk.store.driver import Driver

_WITH = (
    "SELECT d.number, d.content FROM document d WHERE d.kind = ? AND d.voucher_date >= ? "
    "AND d.content LIKE ? ESCAPE '!' AND d.reverses IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses = d.id) ORDER BY d.id"
)


def papers_with(driver: Driver, kind: str, hand_number: str, since: str) -> list[str]:
    """The numbers of the standing papers of *kind* dated *since* a day that bear *hand_number*."""
    written = json.dumps(hand_number, ensure_ascii=False)
    for sign in "!%_":
        written = written.replace(sign, f"!{sign}")
    rows = driver.all(_WITH, (kind, since, f'%"hand!_number":{written}%'))
    # SQLite takes A for a here.
    return [
        str(number)
        for number, content in rows
        if json.loads(str(content)).get("hand_number") == hand_number
    ]
