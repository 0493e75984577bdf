"""What is done in the scenes of vouchers that the books doubt: closed places, dates, numbers."""

from datetime import date

from supplydesk.domain.places import Level
from supplydesk.services import documents, incidents, periods, places
from supplydesk.services.forms import DOCUMENT
from supplydesk.store.database import DeskSession
from supplydesk.ui.parts.picker import PickField
from supplydesk.ui.tour.stage import Stage
from supplydesk.ui.tour.vouchers import INSTRUCTION, LINES, form_of, lines, page, save, typed

CLOSED = date(2022, 11, 20)


def _closed(session: DeskSession) -> None:
    """A gymnasium that served for some weeks, and an event that is over."""
    places.add_site(session, "ZD000", "秦州区体育馆临时安置点", Level.COUNTY)
    places.close(session, "ZD000", CLOSED)
    incidents.add(session, "BY2022", "“10·3”暴雨", CLOSED.replace(day=1))
    incidents.close(session, "BY2022", CLOSED)


def closed_offered(stage: Stage) -> None:
    """A site being picked: one that was closed stands last."""
    stage.write(_closed)
    stage.go("dispatch")
    stage.strokes("sj")
    stage.type("qz")


def closed_named(stage: Stage) -> None:
    """A paper of today for a site that was closed and an event that is over."""
    stage.write(_closed)
    stage.go("dispatch")
    stage.strokes("sj", "ZD000", INSTRUCTION)
    incident = page(stage).body.head.widgets["incident"]
    assert isinstance(incident, PickField), "it is picked"
    incident.setFocus()
    incident.selectAll()
    stage.strokes("BY2022")
    lines(stage)
    save(stage)
    stage.act("next_problem")


def dated(stage: Stage) -> None:
    """A paper of a month that is closed, typed and not yet posted."""
    stage.write(lambda session: periods.close(session, "2022-10"))
    typed(stage)
    page(stage).body.head.widgets["voucher_date"].setFocus()
    stage.type("10-31")
    save(stage)
    page(stage).keeper.look()
    stage.settle()


def twice(stage: Stage) -> None:
    """A slip written by hand whose number another paper bears, about to be posted."""
    form = {**form_of(LINES[:1], "tour-twice"), "hand_number": "手-0173"}
    stage.write(lambda session: documents.post(session, DOCUMENT.validate_python(form)))
    typed(stage)
    head = page(stage).body.head
    head.unfold(True)
    head.widgets["hand_number"].setFocus()
    stage.strokes("手-0173")
    save(stage)
    stage.act("post")
