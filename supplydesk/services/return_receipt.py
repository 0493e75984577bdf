"""The return receipt's contents: as it was typed in, or blank to travel with its slip."""

import json
from collections.abc import Iterable
from datetime import date

from supplydesk.domain.quantity import from_thousandths
from supplydesk.papers.confirmation import ConfirmationLine, ConfirmationPaper
from supplydesk.queries import documents as posted
from supplydesk.queries.documents import Head, PostedLine
from supplydesk.services import check_code
from supplydesk.services.carriage import carriage_of
from supplydesk.services.confirmation_figures import FIGURES
from supplydesk.services.dispatch import ISSUED_ABOUT
from supplydesk.services.posted import find
from supplydesk.services.slip import moment_of, remarks_of, reprint_of
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver


def receipt_of(session: DeskSession, head: Head, *, leaving: bool = False) -> ConfirmationPaper:
    """The return receipt *head* as it was typed in; *leaving*: as its next print shows it."""
    content = head.facts()
    driver = Driver(session)
    times, reprinted_at = reprint_of(session, head, leaving=leaving)
    sign = -1 if head.reverses is not None else 1
    slip = find(session, content["dispatch"])
    about = _about(posted.lines_of(driver, slip.id))
    lines = []
    for line in posted.lines_of(driver, head.id):
        told = json.loads(line.content)
        parts = {name: sign * from_thousandths(told.get(name, 0)) for name in FIGURES}
        received = parts["received"] + parts["found"]
        lost = parts["short"] + parts["broken"] + parts["refused"]
        due = sign * from_thousandths(line.ordered)
        lines.append(
            ConfirmationLine(
                name=line.name,
                unit=line.unit,
                due=due,
                due_approximate=line.line in about,
                spec=line.spec,
                received=received,
                # What no receipt has told of yet is still on the road, and no loss.
                difference=-lost,
                still_open=due - received - lost,
                condition=told.get("condition", ""),
                note=line.note,
                **{name: parts[name] for name in ("broken", "refused", "short", "found")},
            )
        )
    arrived = moment_of(content.get("arrived_at"), session.seat.zone)
    return ConfirmationPaper(
        dispatch_number=content.get("dispatch", ""),
        site=content.get("site", ""),
        lines=tuple(lines),
        number=head.number,
        bureau=content.get("bureau", ""),
        hand_number=content.get("hand_number", ""),
        arrived_at=arrived,
        **carriage_of(session, slip),
        explanation=content.get("explanation", ""),
        remark=content.get("note", ""),
        later_remarks=remarks_of(session, head),
        receiver=content.get("receiver", ""),
        head=content.get("head", ""),
        phone=content.get("phone", ""),
        received_on=_received_on(driver, head),
        reversed_by=head.reversed_by or "",
        reverses=content.get("reverses", ""),
        reason=content.get("reason", ""),
        reprint=times,
        reprinted_at=reprinted_at,
        code=check_code.code_of(session, head),
    )


def _received_on(driver: Driver, head: Head) -> date:
    """When the goods were received; a reversal's own day is only when that was taken back."""
    original = posted.head_by_id(driver, head.reverses) if head.reverses is not None else None
    return date.fromisoformat((original or head).voucher_date)


def blank_receipt_of(session: DeskSession, head: Head) -> ConfirmationPaper:
    """The return receipt that travels with the slip *head*, to be filled in by hand."""
    content, driver = head.facts(), Driver(session)
    sent = posted.lines_of(driver, head.id)
    about = _about(sent)
    return ConfirmationPaper(
        dispatch_number=head.number,
        site=content["site"],
        lines=tuple(
            ConfirmationLine(
                name=line.name,
                unit=line.unit,
                due=from_thousandths(line.quantity),
                due_approximate=line.line in about,
                spec=line.spec,
            )
            for line in sent
        ),
        bureau=content.get("bureau", ""),
        **carriage_of(session, head),
        code=check_code.code_of(session, head),
    )


def _about(sent: Iterable[PostedLine]) -> frozenset[int]:
    """The lines of a slip that were issued as about so many (余)."""
    return frozenset(line.line for line in sent if json.loads(line.content).get(ISSUED_ABOUT))
