"""Everything that waits for somebody, as the morning's first look asks for it."""

from dataclasses import dataclass

from supplydesk.domain.lifecycle import State
from supplydesk.services import overdue, register, scopes
from supplydesk.services.overdue import ItemLow, LotExpiring, PaperOwed, SlipOpen
from supplydesk.services.register import Filters, RegisterRow
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver

UNPOSTED = frozenset({State.DRAFT.value, State.REVIEWED.value, State.APPROVED.value})


@dataclass(frozen=True, slots=True)
class Waiting:
    """Papers owed, slips without a receipt, unposted papers, lots that expire, low items.

    ``elsewhere`` counts the papers that wait for other events than the one that was asked for.
    """

    papers: tuple[PaperOwed, ...]
    slips: tuple[SlipOpen, ...]
    drafts: tuple[RegisterRow, ...]
    expiring: tuple[LotExpiring, ...]
    low: tuple[ItemLow, ...]
    elsewhere: int = 0

    @property
    def overdue(self) -> int:
        """How many papers are past their day."""
        return sum(paper.overdue for paper in self.papers)


def waiting(session: DeskSession, days: int | None = None, incident: str = "") -> Waiting:
    """What waits; lots that expire within *days*, else as the settings say.

    With *incident*, an event's code, of papers only those of that event and those of none; goods
    belong to no event, so lots and low items are told whatever it is.

    Raises:
        Refused: the person may not read the stock, or there is no such event.
    """
    papers, slips = overdue.papers_owed(session), overdue.slips_open(session)
    drafts = register.rows(session, register.ids(session, Filters(states=UNPOSTED)))
    count = len(papers) + len(slips) + len(drafts)
    if incident:
        scopes.incident(Driver(session), incident)
        ours = set(register.ids(session, Filters(states=UNPOSTED, incident=incident)))
        papers = tuple(one for one in papers if one.incident == incident)
        slips = tuple(one for one in slips if one.incident == incident)
        drafts = tuple(one for one in drafts if one.id in ours or not one.incident)
    return Waiting(
        papers,
        slips,
        drafts,
        overdue.lots_expiring(session, days),
        overdue.items_low(session),
        count - len(papers) - len(slips) - len(drafts),
    )
