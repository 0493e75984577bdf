"""What a voucher can choose from, read at one moment of the desk."""

from supplydesk.domain.lifecycle import Steps
from supplydesk.services import lookup, overdue, rosters, settings
from supplydesk.store.database import DeskSession
from supplydesk.ui.document.kind import Known


def known_now(session: DeskSession) -> tuple[Known, Steps]:
    """Items, places, events, slips on the road; and the steps that the settings ask for."""
    wanted = settings.load(session)
    return (
        Known(
            lookup.items(session),
            lookup.places(session),
            rosters.incidents(session),
            overdue.slips_open(session),
            wanted.keepers,
            wanted.copies,
        ),
        Steps(wanted.review, wanted.approve),
    )
