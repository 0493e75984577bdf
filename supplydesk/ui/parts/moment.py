"""Asking for a day, or a day and a time: one small popup, typed or chosen by arrow keys."""

from collections.abc import Callable
from datetime import date, datetime

from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.parts.dialog import AskDialog


def ask_moment(
    around: Around,
    title: str,
    now: date | datetime | None,
    then: Callable[[date | datetime | None], object],
) -> None:
    """Ask for a moment; *then* gets it. Nothing typed is the present, None."""
    shown = ""
    if isinstance(now, datetime):
        shown = f"{now:%Y-%m-%d %H:%M}"
    elif now is not None:
        shown = now.isoformat()
    asked = AskDialog(
        around,
        title,
        translate("ui.parts.moment", "A day such as 2022-10-24, or with a time 2022-10-24 15:30"),
        shown,
    )

    def take() -> None:
        text = asked.text()
        if not text:
            asked.accept()
            then(None)
            return
        found = read_moment(text)
        if found is None:
            asked.wrong(translate("ui.parts.moment", "That is no date. Write it as 2022-10-24."))
            return
        asked.accept()
        then(found)

    asked.taken.connect(take)
    asked.open()


def read_moment(text: str) -> date | datetime | None:
    """What *text* says: a day, a moment, or None where it is neither."""
    plain = text.strip().replace("/", "-").replace(".", "-")
    try:
        found = datetime.fromisoformat(plain)
    except ValueError:
        return None
    return found if len(plain) > len("2022-10-24") else found.date()
