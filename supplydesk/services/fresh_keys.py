"""Keys counted on: what replaces a used-up paper takes its key with a number behind."""

from supplydesk.domain.lifecycle import State
from supplydesk.queries import documents as posted_documents
from supplydesk.services import drafts
from supplydesk.services.drafts import Saved
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver

_MOST_TIMES = 1000


def fresh_key(session: DeskSession, first: str) -> tuple[str, Saved | None]:
    """The key under which the paper *first* stands, or may be written, and how far it is.

    The key of a voided or a reversed paper is used up: then the count goes on, ``first-2``,
    ``first-3``.
    """
    driver, key = Driver(session), first
    for count in range(2, _MOST_TIMES):
        standing = drafts.standing(session, key)
        head = posted_documents.head_by_key(driver, key)
        gone = head is not None and head.reversed_by is not None
        if standing is None or not (gone or standing.state == State.VOID):
            return key, standing
        key = f"{first}-{count}"
    raise AssertionError("nobody writes one paper anew a thousand times")
