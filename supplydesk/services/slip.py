"""The dispatch slip's contents: from a posted dispatch, or from one that is only numbered."""

import json
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from supplydesk.domain.period import desk_day
from supplydesk.domain.picking import Take
from supplydesk.domain.posting import DraftLine
from supplydesk.domain.problem import refuse
from supplydesk.domain.quantity import from_thousandths
from supplydesk.papers.dispatch import DispatchLine, DispatchPaper
from supplydesk.papers.figures import chinese_date, packed
from supplydesk.queries import documents as posted
from supplydesk.queries.documents import Head, PostedLine, PostedMove
from supplydesk.queries.lots import LotFacts, lot_facts
from supplydesk.queries.people import name_of
from supplydesk.services import check_code, drafts, facts, settings
from supplydesk.services.carriage import carriage
from supplydesk.services.dispatch import ISSUED_ABOUT, ORDERED_ABOUT
from supplydesk.services.documents import resolve
from supplydesk.services.forms import DispatchForm
from supplydesk.services.known import Known
from supplydesk.services.ledger.reservations import held_for
from supplydesk.services.measures import measure_of, of_lot
from supplydesk.services.moments import local, when
from supplydesk.services.resolving import Circumstances
from supplydesk.store.columns import instant
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver

Content = Mapping[str, Any]  # JSON, so of any type


def slip_of(
    session: DeskSession, head: Head, *, prices: bool = False, leaving: bool = False
) -> DispatchPaper:
    """The slip of the posted dispatch *head*, with what became known since.

    A reversal says what is known of the slip that it undoes: its paper's number, its plate.
    *leaving*: as the print that is about to be counted shows it.
    """
    driver = Driver(session)
    times, reprinted_at = reprint_of(session, head, leaving=leaving)
    sign = -1 if head.reverses is not None else 1
    known = facts.latest(session, head.reverses) if head.reverses is not None else {}
    return _paper(
        head.facts(),
        known | facts.latest(session, head.id),
        session.seat.zone,
        number=head.number,
        day=date.fromisoformat(head.voucher_date),
        lines=_slip_lines(driver, head, sign),
        later_remarks=remarks_of(session, head),
        approved_by=head.approved_by,
        reviewed_by=head.reviewed_by,
        prepared_by=head.prepared_by,
        prices=prices,
        reversed_by=head.reversed_by or "",
        reprint=times,
        reprinted_at=reprinted_at,
        code=check_code.code_of(session, head),
    )


def reprint_of(
    session: DeskSession, head: Head, *, leaving: bool = False
) -> tuple[int, datetime | None]:
    """Which 补打 the last print was (0: the first one), and when; with *leaving*, the next one.

    A print is counted once the printer has taken it, but its mark is drawn before that.
    """
    zone = session.seat.zone
    prints = [instant(at) for at in posted.prints_of(Driver(session), head.id)]
    if leaving:
        prints.append(session.seat.now())
    return max(len(prints) - 1, 0), prints[-1].astimezone(zone) if len(prints) > 1 else None


def remarks_of(session: DeskSession, head: Head) -> tuple[str, ...]:
    """The remarks that were added to a posted document, oldest first, each with its day.

    A later one takes nothing back of an earlier, so that all of them stand on the paper.
    """
    zone = session.seat.zone
    return tuple(
        f"{chinese_date(desk_day(instant(one.at), zone))}：{one.value}"
        for one in posted.later_facts(Driver(session), head.id)
        if one.name == facts.REMARK
    )


def draft_slip(session: DeskSession, key: str) -> DispatchPaper:
    """The slip of a dispatch that has its number and is not posted, or is void.

    Raises:
        Refused: there is no such draft, or it is no dispatch.
    """
    row = drafts.find(session, key)
    form = drafts.form_of(row)
    if not isinstance(form, DispatchForm):
        raise refuse(
            "no_slip",
            "services.slip",
            "{key} is no dispatch and has no slip.",
            field="key",
            key=key,
        )
    driver = Driver(session)
    return _unposted(
        session,
        form,
        row.voucher_date,
        number=row.number or "",
        approved_by=name_of(driver, row.approved_by),
        reviewed_by=name_of(driver, row.reviewed_by),
        prepared_by=name_of(driver, row.prepared_by),
        voided=row.state == "void",
    )


def typed_slip(session: DeskSession, form: DispatchForm) -> DispatchPaper:
    """The slip of a dispatch as it is being typed, with the lots that it would take now."""
    seat = session.seat
    day = when(session, form).voucher_date
    own = {"number": "", "approved_by": "", "reviewed_by": "", "prepared_by": seat.name}
    return _unposted(session, form, day, **own)


def _unposted(session: DeskSession, form: DispatchForm, day: date, **own: Any) -> DispatchPaper:  # noqa: ANN401 - the paper's own fields
    driver, seat = Driver(session), session.seat
    held = tuple(held_for(driver, form.key))
    moment = when(session, form)
    around = Circumstances(Known(session), settings.load(session), day, moment.effective_at, held)
    resolved = resolve(session, form, around)
    known = lot_facts(driver, [take.lot for line in resolved.lines for take in line.takes])
    return _paper(
        resolved.content,
        {},
        seat.zone,
        day=day,
        lines=tuple(one for line in resolved.lines for one in _draft_lines(line, known)),
        unposted=True,
        **own,
    )


def _paper(
    content: Content,
    known: Mapping[str, str],
    zone: tzinfo,
    **own: Any,  # noqa: ANN401 - the paper's own fields
) -> DispatchPaper:
    phone, transport = content.get("phone") or {}, content.get("transport") or {}
    departs = known.get(facts.DEPARTED_AT) or transport.get("departs")
    return DispatchPaper(
        site=content.get("site", ""),
        bureau=content.get("bureau", ""),
        hand_number=content.get("hand_number", ""),
        urgency=content.get("urgency", ""),
        instruction_number=known.get(facts.PAPER_NUMBER) or content.get("instruction", ""),
        instruction_body=content.get("issuer", ""),
        by_phone=bool(phone),
        ordered_at=moment_of(phone.get("at"), zone),
        given_by=phone.get("given_by", ""),
        noted_by=phone.get("noted_by", ""),
        paper_due=moment_of(phone.get("paper_due"), zone),
        incident=content.get("incident", ""),
        purpose=content.get("purpose", ""),
        custodian=content.get("custodian", ""),
        warehouse=content.get("warehouse", ""),
        county=content.get("county", ""),
        address=content.get("address", ""),
        contact=content.get("contact", ""),
        phone=content.get("contact_phone", ""),
        needed_by=moment_of(content.get("needed_by"), zone),
        source=content.get("source", ""),
        remark=content.get("note", ""),
        **carriage(content, known),
        departs_at=facts.kept_moment(departs, zone) if departs else None,
        keepers=tuple(content.get("keepers", ())),
        copies=copies_of(content),
        reverses=content.get("reverses", ""),
        reason=content.get("reason", ""),
        **own,
    )


def copies_of(content: Content) -> tuple[str, ...] | None:
    """The names of a slip's copies as the desk had them when it was posted; None: not kept then."""
    kept = content.get("copies")
    return None if kept is None else tuple(kept)


def moment_of(text: str | None, zone: tzinfo) -> datetime | None:
    """The instant that a content's *text* says, in the desk's *zone* whatever it was written in."""
    return local(datetime.fromisoformat(text), zone) if text else None


def _slip_lines(driver: Driver, head: Head, sign: int) -> tuple[DispatchLine, ...]:
    by_line: dict[int, list[PostedMove]] = {}
    for move in posted.moves_of(driver, head.id):
        by_line.setdefault(move.line, []).append(move)
    # A reversal takes back the last movement first, but reads as the slip that it undoes.
    step = -1 if head.reverses is not None else 1
    return tuple(
        _slip_line(line, move, sign, first=index == 0)
        for line in posted.lines_of(driver, head.id)
        for index, move in enumerate(by_line.get(line.line, [])[::step])
    )


def _slip_line(line: PostedLine, move: PostedMove, sign: int, *, first: bool) -> DispatchLine:
    quantity = from_thousandths(move.quantity)
    content = json.loads(line.content)
    measure = measure_of(line, move.pack_size)
    packs = packed(quantity, measure, from_thousandths(move.packs))
    return DispatchLine(
        name=line.name,
        unit=line.unit,
        ordered=sign * from_thousandths(line.ordered) if first else None,
        issued=sign * quantity,
        code=line.code,
        spec=line.spec,
        packs=f"-{packs}" if packs and sign < 0 else packs,
        lot=move.lot_number,
        made=_day(move.made),
        expires=_day(move.expires),
        note=line.note if first else "",
        ordered_approximate=content.get(ORDERED_ABOUT, False),
        issued_approximate=content.get(ISSUED_ABOUT, False),
        unit_cost=move.unit_cost or None,
        amount=sign * move.amount or None,
    )


def _draft_lines(line: DraftLine, known: Mapping[int, LotFacts]) -> list[DispatchLine]:
    article, made = line.article, []
    # Where no lot is known, what was typed is still said.
    takes = line.takes or (Take(0, 0, line.figures["quantity"], line.packs),)
    for index, (lot, _, quantity, cartons) in enumerate(takes):
        facts_of_lot = known.get(lot)
        issued = from_thousandths(quantity)
        pack_size = facts_of_lot.pack_size if facts_of_lot else None
        made.append(
            DispatchLine(
                name=article.name,
                unit=article.measure.unit,
                ordered=from_thousandths(line.ordered) if index == 0 else None,
                issued=issued,
                code=article.code,
                spec=article.spec,
                packs=packed(
                    issued, of_lot(article.measure, pack_size), from_thousandths(cartons or 0)
                ),
                lot=facts_of_lot.lot_number if facts_of_lot else "",
                made=_day(facts_of_lot.made) if facts_of_lot else None,
                expires=_day(facts_of_lot.expires) if facts_of_lot else None,
                note=line.note if index == 0 else "",
                ordered_approximate=bool(line.content.get(ORDERED_ABOUT)),
                issued_approximate=bool(line.content.get(ISSUED_ABOUT)),
            )
        )
    return made


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
