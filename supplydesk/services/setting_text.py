"""Settings as text: how a value is shown where it is edited, and what a typed one means."""

import re

from supplydesk.domain.figures import fold
from supplydesk.services.setting_problems import Value

BETWEEN = "、"
"""Stands between the texts of a list, such as the names of the copies."""
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
_YES = frozenset({"true", "yes", "on", "1", "是", "开"})
_NO = frozenset({"false", "no", "off", "0", "否", "关"})


def read(name: str, text: str, before: object) -> Value:
    """What *text* means for the setting *name* that holds *before*; *text* if it means nothing."""
    plain = text.strip()
    if isinstance(before, tuple):
        return tuple(
            part.strip()
            for part in plain.replace("，", BETWEEN).replace(",", BETWEEN).split(BETWEEN)
            if part.strip()
        )
    narrow = fold(plain)
    if isinstance(before, bool):
        return narrow.lower() in _YES if narrow.lower() in _YES | _NO else plain
    if name == "cut_off" and plain.lower() in {"", "none", "—"}:
        return None
    if (isinstance(before, int) or name == "cut_off") and _WHOLE.fullmatch(narrow):
        return int(narrow)
    return plain


def write(value: object) -> str:
    """*value* as `read` takes it."""
    if isinstance(value, tuple):
        return BETWEEN.join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
