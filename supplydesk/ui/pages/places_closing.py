"""Closing a place: from which day on, and what speaks against it, told where it was asked."""

from collections.abc import Callable
from datetime import date, datetime

from supplydesk.domain.problem import Problem
from supplydesk.services import places
from supplydesk.services.place_facts import PlaceFacts
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.parts.dialog import AskDialog
from supplydesk.ui.parts.moment import read_moment
from supplydesk.ui.parts.refusals import problems_of


def ask_to_close(
    around: Around,
    place: PlaceFacts,
    today: date,
    closed: Callable[[date, tuple[Problem, ...]], object],
) -> AskDialog:
    """Ask from which day on *place* is closed, and close it.

    *closed* gets the day and what is to be minded, after that was written.
    """
    asked = AskDialog(
        around,
        translate("ui.pages.places_closing", "Close {place}?").format(place=place.name),
        translate("ui.pages.places_closing", "From which day on? Nothing more is sent there."),
        today.isoformat(),
        translate("ui.pages.places_closing", "Close it"),
    )

    def take() -> None:
        day = read_moment(asked.text())
        if day is None or isinstance(day, datetime):
            text = translate("ui.pages.places_closing", "That is no day. Write it as 2022-10-24.")
            asked.wrong(text)
            return
        asked.main.setEnabled(False)

        def done(minds: tuple[Problem, ...]) -> None:
            asked.accept()
            closed(day, minds)

        around.desk.write(
            lambda session: places.close(session, place.code, day),
            done,
            owner=asked,
            failed=refused,
        )

    def refused(error: Exception) -> None:
        asked.main.setEnabled(True)
        problems = problems_of(error)
        asked.wrong("\n".join(problem.text for problem in problems))
        if not problems:
            around.desk.failed.emit(error)

    asked.taken.connect(take)
    asked.open()
    return asked
