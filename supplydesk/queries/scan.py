"""One pass along the chain: every sealed row hashed again, every gap and addition named."""

import json
from collections.abc import Callable, Sequence

from supplydesk.domain.period import period_word
from supplydesk.domain.seal import FIRST_HASH, seal
from supplydesk.queries.comparing import Add, Sealed, opened
from supplydesk.queries.kept import Kept
from supplydesk.queries.stream import Read, Stream
from supplydesk.queries.wording import name_table
from supplydesk.store.driver import Row
from supplydesk.text import translate

EVERY = 2_000
FEW = 50  # strangers of one table are enough to see that somebody wrote there
FIRST_WORDS = 16  # of a hash, for people to compare

_OF_PERIODS = frozenset({"period", "close", "reopen"})
_JOURNAL = "SELECT sequence, kind, subject, at, person, content, hash FROM journal"
_DOCUMENTS = (
    "SELECT id, key, kind, number, voucher_date, period, effective_at, recorded_at, incident, "
    "instruction, warehouse, site, settles, reverses, prepared_by, reviewed_by, approved_by, "
    "request, content, content_version, head FROM document"
)
_HEAD = 20  # the column that is not sealed with the rest, for it is the seal
_LOTS = (
    "SELECT id, item, lot_number, owner, origin, maker, made, expires, pack_size, unit_cost, "
    "approximate, document, line FROM lot"
)
_LINES = (
    "SELECT document, line, item, code, name, spec, unit, ordered, quantity, note, content "
    "FROM document_line"
)
_MOVEMENTS = (
    "SELECT sequence, document, line, lot, from_place, to_place, reason, quantity, packs, amount, "
    "effective_at, period, undoes FROM movement"
)
_FACTS = "SELECT sequence, document, name, value FROM document_fact"
_CLOSING = (
    "SELECT period, revision, place, lot, quantity, packs, amount FROM closing "
    "WHERE period = (SELECT id FROM period WHERE name = ?) AND revision = ? ORDER BY place, lot"
)
# What the desk writes is numbered from 1: a row below that was never written by it.
_FIRST = 1
_BELOW = (
    ("journal", "sequence"),
    ("document", "id"),
    ("document_line", "document"),
    ("lot", "id"),
    ("movement", "sequence"),
    ("document_fact", "sequence"),
)
# Where each sealed table's largest key or owner stands among ``Kept.ends``.
_ENDS = (
    ("journal", 0),
    ("document", 1),
    ("document_line", 2),
    ("movement", 4),
    ("lot", 6),
    ("document_fact", 7),
)


class Scan:
    """The pass; ``head`` is the hash of the last entry that was read."""

    def __init__(
        self, read: Read, kept: Kept, sealed: Sealed, add: Add, heads: Sequence[str]
    ) -> None:
        self._read, self._kept, self._sealed, self._add = read, kept, sealed, add
        self._heads = set(heads)
        self.head = FIRST_HASH
        self._journal = Stream(read, _JOURNAL, ("sequence",), least=_FIRST)
        self._documents = Stream(read, _DOCUMENTS, ("id",), least=_FIRST)
        self._lots = Stream(read, _LOTS, ("id",), 11, least=_FIRST)
        self._lines = Stream(read, _LINES, ("document", "line"), least=_FIRST)
        self._movements = Stream(read, _MOVEMENTS, ("sequence",), 1, least=_FIRST)
        self._facts = Stream(read, _FACTS, ("sequence",), least=_FIRST)

    def run(self, tick: Callable[[int, int], None]) -> None:
        """Go along the chain to the end that was kept."""
        until = self._kept.last_entry
        for table, key in _BELOW:
            below = f"SELECT {key} FROM {table} WHERE {key} < {_FIRST} ORDER BY {key} LIMIT {FEW}"
            for row in self._read(below, ()):
                self._added(table, row[0])
        last = 0
        for row in self._journal.rest():
            sequence = row[0]
            if sequence > until:  # written since
                break
            if sequence != last + 1:
                self._missing(last + 1, sequence - 1)
            last = sequence
            if sequence % EVERY == 0:
                tick(sequence, until)
            self._entry(row)
        if last < until:
            self._missing(last + 1, until)
        self._ends(until)

    def _missing(self, first: int, last: int) -> None:
        if first == last:
            text = translate("queries.scan", "Journal entry {entry} is missing.")
        else:
            text = translate("queries.scan", "Journal entries {entry} to {last} are missing.")
        self._add("missing", text.format(entry=first, last=last))

    def _own(self, table: str, rows: list[Row], owner: int, entry: int) -> list[Row]:
        """Those of *rows* that belong to *entry*; the others were added, or moved here."""
        for row in rows:
            if row[owner] != entry:
                self._added(table, row[0])
        return [row for row in rows if row[owner] == entry]

    def _added(self, table: str, key: object) -> None:
        text = translate(
            "queries.scan",
            "The {row} numbered {key} was added or belongs to another entry.",
        )
        self._add("added", text.format(key=key, row=name_table(table)))

    def _entry(self, row: Row) -> None:
        sequence, kind, subject, at, _, content, written = row
        sealed = self._sealed
        groups: list[Sequence[Row]] = []
        if kind == "document":
            groups = self._document(sequence, subject, written)
        elif kind == "fact":
            groups = [self._own("document_fact", self._facts.upto(sequence), 0, sequence)]
        elif kind == "close":
            groups = [self._read(_CLOSING, (subject, int(content)))]
            sealed.closings += len(groups[0])
        if seal(self.head, row[:6], groups) != written:
            self._altered(kind, subject, sequence)
        if kind in _NOTES:
            _NOTES[kind](sealed, subject, content)
        sealed.latest = max(sealed.latest, at)
        self.head = written
        if self._heads:
            self._heads = {head for head in self._heads if not written.startswith(head)}

    def _document(self, sequence: int, number: str, written: str) -> list[Sequence[Row]]:
        documents = self._documents.upto(sequence)
        lots, lines = self._lots.upto(sequence), self._lines.upto(sequence)
        movements = self._movements.upto(sequence)
        # Rows come in order, so that a stranger among them stands first or last.
        if len(documents) != 1 or documents[0][0] != sequence:
            documents = self._own("document", documents, 0, sequence)
        if lots and (lots[0][11] != sequence or lots[-1][11] != sequence):
            lots = self._own("lot", lots, 11, sequence)
        if lines and lines[0][0] != sequence:
            lines = self._own("document_line", lines, 0, sequence)
        if movements and (movements[0][1] != sequence or movements[-1][1] != sequence):
            movements = self._own("movement", movements, 1, sequence)
        self._work_in(number, documents, lots, movements)
        if documents and documents[-1][_HEAD] != written:
            self._altered("document", number, sequence)
        return [[document[:_HEAD] for document in documents], lots, lines, movements]

    def _work_in(
        self, number: str, documents: list[Row], lots: list[Row], movements: list[Row]
    ) -> None:
        sealed = self._sealed
        for document in documents:
            sealed.books.open_document(document)
            sealed.documents[document[1]] = sealed.numbers[document[0]] = document[3]
            sealed.approved.pop(document[1], None)
        for lot in lots:
            sealed.lots[lot[0]] = lot[1]
        if not movements:
            return
        last = sealed.movements
        sealed.movements += len(movements)
        if movements[0][0] != last + 1 or movements[-1][0] != sealed.movements:
            follows = enumerate((row[0] for row in movements), last + 1)
            found, last = next((one, due - 1) for due, one in follows if one != due)
            text = translate(
                "queries.scan", "{number}: movement {found} does not follow on movement {last}."
            )
            self._add("missing", text.format(number=number, found=found, last=last))
            sealed.movements = movements[-1][0]
        owner: int = movements[0][1]
        sealed.books.carry(sealed.books.slips.get(owner, owner), movements)

    def _altered(self, kind: str, subject: str, sequence: int) -> None:
        if kind == "document":
            text = translate(
                "queries.scan",
                "{subject}: the document, its lines, lots or movements are not as they were "
                "written (journal entry {entry}).",
            )
        elif kind == "fact":
            text = translate(
                "queries.scan",
                "{subject}: what was recorded later is not as it was written (journal entry "
                "{entry}).",
            )
        elif kind == "close":
            text = translate(
                "queries.scan",
                "The closing of {subject} is not as it was written (journal entry {entry}).",
            )
        else:
            text = translate(
                "queries.scan",
                "Journal entry {entry} ({subject}) is not as it was written.",
            )
        named = period_word(subject) if kind in _OF_PERIODS else subject
        self._add("altered", text.format(subject=named, entry=sequence))

    def _ends(self, until: int) -> None:
        """Nothing may lie beyond the end of the chain, and the end must be what was kept."""
        for stream, table in (
            (self._documents, "document"),
            (self._lots, "lot"),
            (self._lines, "document_line"),
            (self._movements, "movement"),
            (self._facts, "document_fact"),
        ):
            # What another desk has posted since the end was copied is none of our business.
            for row in stream.upto(until):
                self._added(table, row[0])
        for table, position in _ENDS:
            if (self._kept.ends[position] or 0) > until:
                self._added(table, self._kept.ends[position])
        kept = self._kept.head
        if kept is not None and kept[3] != self.head:
            text = translate(
                "queries.scan", "The chain ends with {found}…, but {kept}… was kept as its end."
            )
            found, wanted = self.head[:FIRST_WORDS], str(kept[3])[:FIRST_WORDS]
            self._add("chain_head", text.format(found=found, kept=wanted))
        for head in sorted(self._heads):
            text = translate(
                "queries.scan",
                "The printed head {head} is not on this chain: entries were cut off or rewritten.",
            )
            self._add("head_not_on_chain", text.format(head=head))


def _begun(sealed: Sealed, _subject: str, content: str) -> None:
    sealed.periods["opening"] = opened(json.loads(content)["first_day"])


def _made(sealed: Sealed, name: str, content: str) -> None:
    identity, starts_on, ends_on = json.loads(content)
    sealed.periods[name] = [identity, name, starts_on, ends_on, "open", 0]


def _closed(sealed: Sealed, name: str, content: str) -> None:
    sealed.periods[name][4:] = ["closed", int(content)]


def _reopened(sealed: Sealed, name: str, _content: str) -> None:
    sealed.periods[name][4] = "open"


def _approved(sealed: Sealed, number: str, content: str) -> None:
    told = json.loads(content)
    sealed.approved[told["key"]] = told | {"number": number}


def _voided(sealed: Sealed, _number: str, content: str) -> None:
    sealed.approved.pop(json.loads(content)["key"], None)


_NOTES: dict[str, Callable[[Sealed, str, str], None]] = {
    "begin": _begun,
    "period": _made,
    "close": _closed,
    "reopen": _reopened,
    "approve": _approved,
    "void": _voided,
}
