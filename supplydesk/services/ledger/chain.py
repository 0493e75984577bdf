"""The journal and its chain: what happened, in order, each entry sealed onto the one before."""

from collections.abc import Sequence

from supplydesk.domain.seal import Cell, Plain, canonical, seal
from supplydesk.store.columns import micros
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver

_HEAD = "SELECT sequence, movement, lot, hash, at FROM chain_head WHERE id = 1"
_MOVE_HEAD = (
    "UPDATE chain_head SET sequence = ?, movement = ?, lot = ?, hash = ?, at = ? WHERE id = 1"
)
_JOURNAL = (
    "INSERT INTO journal (sequence, kind, subject, at, person, content, hash) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_FACT = "INSERT INTO document_fact (sequence, document, name, value) VALUES (?, ?, ?, ?)"

_WAITING = "ledger.waiting"  # in Session.info: notes that come before the chain may be taken


class Chain:
    """The end of the chain, held by this transaction until it ends.

    Taking it is the last lock of every writer; ``sequence``, ``movement`` and ``lot`` are the
    numbers used last, gapless because only the holder advances them. Notes that waited for it
    (`note_later`) are sealed first.
    """

    __slots__ = ("_driver", "at", "hash", "lot", "movement", "sequence")

    def __init__(self, session: DeskSession) -> None:
        self._driver = driver = Driver(session)
        row = driver.one(driver.either(_HEAD, _HEAD + " FOR UPDATE"))
        assert row is not None, "a desk has a chain head from its first transaction"
        self.sequence: int
        self.movement: int
        self.lot: int
        self.hash: str
        self.at: int
        self.sequence, self.movement, self.lot, self.hash, self.at = row
        for waiting in session.info.pop(_WAITING, ()):
            self.add(*waiting)

    def add(
        self,
        kind: str,
        subject: str,
        at: int,
        person: str,
        content: str = "",
        rows: Sequence[Sequence[Sequence[Cell]]] = (),
    ) -> int:
        """Seal one entry and move the head onto it; returns its place in the journal.

        The caller has counted ``movement`` and ``lot`` forward for what the entry brings.
        """
        self.sequence += 1
        entry = (self.sequence, kind, subject, at, person, content)
        self.hash = seal(self.hash, entry, rows)
        self._driver.run(_JOURNAL, (*entry, self.hash))
        self.at = max(self.at, at)
        self._driver.run(_MOVE_HEAD, (self.sequence, self.movement, self.lot, self.hash, self.at))
        return self.sequence


def note(session: DeskSession, kind: str, subject: str, content: Plain) -> int:
    """Put something that is no document into the journal: a setting, a sign-in, an import."""
    session.flush()
    seat = session.seat
    return Chain(session).add(kind, subject, micros(seat.now()), seat.name, canonical(content))


def note_later(session: DeskSession, kind: str, subject: str, content: Plain) -> None:
    """The same for a caller that has locks still to take, of which the chain is the last.

    The note is sealed just before what this transaction puts into the journal next; whoever
    calls this must put something there.
    """
    seat = session.seat
    waiting = session.info.setdefault(_WAITING, [])
    waiting.append((kind, subject, micros(seat.now()), seat.name, canonical(content)))


def add_fact(session: DeskSession, document: int, number: str, name: str, value: str) -> int:
    """Record what became known of a posted document, as a row of its own and in the journal."""
    session.flush()
    driver, seat = Driver(session), session.seat
    chain = Chain(session)
    row = (chain.sequence + 1, document, name, value)
    sequence = chain.add("fact", number, micros(seat.now()), seat.name, "", ([row],))
    driver.run(_FACT, row)
    return sequence


def last_instant(session: DeskSession, *, hold: bool = False) -> int:
    """When the journal's latest entry was written, in microseconds: a clock behind it was set back.

    With *hold*, nobody else writes into the journal until this transaction ends.
    """
    driver = Driver(session)
    sql = "SELECT at FROM chain_head WHERE id = 1"
    row = driver.one(driver.either(sql, sql + " FOR UPDATE") if hold else sql)
    assert row is not None, "a desk has a chain head from its first transaction"
    return int(row[0])
