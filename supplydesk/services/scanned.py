"""What a hand scanner typed: the code of a slip or of a bin card, and what it leads to.

A scanner types like a keyboard, so an input method or Caps Lock may have had a hand in it.
"""

import re
import unicodedata
from typing import NamedTuple

from supplydesk.domain.problem import Problem, Refused, refuse
from supplydesk.queries import bin_cards as cards
from supplydesk.queries.documents import head_by_number
from supplydesk.services import check_code, settings
from supplydesk.services.bin_cards import LOT, PLACE, VERSION
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver

_CODE = re.compile(r"[0-9]{1,2}(:[^:\s]+){3,4}")
_COUNTED = re.compile(r"([0-9]{1,15})(?:-([0-9]{1,15}))?")
_SLIP = 5


class Scanned(NamedTuple):
    """Where a code leads: to the paper ``number``, or else to stock, of ``item`` (all where it is
    empty) in ``warehouse``. ``warning`` says what is odd about it.
    """

    number: str = ""
    item: str = ""
    warehouse: str = ""
    warning: Problem | None = None


def is_code(text: str) -> bool:
    """Whether *text* has the shape of a code that a desk prints."""
    return _CODE.fullmatch(_plain(text)) is not None


def read(session: DeskSession, text: str) -> Scanned:
    """What the code *text* leads to.

    A slip whose check value does not fit is told with a warning, if there is such a paper at all:
    the clerk compares the two.

    Raises:
        Refused: the person may not read the books, another bureau printed it, or it leads nowhere.
    """
    require(session, "read_stock")
    code = _plain(text)
    parts = code.split(":") if is_code(text) else []
    if parts and parts[0] == VERSION:
        driver = Driver(session)
        if len(parts) == _SLIP:
            found = _slip(session, code, parts[3])
        elif parts[1] != settings.load(session).bureau_code:
            raise refuse(
                "other_bureau",
                "services.scanned",
                "This card was printed by the desk {bureau}, not by this one. Print a new card.",
                field="code",
                bureau=parts[1],
            )
        else:
            found = _card(driver, parts[2], parts[3])
        if found is not None:
            return found
    raise refuse(
        "unknown_code",
        "services.scanned",
        "The code “{code}” leads to no paper and no bin card of this desk. Scan it again, or look "
        "the number up in the register.",
        field="code",
        code=text.strip(),
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().upper()


def _slip(session: DeskSession, code: str, number: str) -> Scanned | None:
    if head_by_number(Driver(session), number) is None:
        return None
    try:
        check_code.check(session, code)
    except Refused as refused:
        return Scanned(number, warning=refused.problems[0])
    return Scanned(number)


def _card(driver: Driver, kind: str, counted: str) -> Scanned | None:
    match = _COUNTED.fullmatch(counted)
    if match is None:
        return None
    if kind == PLACE:
        return _bin(driver, int(match[1]))
    return _lot(driver, int(match[1]), int(match[2] or 0)) if kind == LOT else None


def _bin(driver: Driver, place: int) -> Scanned | None:
    lying = cards.lying_in(driver, place)
    if not lying:
        return None
    items = {row.item for row in lying if row.item}
    return Scanned(item=items.pop() if len(items) == 1 else "", warehouse=lying[0].warehouse)


def _lot(driver: Driver, lot: int, place: int) -> Scanned | None:
    """*lot* on the card of *place*; of a card that names none, where the lot lies first."""
    item = cards.item_of(driver, lot)
    if not item:
        return None
    places = cards.places_of(driver, lot)
    here = next((row for row in places if row.place == place or not place), None)
    if here is not None:
        return Scanned(item=item, warehouse=here.warehouse)
    gone = Problem.of(
        "lot_elsewhere",
        "services.scanned",
        "Nothing of this lot lies there any more, so the card is out of date. It lies in: {bins}.",
        stops=False,
        field="code",
        bins="、".join(row.name for row in places) or "—",
    )
    return Scanned(item=item, warning=gone)
