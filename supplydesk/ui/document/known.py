"""What a voucher can choose from, read at one moment of the desk."""

from supplydesk.domain.lifecycle import Steps
from supplydesk.services import lookup, overdue, periods, rosters, settings
from supplydesk.store.database import DeskSession
from supplydesk.ui.document.kind import Known


def known_now(session: DeskSession, warehouse: str = "") -> tuple[Known, Steps]:
    """Items with what is available in *warehouse*, places, events, slips on the road; the steps."""
    wanted = settings.load(session)
    return (
        Known(
            lookup.items(session, _there(session, warehouse)),
            lookup.places(session),
            rosters.incidents(session),
            overdue.slips_open(session),
            wanted.keepers,
            wanted.copies,
            periods.books_begin(session),
            warehouse,
        ),
        Steps(wanted.review, wanted.approve),
    )


def _there(session: DeskSession, warehouse: str) -> str | None:
    """*warehouse*, if it is one; what was typed in part may be none yet."""
    codes = {one.code for one in lookup.places(session) if one.kind == "warehouse"}
    return warehouse if warehouse in codes else None
