"""What a return receipt says: one frozen value with everything that will stand on it."""

from dataclasses import dataclass
from datetime import date, datetime

from supplydesk.papers.figures import Quantity

WAYS = ("原件随车交回", "扫描件传回", "电话确认后补")
"""How the signed half may come back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationLine:
    """One line: what should arrive, and what did where it is known already (None: blank). What is
    due is ``due_approximate`` where the slip says 余 of it.

    ``difference`` is what was lost or refused of it; ``still_open`` is on the road yet. Under the
    condition stand the figures of what was broken, refused, short, found again or is open, and
    then ``condition``, what somebody wrote about it, and the line's ``note``.
    """

    name: str
    unit: str
    due: Quantity
    due_approximate: bool = False
    spec: str = ""
    received: Quantity | None = None
    difference: Quantity | None = None
    condition: str = ""
    note: str = ""
    broken: Quantity | None = None
    refused: Quantity | None = None
    short: Quantity | None = None
    found: Quantity | None = None
    still_open: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationPaper:
    """A whole return receipt; what is empty leaves room to write by hand.

    ``way`` is one of `WAYS`; ``reversed_by`` is the number of the paper that undid this one,
    ``reverses`` the one that this undoes, and ``reason`` says why it does. ``later_remarks`` were
    added after it was posted, each with its day.
    """

    dispatch_number: str
    site: str
    lines: tuple[ConfirmationLine, ...] = ()
    number: str = ""
    bureau: str = ""
    hand_number: str = ""
    arrived_at: datetime | None = None
    carrier_unit: str = ""
    plate: str = ""
    carrier: str = ""
    carrier_phone: str = ""
    explanation: str = ""
    remark: str = ""
    later_remarks: tuple[str, ...] = ()
    receiver: str = ""
    head: str = ""
    phone: str = ""
    received_on: date | None = None
    way: str = ""
    voided: bool = False
    reversed_by: str = ""
    reverses: str = ""
    reason: str = ""
    reprint: int = 0
    reprinted_at: datetime | None = None
    code: str = ""
