"""The desk's settings: read as one value, changed one by one, each change in the journal."""

import json
from dataclasses import asdict, fields
from functools import lru_cache
from typing import Any

from supplydesk.domain.problem import Refused
from supplydesk.domain.settings import DeskSettings
from supplydesk.services import ledger
from supplydesk.services.seats import require
from supplydesk.services.setting_problems import Value, problems
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver, Row

_NAMES = frozenset(field.name for field in fields(DeskSettings))
_LISTS = frozenset({"keepers", "copies"})
_SAVE = (
    "INSERT INTO setting (name, value) VALUES (?, ?) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)


def load(session: DeskSession) -> DeskSettings:
    """The settings as they stand."""
    return _read(tuple(Driver(session).all("SELECT name, value FROM setting")))


@lru_cache(maxsize=16)
def _read(rows: tuple[Row, ...]) -> DeskSettings:
    # Every posting asks, and hardly ever is the answer another than the last time.
    known: dict[str, Any] = {
        str(name): tuple(json.loads(str(value))) if name in _LISTS else json.loads(str(value))
        for name, value in rows
        if name in _NAMES
    }
    return DeskSettings(**known)


def save(session: DeskSession, **changes: Value) -> DeskSettings:
    """Change settings by name.

    Raises:
        Refused: the person may not, there is no such setting, or it cannot hold that.
    """
    require(session, "edit_settings")
    before = asdict(load(session))
    changed = {
        name: value
        for name, value in changes.items()
        if name not in before or before[name] != value or type(before[name]) is not type(value)
    }
    wrong = problems(changed)
    if wrong:
        raise Refused(wrong)
    Driver(session).many(
        _SAVE, [(name, json.dumps(value, ensure_ascii=False)) for name, value in changed.items()]
    )
    if changed:
        ledger.note(session, "settings", "desk", changed)
    return load(session)
