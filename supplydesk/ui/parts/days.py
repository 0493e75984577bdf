"""Asking for days: a month, a day or two are typed, the usual ones are offered."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from supplydesk.domain.lookup import entry
from supplydesk.services.pinyin import readings
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.parts.choice_list import Choice
from supplydesk.ui.parts.choose import Choose

Span = tuple[date, date]
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def ask_days(around: Around, under: QWidget, took: Callable[[Span], object]) -> None:
    """Ask for days in a popup *under* a widget; *took* gets the first and the last."""

    def chosen(choice: Choice) -> None:
        assert isinstance(choice.value, tuple)
        took(choice.value)

    def typed(text: str) -> str:
        span = read_span(text)
        if span is None:
            return translate("ui.parts.days", "Write a month as 2022-10, or one or two days.")
        took(span)
        return ""

    today = around.desk.today()
    offered = [
        (entry("", word, readings(word)), Choice("", "", word, span_word(*span), value=span))
        for word, span in _usual(today)
    ]
    hint = translate("ui.parts.days", "2022-10, or two days: 2022-10-01 2022-10-24")
    Choose(around.look, under, offered, chosen, hint=hint, free=typed).open()


def _usual(today: date) -> list[tuple[str, Span]]:
    month = today.replace(day=1)
    before = (month - timedelta(days=1)).replace(day=1)
    return [
        (translate("ui.parts.days", "Today"), (today, today)),
        (translate("ui.parts.days", "Last 7 days"), (today - timedelta(days=6), today)),
        (translate("ui.parts.days", "This month"), _month(month)),
        (translate("ui.parts.days", "Last month"), _month(before)),
        (
            translate("ui.parts.days", "This year"),
            (date(today.year, 1, 1), date(today.year, 12, 31)),
        ),
    ]


def _month(first: date) -> Span:
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def read_span(text: str) -> Span | None:
    """The days that *text* names: a month, a day, or the first and the last."""
    days = _DAY.findall(text)
    try:
        if days:
            first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
            return (first, last) if first <= last else None
        month = _MONTH.search(text)
        return _month(date(int(month[1]), int(month[2]), 1)) if month else None
    except ValueError:
        return None


def span_word(first: date | None, last: date | None) -> str:
    """Two days as a person writes them: ``2022-10`` for a whole month."""
    if first is None and last is None:
        return ""
    if first is not None and last is not None:
        if first.day == 1 and (first, last) == _month(first):
            return f"{first:%Y-%m}"
        if first == last:
            return first.isoformat()
    return f"{first or ''}–{last or ''}"


def day_of(text: str) -> date | None:
    """The day that an option of a target names; None where it names none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
