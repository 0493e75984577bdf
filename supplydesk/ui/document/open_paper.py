"""The paper that a voucher page has open: who it is, how far it is, what may be done to it."""

from dataclasses import dataclass, field

from supplydesk.domain.lifecycle import State, Steps
from supplydesk.services.voucher import Voucher


@dataclass(frozen=True, slots=True)
class OpenPaper:
    """``steps`` are those that the desk's settings ask for; ``voucher`` is None while it is new."""

    key: str
    kind: str
    state: str = "draft"
    number: str = ""
    steps: Steps = field(default_factory=Steps)
    voucher: Voucher | None = None

    @property
    def editable(self) -> bool:
        """Whether it may still be typed into."""
        return self.state == State.DRAFT

    @property
    def posted(self) -> bool:
        """Whether it is in the books."""
        return self.voucher is not None and self.voucher.posted

    @property
    def standing(self) -> bool:
        """Whether it is in the books and still holds."""
        return self.posted and self.state not in ("reversed", "reversal")
