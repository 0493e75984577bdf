"""The books of a month may not end below zero either, whatever the goods did meanwhile.

By goods a reversal lies where its paper lay; by the books it counts in the month that it is dated
in. Goods that were taken back in November cannot be issued once more in October's books: the month
would close with fewer than none.
"""

from collections.abc import Mapping

from supplydesk.domain.entry import Entry
from supplydesk.domain.period import period_name, period_word
from supplydesk.domain.problem import Problem
from supplydesk.domain.quantity import from_thousandths, write_plain
from supplydesk.queries.lowest import Booked, booked_since
from supplydesk.store.driver import Driver

_LAST = "SELECT MAX(id) FROM period"


def books_problems(
    driver: Driver, entry: Entry, left: Mapping[tuple[int, int], int], period: int
) -> list[Problem]:
    """What *entry*, dated in *period*, would leave below zero at the end of a month.

    Args:
        driver: the transaction.
        entry: the document.
        left: of each inside place and lot that it takes from, what is there after it, now.
        period: the id of the period that its voucher date lies in.
    """
    if not left:
        return []
    last = driver.one(_LAST)
    if last is None or last[0] <= period:
        return []  # what the last month ends with is what is there, which was looked at
    found = []
    for (place, lot), standing in left.items():
        booked = booked_since(driver, place, lot, period, standing)
        if booked.fits != period:
            found.append(_problem(entry, (place, lot), booked, period))
    return found


def _problem(entry: Entry, key: tuple[int, int], booked: Booked, period: int) -> Problem:
    row = next((one.line for one in entry.moves if (one.from_place, one.lot) == key), None)
    line = next((one for one in entry.lines if one.line == row), None)
    short = write_plain(from_thousandths(-booked.least))
    return Problem.of(
        "not_enough_booked",
        "services.ledger.booked",
        "{item}: dated in {month}, this would leave the books of {ends} {short} below zero, "
        "because what came in is dated later. Date this paper in {fits}; it keeps the moment at "
        "which the goods moved.",
        field="voucher_date",
        item="" if line is None else line.name,
        month=period_word(period_name(period)),
        ends=period_word(period_name(booked.period)),
        short=short + ("" if line is None else line.unit),
        fits=period_word(period_name(booked.fits)),
    )
