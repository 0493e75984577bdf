"""Who sits at the desk, where its day begins, and what time it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

DEFAULT_ZONE = "Asia/Shanghai"


def utc_now() -> datetime:
    """The machine's clock, in UTC; the desk's zone says which day that is."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Seat:
    """The person at work, as every use case sees her.

    ``person`` is her id (None: nobody is signed in, as while a desk is being made), ``zone`` the
    desk's stored time zone, never the machine's; ``now`` tells the time and is a test's to set.
    """

    person: int | None = None
    name: str = ""
    role: str = "administrator"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo(DEFAULT_ZONE))
    now: Callable[[], datetime] = utc_now
