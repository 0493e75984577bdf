"""The ledger's one door: every movement, balance, flow and journal entry is written in here.

`append` posts a document, `take_number` draws its number, `reserve` and `release` hold goods for
an approved one, `add_fact` records what became known later, `note` puts anything else worth
auditing into the journal, `period_of` and `close_period` keep the books' months. All of them work
inside the caller's transaction and take locks in one order: period, number counter, balances
sorted by place and lot, chain head. To keep something new by append alone, add it to
``append.py`` and to ``queries.verify``, which recomputes it.
"""

from supplydesk.services.ledger.append import append
from supplydesk.services.ledger.chain import add_fact, last_instant, note
from supplydesk.services.ledger.numbers import take_number
from supplydesk.services.ledger.periods import (
    OPENING_PERIOD,
    begin_books,
    close_period,
    month_after,
    month_id,
    period_of,
    reopen_period,
)
from supplydesk.services.ledger.reservations import release, reserve

__all__ = [
    "OPENING_PERIOD",
    "add_fact",
    "append",
    "begin_books",
    "close_period",
    "last_instant",
    "month_after",
    "month_id",
    "note",
    "period_of",
    "release",
    "reopen_period",
    "reserve",
    "take_number",
]
