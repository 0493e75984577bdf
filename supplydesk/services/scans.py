"""Scans of signed papers: kept with the desk, once, under the sha256 of their bytes.

A scan is a fact of a posted document, so the journal holds its hash, and a scan that was changed
afterwards is told from the one that was added.
"""

import hashlib
from typing import NamedTuple

from supplydesk.domain.choices import listed
from supplydesk.domain.problem import refuse
from supplydesk.queries.documents import with_fact
from supplydesk.services import facts, ledger
from supplydesk.services.posted import find
from supplydesk.services.printable import require_names
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver
from supplydesk.store.tables.desk import Attachment

MOST_BYTES = 20 * 1024 * 1024
# What a file begins with, whatever it is called.
_KINDS = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
)
_SHOWN = 12
SUFFIXES = (".pdf", ".jpg", ".jpeg", ".png")


class Scan(NamedTuple):
    """A scan as it is handed out again."""

    name: str
    suffix: str
    content: bytes


def add(session: DeskSession, number: str, name: str, content: bytes) -> str:
    """Keep *content*, the file called *name*, with the posted document *number*.

    Returns:
        The sha256 under which it is kept; the same file twice is kept once.

    Raises:
        Refused: no such document, or the file is empty, too large or no PDF, JPEG or PNG.
    """
    require(session, "add_fact")
    head = find(session, number)
    kind = next((kind for start, kind, _ in _KINDS if content.startswith(start)), None)
    if kind is None:
        raise refuse(
            "no_scan",
            "services.scans",
            "“{name}” is no scan: a PDF, JPEG or PNG is wanted. Choose the scan of the signed "
            "paper.",
            field=facts.SCAN,
            name=name,
        )
    if len(content) > MOST_BYTES:
        raise refuse(
            "scan_too_large",
            "services.scans",
            "“{name}” has {size} MiB; a scan has at most {most}. Scan it in grey with 200 dpi.",
            field=facts.SCAN,
            name=name,
            size=-(-len(content) // (1024 * 1024)),
            most=MOST_BYTES // (1024 * 1024),
        )
    require_names(**{facts.SCAN: name})
    digest = hashlib.sha256(content).hexdigest()
    if facts.latest(session, head.id).get(facts.SCAN) == digest:
        return digest
    if session.get(Attachment, digest) is None:
        session.add(Attachment(sha256=digest, name=name, media_type=kind, content=content))
        session.flush()
    ledger.add_fact(session, head.id, head.number, facts.SCAN, digest)
    return digest


def scan(session: DeskSession, digest: str) -> Scan:
    """The scan kept under *digest*.

    Raises:
        Refused: the person may not, there is none, or it is no longer what was kept.
    """
    require(session, "read_stock")
    found = session.get(Attachment, digest)
    if found is None:
        numbers = listed(with_fact(Driver(session), facts.SCAN, digest))
        raise refuse(
            "scan_gone",
            "services.scans",
            "The scan {digest} of {numbers} is not there any more. Verify the books, and add the "
            "scan again.",
            field=facts.SCAN,
            digest=f"{digest[:_SHOWN]}…",
            numbers=numbers or "—",
        )
    if hashlib.sha256(found.content).hexdigest() != digest:
        raise refuse(
            "scan_gone",
            "services.scans",
            "“{name}” ({numbers}) is not the scan that was kept. Verify the books, and add the "
            "scan again.",
            field=facts.SCAN,
            name=found.name,
            numbers=listed(with_fact(Driver(session), facts.SCAN, digest)),
        )
    suffix = next(suffix for start, _, suffix in _KINDS if found.content.startswith(start))
    return Scan(found.name, suffix, found.content)
