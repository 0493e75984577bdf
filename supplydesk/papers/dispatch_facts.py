"""What a dispatch slip says: one frozen value with everything that will stand on it."""

from dataclasses import dataclass
from datetime import date, datetime

from supplydesk.papers.figures import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchLine:
    """One line: what was ordered and issued of one lot.

    ``ordered`` and ``issued`` are in ``unit``; None and zero stay blank, what is negative (on a
    reversal) prints red. ``packs`` is written out, such as ``3箱5瓶``, with its minus. Made and
    expiry stand under the lot. ``unit_cost`` is in 1/10000 yuan and ``amount`` in fen; both show
    with prices only.
    """

    name: str
    unit: str
    ordered: Quantity | None = None
    issued: Quantity | None = None
    code: str = ""
    spec: str = ""
    packs: str = ""
    lot: str = ""
    made: date | None = None
    expires: date | None = None
    note: str = ""
    ordered_approximate: bool = False
    issued_approximate: bool = False
    unit_cost: int | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchPaper:
    """A whole slip; whatever is empty leaves room to write by hand.

    Moments are printed as they are, so they come in the desk's own zone; of a departure perhaps
    the day alone is known, or what somebody once typed. ``bureau`` overrides
    the stationery's. Without a ``number`` the slip is a draft and says so; one that has its number
    and is ``unposted`` says that its goods have not left the books. On a spoken order
    (``by_phone``) a paper is due until ``instruction_number`` is filled in. ``reversed_by`` is
    the number of the paper that undid this one, ``reverses`` the one that this undoes, and
    ``reason`` says why it does.
    ``later_remarks`` were added after it was posted, each with its day.
    ``copies`` are the names of its copies as it was posted (None: the stationery's).
    ``reprint`` counts prints after the first. ``code`` is the text of the QR code, upper-case
    alphanumeric and at most 61 characters.
    """

    number: str
    day: date
    site: str
    lines: tuple[DispatchLine, ...] = ()
    bureau: str = ""
    hand_number: str = ""
    urgency: str = ""
    instruction_number: str = ""
    instruction_body: str = ""
    by_phone: bool = False
    ordered_at: datetime | None = None
    given_by: str = ""
    noted_by: str = ""
    paper_due: datetime | None = None
    incident: str = ""
    purpose: str = ""
    custodian: str = ""
    warehouse: str = ""
    county: str = ""
    address: str = ""
    contact: str = ""
    phone: str = ""
    needed_by: datetime | None = None
    source: str = ""
    remark: str = ""
    later_remarks: tuple[str, ...] = ()
    carrier_unit: str = ""
    plate: str = ""
    carrier: str = ""
    carrier_phone: str = ""
    departs_at: datetime | date | str | None = None
    approved_by: str = ""
    reviewed_by: str = ""
    prepared_by: str = ""
    keepers: tuple[str, ...] = ()
    copies: tuple[str, ...] | None = None
    receiver: str = ""
    received_on: date | None = None
    prices: bool = False
    unposted: bool = False
    voided: bool = False
    reversed_by: str = ""
    reverses: str = ""
    reason: str = ""
    reprint: int = 0
    reprinted_at: datetime | None = None
    code: str = ""
