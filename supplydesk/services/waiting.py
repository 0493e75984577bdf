"""Everything that waits for somebody, as the morning's first look asks for it."""

from dataclasses import dataclass

from supplydesk.domain.lifecycle import State
from supplydesk.services import overdue, register
from supplydesk.services.overdue import ItemLow, LotExpiring, PaperOwed, SlipOpen
from supplydesk.services.register import Filters, RegisterRow
from supplydesk.store.database import DeskSession

UNPOSTED = frozenset({State.DRAFT.value, State.REVIEWED.value, State.APPROVED.value})


@dataclass(frozen=True, slots=True)
class Waiting:
    """Papers owed, slips without a receipt, unposted papers, lots that expire, low items."""

    papers: tuple[PaperOwed, ...]
    slips: tuple[SlipOpen, ...]
    drafts: tuple[RegisterRow, ...]
    expiring: tuple[LotExpiring, ...]
    low: tuple[ItemLow, ...]

    @property
    def overdue(self) -> int:
        """How many papers are past their day."""
        return sum(paper.overdue for paper in self.papers)


def waiting(session: DeskSession, days: int | None = None) -> Waiting:
    """What waits; lots that expire within *days*, else as the settings say.

    Raises:
        Refused: the person may not read the stock.
    """
    unposted = register.ids(session, Filters(states=UNPOSTED))
    return Waiting(
        overdue.papers_owed(session),
        overdue.slips_open(session),
        register.rows(session, unposted),
        overdue.lots_expiring(session, days),
        overdue.items_low(session),
    )
