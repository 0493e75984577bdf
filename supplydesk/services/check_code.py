"""The check value in a paper's QR code: that this desk printed it, of a document that is so.

ASCII capitals: version, bureau, key id, number, and 80 bits of an HMAC-SHA256 over the document's
hash. The key is made with the desk, travels in its backups and is never shown; old keys stay
readable, so that old papers can still be checked.
"""

import base64
import hashlib
import hmac

from supplydesk.domain.problem import refuse
from supplydesk.queries.documents import Head, head_by_number
from supplydesk.queries.secrets import key_of, newest_key
from supplydesk.services.settings import load
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver

VERSION = "1"
BYTES = 10  # 80 bits, 16 signs in base 32
PARTS = 5


def _sign(key: bytes, head: str) -> str:
    mac = hmac.new(key, head.encode("ascii"), hashlib.sha256).digest()[:BYTES]
    return base64.b32encode(mac).decode("ascii")


def code_of(session: DeskSession, document: Head) -> str:
    """The text of the QR code on papers of *document*.

    Raises:
        Refused: the desk's key is gone.
    """
    found = newest_key(Driver(session))
    if found is None:
        raise refuse(
            "no_key",
            "services.check_code",
            "The key that marks this desk's papers was taken out of its database, so nothing can "
            "be printed. Restore the last backup.",
        )
    key_id, key = found
    bureau = load(session).bureau_code
    return ":".join((VERSION, bureau, key_id, document.number, _sign(key, document.head)))


def check(session: DeskSession, text: str) -> Head:
    """The document that the QR code *text* was printed for.

    Raises:
        Refused: this desk did not print it, or not for the document as it stands.
    """
    parts = text.strip().split(":")
    driver = Driver(session)
    if len(parts) == PARTS and parts[0] == VERSION:
        _, _, key_id, number, signed = parts
        key, document = key_of(driver, key_id), head_by_number(driver, number)
        if key and document and hmac.compare_digest(_sign(key, document.head), signed):
            return document
    raise refuse(
        "not_our_code",
        "services.check_code",
        "This code was not printed by this desk, or the document behind it is another one now. "
        "Compare the paper with the register.",
        field="code",
    )
