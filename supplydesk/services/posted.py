"""What was posted: found again by its key or number, with what was typed into it."""

import json
from dataclasses import dataclass

from supplydesk.domain.lifecycle import State, state_words
from supplydesk.domain.problem import Problem, refuse
from supplydesk.queries import documents as posted_documents
from supplydesk.queries.documents import Head
from supplydesk.services.forms import DOCUMENT, AnyForm
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver

FORM = "form"
"""The field of a document's content that keeps what was typed, so that it can be copied."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A posted document: its id, number and chain head; ``again`` if it had been posted before."""

    id: int
    key: str
    kind: str
    number: str
    voucher_date: str
    head: str
    warnings: tuple[Problem, ...] = ()
    again: bool = False


def posted_before(session: DeskSession, key: str, request: str) -> Posted | None:
    """The document born with *key*, if there is one.

    Raises:
        Refused: there is, and it says something else.
    """
    head = posted_documents.head_by_key(Driver(session), key)
    if head is None:
        return None
    if head.request != request:
        raise refuse(
            "key_used",
            "services.posted",
            "The key {key} belongs to {number}, which says something else. Give the new document "
            "a key of its own.",
            field="key",
            key=key,
            number=head.number,
        )
    return Posted(
        head.id, head.key, head.kind, head.number, head.voucher_date, head.head, again=True
    )


def find(session: DeskSession, number: str) -> Head:
    """The posted document numbered *number*.

    Raises:
        Refused: there is none.
    """
    head = posted_documents.head_by_number(Driver(session), number)
    if head is None:
        draft = Driver(session).one("SELECT state FROM draft WHERE number = ?", (number,))
        if draft is not None:
            raise refuse(
                "not_posted",
                "services.posted",
                "{number} is not posted: it is {state}. This can be done with posted documents "
                "only.",
                field="number",
                number=number,
                state=state_words()[State(draft[0])],
            )
        raise refuse(
            "unknown_number",
            "services.posted",
            "There is no posted document {number}. Check the number in the register.",
            field="number",
            number=number,
        )
    return head


def form_of(head: Head) -> AnyForm:
    """What was typed into the posted document *head*, with the key and dates it had."""
    return DOCUMENT.validate_json(json.dumps(head.facts()[FORM]))
