"""What the header says of a voucher: title, number, chip, and the rail of its life."""

from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.document.kind import VoucherKind
from supplydesk.ui.document.open_paper import OpenPaper
from supplydesk.ui.parts.page import Heading

STATIONS = {"draft": 0, "reviewed": 1, "approved": 2, "posted": 3, "confirmed": 4}


def heading_of(kind: VoucherKind, paper: OpenPaper) -> Heading:
    """The heading of *paper*, one of *kind*."""
    number = paper.number or translate("ui.document.heading", "new, gets its number when posted")
    stations = kind.stations if paper.state not in ("void", "reversed", "reversal") else ()
    return Heading(
        kind.title,
        number,
        wording.state_chip(paper.kind, paper.state),
        stations,
        min(STATIONS.get(paper.state, 3), len(stations)),
    )
