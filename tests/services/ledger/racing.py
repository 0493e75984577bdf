"""Two desks at one server: what the other one does at the very moment that matters.

Ours is stopped at a call of its own, the other desk posts and commits, ours goes on: the same
order of events that two programs meet by chance, every time.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest


def just_before(
    monkeypatch: pytest.MonkeyPatch, room: ModuleType, name: str, deed: Callable[[], object]
) -> None:
    """Do *deed* once, just before *room*'s function *name* is called the next time."""
    real = getattr(room, name)

    def first(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever it takes
        monkeypatch.setattr(room, name, real)
        deed()
        return real(*arguments, **named)

    monkeypatch.setattr(room, name, first)
