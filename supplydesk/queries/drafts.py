"""Papers that are not posted: what the register and the month's end must know of them."""

from typing import NamedTuple

from supplydesk.store.driver import Driver

_COLUMNS = (
    "SELECT t.key, t.kind, t.state, t.number, t.voucher_date, t.payload, t.reason, p.name "
    "FROM draft t LEFT JOIN person p ON p.id = t.prepared_by "
)


class DraftRow(NamedTuple):
    """A paper that is not posted; ``payload`` is what was typed (JSON), ``person`` who made it."""

    key: str
    kind: str
    state: str
    number: str | None
    voucher_date: str
    payload: str
    reason: str
    person: str | None


def numbered_within(driver: Driver, first: str, last: str) -> list[str]:
    """The numbers of approved papers dated from *first* to *last* that are not posted."""
    rows = driver.all(
        "SELECT number FROM draft WHERE state = 'approved' AND voucher_date >= ? "
        "AND voucher_date <= ? ORDER BY number",
        (first, last),
    )
    return [row[0] for row in rows]


def voided_by(driver: Driver, number: str) -> str:
    """Who voided the paper *number*, as the journal has it; empty where nobody did."""
    row = driver.one(
        "SELECT person FROM journal WHERE kind = 'void' AND subject = ? ORDER BY sequence DESC "
        "LIMIT 1",
        (number,),
    )
    return "" if row is None else str(row[0])


def unposted(driver: Driver) -> list[DraftRow]:
    """Every draft, reviewed, approved and void paper, by date."""
    rows = driver.all(_COLUMNS + "ORDER BY t.voucher_date, t.key")
    return [DraftRow._make(row) for row in rows]
