"""What becomes known after posting: the paper's number, plate, carrier, printed copies."""

import re
from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from supplydesk.domain.capture import one_line
from supplydesk.domain.choices import choose, listed
from supplydesk.domain.numbering import read_instruction_number
from supplydesk.domain.period import desk_day
from supplydesk.domain.problem import refuse
from supplydesk.domain.typed_moment import read_moment
from supplydesk.queries import documents as posted_documents
from supplydesk.services import ledger
from supplydesk.services.forms import MOST_WORDS
from supplydesk.services.instructions import numbered
from supplydesk.services.moments import local
from supplydesk.services.posted import find
from supplydesk.services.printable import require_printable
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver
from supplydesk.text import translate

PAPER_NUMBER = "paper_number"
PRINTED = "printed"
SCAN = "scan"
DEPARTED_AT = "departed_at"
# What travels may be told of a slip only, each on one line; the rest of every paper, in as many
# lines as it takes.
_OF_DISPATCHES = (PAPER_NUMBER, "carrier", "plate", "driver", "driver_phone", DEPARTED_AT)
REMARK = "remark"
OF_ALL = ("finance", REMARK)
NAMES = (*_OF_DISPATCHES, *OF_ALL)


class Added(NamedTuple):
    """A fact as it was kept: its place in the journal, its name and its value."""

    sequence: int
    name: str
    value: str


# `fromisoformat` takes 20221024 as well, which people type for other things.
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")


def words(names: Iterable[str] | None = None) -> dict[str, str]:
    """What a person calls each fact that may become known later, or those of *names*."""
    known = {
        PRINTED: translate("services.facts", "printed"),
        SCAN: translate("services.facts", "scan"),
        PAPER_NUMBER: translate("services.facts", "instruction's number"),
        "carrier": translate("services.facts", "carrier"),
        "plate": translate("services.facts", "plate"),
        "driver": translate("services.facts", "driver"),
        "driver_phone": translate("services.facts", "driver's telephone"),
        DEPARTED_AT: translate("services.facts", "departure"),
        "finance": translate("services.facts", "finance"),
        "remark": translate("services.facts", "remark"),
    }
    return known if names is None else {name: known[name] for name in names}


def names_of(kind: str, *, with_number: bool, reversal: bool = False) -> tuple[str, ...]:
    """What may become known of a posted document of *kind*: a reversal has no journey.

    *with_number* says that it went out on an instruction whose number stands on it.
    """
    if kind != "dispatch" or reversal:
        return OF_ALL
    return tuple(name for name in NAMES if not with_number or name != PAPER_NUMBER)


def add_fact(session: DeskSession, number: str, name: str, value: str) -> Added:
    """Record that *name* of the posted document *number* is *value*; the latest one holds.

    Args:
        session: the desk.
        number: the document's number.
        name: one of `NAMES`, or its word.
        value: as typed; a departure is read like every moment, and kept in the desk's zone.

    Raises:
        Refused: no such document, nothing that is said of its kind, no value or one too long, an
            instruction number that is none, or on a slip that has one; a departure that is no
            moment or has not come yet.
    """
    require(session, "add_fact")
    head = find(session, number)
    with_number, reversal = head.instruction is not None, head.reverses is not None
    names = names_of(head.kind, with_number=with_number, reversal=reversal)
    known, text = words(names), value.strip()
    fact = choose(name, known)
    had = set(names_of(head.kind, with_number=False, reversal=reversal)).difference(names)
    if choose(name, words(had)):
        # The number that it was posted with is the one that papers and the register go on showing.
        raise refuse(
            "paper_number_there",
            "services.facts",
            "{number} was posted with the number of its instruction, {instruction}. If that is "
            "wrong, reverse it and copy it, and type the right number into the copy.",
            field=PAPER_NUMBER,
            number=number,
            instruction=head.facts().get("instruction", ""),
        )
    if fact is None:
        raise refuse(
            "unknown_fact",
            "services.facts",
            "“{name}” is nothing that can be added to {number} later. Choose one of: {names}.",
            field="name",
            name=name,
            number=number,
            names=listed(known.values()),
        )
    if not text:
        raise refuse(
            "empty_fact",
            "services.facts",
            "The value is empty. What was added stays in the books, so give what is known now.",
            field=fact,
        )
    if fact not in OF_ALL:
        text = one_line(text)
    require_printable(**{fact: text})
    if len(text) > MOST_WORDS:
        raise refuse(
            "too_long",
            "services.facts",
            "The text is too long; at most {most} characters.",
            field=fact,
            most=MOST_WORDS,
        )
    if fact == PAPER_NUMBER:
        text = read_instruction_number(text, field=fact).text
        numbered(session, text, head.incident)
    elif fact == DEPARTED_AT:
        text = _departure(session, text)
    return Added(ledger.add_fact(session, head.id, head.number, fact, text), fact, text)


def _departure(session: DeskSession, text: str) -> str:
    """When the goods left, as ISO: a moment with the desk's offset, or its day alone."""
    now, zone = session.seat.now(), session.seat.zone
    today = desk_day(now, zone)
    moment = _typed(text, today, zone)
    future = moment > now if isinstance(moment, datetime) else moment > today
    if future:
        raise refuse(
            "departed_in_future",
            "services.facts",
            "The goods cannot have left at “{text}”, which has not come yet. Correct the time.",
            field=DEPARTED_AT,
            text=text,
        )
    return moment.isoformat()


def _typed(text: str, today: date, zone: tzinfo) -> datetime | date:
    found = kept_moment(text, zone)
    if isinstance(found, str):
        read = read_moment(text, today, DEPARTED_AT)
        assert read is not None, "an empty value was refused before"
        found = local(read, zone) if isinstance(read, datetime) else read
    return found


def kept_moment(text: str, zone: tzinfo) -> datetime | date | str:
    """A kept departure as papers show it, in *zone*.

    What was kept before anybody checked it, such as 昨天, is shown as it was typed: a paper can
    always be printed.
    """
    try:
        if not _ISO.match(text):
            return text
        if len(text) == len("2022-10-24"):
            return date.fromisoformat(text)
        return local(datetime.fromisoformat(text), zone)
    except ValueError:
        return text


def shown_value(name: str, value: str, zone: tzinfo) -> str:
    """The *value* that was kept of a fact, as a person reads it."""
    moment = kept_moment(value, zone) if name == DEPARTED_AT else value
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else str(moment)


def count_print(session: DeskSession, number: str) -> int:
    """Record that *number* is printed once more; returns how many times it has been now."""
    require(session, "print")
    head = find(session, number)
    ledger.last_instant(
        session, hold=True
    )  # two desks that print at once count one after the other
    times = printed(session, head.id) + 1
    ledger.add_fact(session, head.id, head.number, PRINTED, str(times))
    return times


def printed(session: DeskSession, document: int) -> int:
    """How often the document has been printed."""
    facts = posted_documents.facts_of(Driver(session), document)
    return sum(name == PRINTED for _, name, _ in facts)


def latest(session: DeskSession, document: int) -> dict[str, str]:
    """The facts of a document as they stand: by name, the latest value."""
    return {name: value for _, name, value in posted_documents.facts_of(Driver(session), document)}
