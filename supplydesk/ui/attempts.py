"""How often a PIN was wrong, and how long to wait before the next try."""

import time
from collections.abc import Callable
from math import ceil

PATIENT = 3
"""Wrong PINs that cost nothing but the third; each one after it doubles the wait."""
FIRST_WAIT, LONGEST_WAIT = 5.0, 300.0


class Attempts:
    """Each person's wrong PINs since her last right one; kept as long as the desk is open, so
    that closing the dialog and opening it again begins nothing anew.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: dict[str, int] = {}
        self._until: dict[str, float] = {}

    def wrong(self, name: str) -> None:
        """One more."""
        self._wrong[name] = self._wrong.get(name, 0) + 1
        beyond = self._wrong[name] - PATIENT
        if beyond >= 0:
            self._until[name] = self._clock() + min(FIRST_WAIT * 2**beyond, LONGEST_WAIT)

    def right(self, name: str) -> None:
        """Begin anew."""
        self._wrong.pop(name, None)
        self._until.pop(name, None)

    def wait(self, name: str) -> int:
        """Whole seconds still to wait."""
        return max(ceil(self._until.get(name, 0.0) - self._clock()), 0)
