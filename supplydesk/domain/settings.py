"""The desk's settings: one frozen value, with what holds where nothing was set."""

from dataclasses import dataclass

from supplydesk.domain.seat import DEFAULT_ZONE

DEFAULT_COPIES = ("存根联", "仓库联", "接收联", "财务联")


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """What is set once for a desk.

    ``bureau_code`` stands in the papers' QR code (capitals and digits); ``realm`` and the two
    ``*_word`` are the brief's words; ``review`` and ``approve`` switch the steps between draft
    and posted on, off for a desk of one; ``cut_off`` is the last day of the books' month (None:
    the calendar's); ``paper_due_hours`` is how long a telephone order may go without its paper;
    ``offset_x`` and ``offset_y`` shift print on the sheet, in millimetres.
    """

    bureau: str = ""
    bureau_code: str = "DESK"
    letterhead: str = ""
    zone: str = DEFAULT_ZONE
    keepers: tuple[str, ...] = ()
    copies: tuple[str, ...] = DEFAULT_COPIES
    stationery: str = "a4"
    realm: str = "全市"
    city_word: str = "市级"
    county_word: str = "县区"
    review: bool = False
    approve: bool = False
    cut_off: int | None = None
    paper_due_hours: int = 48
    expiring_days: int = 30
    offset_x: int = 0
    offset_y: int = 0
