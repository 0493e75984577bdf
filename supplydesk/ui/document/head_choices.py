"""What a field of a voucher's head can name: places, events, slips that are on the road.

A place or an event that is closed is offered last and dim, never left out: a paper of goods that
moved before the closing comes in after it. Whether it fits, the check of the paper says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from supplydesk.domain.lookup import Entry, best, entry
from supplydesk.services.pinyin import readings
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.document.kind import Known
from supplydesk.ui.parts.choice_list import Choice

MOST = 40
PICKED = ("warehouse", "site", "place", "incident", "slip")
"""The editors whose fields name one of many."""

Offered = tuple[Entry, Choice]


def offered(editor: str, text: str, known: Known, today: date) -> list[Choice]:
    """What *text* fits among what a field with *editor* can name, what can be named today first.

    What is closed comes before it in one case: its code or name was typed in full, and nothing
    else is called so.
    """
    pairs = _pairs(editor, known, today)
    named = [pair for pair in pairs if not pair[1].dim]
    closed = [pair for pair in pairs if pair[1].dim]
    if not text.strip():
        return [choice for _, choice in (*named, *closed)][:MOST]
    found = [*best(text, named, MOST), *best(text, closed, MOST)]
    found.sort(key=lambda pair: (pair[0].dim and pair[1].rank > 0, pair[1].rank))
    return [replace(choice, marks=tuple(match.marks)) for choice, match in found[:MOST]]


def word_of(editor: str, code: str, known: Known) -> str:
    """What *code* is called in a field with *editor*; itself where nobody knows it."""
    if editor == "incident":
        return next((one.name for one in known.incidents if one.code == code), code)
    place = known.place(code)
    return place.name if place else code


def _pairs(editor: str, known: Known, today: date) -> Sequence[Offered]:
    if editor == "incident":
        return list(_incidents(known, today))
    if editor == "slip":
        return list(_slips(known))
    return list(_places(known, ("warehouse", "site") if editor == "place" else (editor,), today))


def _incidents(known: Known, today: date) -> Iterable[Offered]:
    text = translate("ui.document.head_choices", "Ended {day}")
    for one in known.incidents:
        over = one.closed_on is not None and one.closed_on <= today
        end = text.format(day=wording.long_day(one.closed_on)) if over else ""
        yield (
            entry(one.code, one.name, readings(one.name)),
            Choice("", "", one.name, end=end, dim=over, value=one.code),
        )


def _slips(known: Known) -> Iterable[Offered]:
    for one in known.slips:
        yield (
            entry(one.number, one.number, readings(one.site)),
            Choice("", "", one.number, one.site, wording.figure(one.open), value=one.number),
        )


def _places(known: Known, kinds: Sequence[str], today: date) -> Iterable[Offered]:
    text = translate("ui.document.head_choices", "Closed {day}")
    for one in known.places:
        if one.kind in kinds:
            shut = one.closed_on is not None and one.closed_on <= today
            end = text.format(day=wording.long_day(one.closed_on)) if shut else one.contact
            aside = f"{one.code} {one.county}".strip()
            yield one.entry, Choice("", "", one.name, aside, end, dim=shut, value=one.code)
