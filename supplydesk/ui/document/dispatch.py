"""The dispatch (调拨单) as a voucher: its head, its lines, its form."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from supplydesk.services.forms import AnyForm, DispatchForm
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.document import chosen_lots, days
from supplydesk.ui.document.columns import item_columns, lots_text, note_column
from supplydesk.ui.document.kind import (
    Head,
    HeadField,
    Known,
    Payload,
    Today,
    VoucherKind,
    each,
    filled,
)
from supplydesk.ui.grid.lines import GridColumn, Line, RowFacts
from supplydesk.ui.table.column import Cell

WRITTEN, PHONE = "written", "phone"


def kind() -> VoucherKind:
    """The dispatch."""
    return VoucherKind(
        "dispatch",
        "DB",
        translate("ui.document.dispatch", "Dispatch"),
        (
            translate("ui.document.dispatch", "Draft"),
            translate("ui.document.dispatch", "Review"),
            translate("ui.document.dispatch", "Approve"),
            translate("ui.document.dispatch", "Sent out"),
            translate("ui.document.dispatch", "Receipt"),
        ),
        _head(),
        _columns(),
        _payload,
        _typed,
        _fresh,
        slip=True,
    )


def _written(head: Head) -> bool:
    return head.get("basis") != PHONE


def _phoned(head: Head) -> bool:
    return head.get("basis") == PHONE


def _contact(head: Head, known: Known) -> str:
    place = known.place(head.get("site", ""))
    if place is None:
        return ""
    return "  ".join(filter(None, (place.contact, place.phone, place.address)))


def _head() -> tuple[HeadField, ...]:
    urgencies = (
        ("", translate("ui.document.dispatch", "ordinary")),
        ("加急", translate("ui.document.dispatch", "urgent")),
        ("特急", translate("ui.document.dispatch", "most urgent")),
    )
    bases = (
        (WRITTEN, translate("ui.document.dispatch", "written instruction")),
        (PHONE, translate("ui.document.dispatch", "telephone order")),
    )
    time = translate("ui.document.dispatch", "10-24 18:00")
    return (
        HeadField(
            "warehouse", translate("ui.document.dispatch", "Warehouse"), "warehouse", 0, 0,
            must=True,
        ),
        HeadField("site", translate("ui.document.dispatch", "To site"), "site", 0, 1, must=True),
        HeadField("voucher_date", translate("ui.document.dispatch", "Date"), "day", 0, 2),
        HeadField(
            "urgency", translate("ui.document.dispatch", "Urgency"), "choice", 0, 3,
            choices=urgencies,
        ),
        HeadField(
            "basis", translate("ui.document.dispatch", "Basis"), "choice", 1, 0, choices=bases
        ),
        HeadField(
            "instruction", translate("ui.document.dispatch", "Instruction no."), "text", 1, 1,
            hint=translate("ui.document.dispatch", "天应急调〔2022〕15号"),
            when=_written, must=True,
        ),
        HeadField(
            "issuer", translate("ui.document.dispatch", "Issued by"), "text", 1, 2, when=_written
        ),
        HeadField(
            "given_by", translate("ui.document.dispatch", "Given by"), "text", 1, 1, when=_phoned,
            fields=("phone", "phone.given_by", "instruction"), must=True,
        ),
        HeadField(
            "noted_by", translate("ui.document.dispatch", "Noted by"), "text", 1, 2, when=_phoned,
            fields=("phone.noted_by",), must=True,
        ),
        HeadField(
            "phoned_at", translate("ui.document.dispatch", "Given at"), "moment", 1, 3, hint=time,
            when=_phoned, fields=("phone.at",), must=True,
            usual=lambda now: f"{now:%Y-%m-%d %H:%M}",
        ),
        HeadField(
            "needed_by", translate("ui.document.dispatch", "Needed by"), "moment", 1, 3, hint=time,
            when=_written,
        ),
        HeadField(
            "incident", translate("ui.document.dispatch", "Event"), "incident", 2, 0, must=True
        ),
        HeadField(
            "contact", translate("ui.document.dispatch", "Contact"), "shown", 2, 1, shown=_contact
        ),
        HeadField(
            "plate", translate("ui.document.dispatch", "Plate"), "text", 2, 2,
            hint=translate("ui.document.dispatch", "blank line if not known"),
            fields=("transport.plate", "transport"),
        ),
        HeadField(
            "driver", translate("ui.document.dispatch", "Driver"), "text", 2, 3,
            fields=("transport.driver",),
        ),
        HeadField(
            "carrier", translate("ui.document.dispatch", "Carrier"), "text", 3, 0, more=True,
            fields=("transport.carrier",),
        ),
        HeadField(
            "purpose", translate("ui.document.dispatch", "Purpose"), "text", 3, 1, more=True
        ),
        HeadField(
            "driver_phone", translate("ui.document.dispatch", "Driver's phone"), "text", 3, 2,
            more=True, fields=("transport.phone",),
        ),
        HeadField(
            "departs", translate("ui.document.dispatch", "Departs"), "moment", 3, 3, more=True,
            hint=time, fields=("transport.departs",),
        ),
        HeadField(
            "hand_number", translate("ui.document.dispatch", "Hand slip no."), "text", 4, 0,
            more=True,
        ),
        HeadField("note", translate("ui.document.dispatch", "Note"), "text", 4, 1, more=True),
        HeadField(
            "effective_at", translate("ui.document.dispatch", "Goods left"), "moment", 4, 2,
            more=True, hint=translate("ui.document.dispatch", "now, if empty"),
        ),
        HeadField(
            "source", translate("ui.document.dispatch", "Source of goods"), "text", 4, 3, more=True
        ),
        HeadField(
            "paper_due", translate("ui.document.dispatch", "Paper due"), "moment", 5, 0, more=True,
            hint=time, when=_phoned, fields=("phone.paper_due",),
        ),
    )  # fmt: skip


def _columns() -> tuple[GridColumn, ...]:
    def issued(line: Line, _facts: RowFacts) -> Cell:
        typed = line.get("issued", "")
        if typed:
            return Cell(typed)
        return Cell(line.get("ordered", ""), "ink3")

    def lots(line: Line, facts: RowFacts) -> Cell:
        chosen = line.get("lots", "")
        wrong = not chosen_lots.readable(chosen)
        text = chosen if wrong else lots_text(facts.looked)
        return Cell(text, "ink" if chosen else "ink2", tip=text)

    def available(_line: Line, facts: RowFacts) -> Cell:
        if facts.available is None:
            return Cell()
        wrong = facts.worst("issued") or facts.worst("ordered")
        tone = "stop" if wrong is not None and wrong.stops else "ink2"
        return Cell(wording.figure(facts.available) or "0", tone)

    def packs(_line: Line, facts: RowFacts) -> Cell:
        return Cell(facts.looked.packs if facts.looked else "", "ink3")

    first = item_columns()
    return (
        *first,
        GridColumn(
            "ordered",
            translate("ui.document.dispatch", "Ordered"),
            76,
            "figure",
            figure=True,
            fields=("quantity",),
        ),
        GridColumn(
            "issued",
            translate("ui.document.dispatch", "Issued"),
            76,
            "figure",
            figure=True,
            shown=issued,
            passed=True,
            otherwise="ordered",
        ),
        GridColumn(
            "packs", translate("ui.document.dispatch", "In packs"), 88, shown=packs, optional=4
        ),
        GridColumn(
            "lots",
            translate("ui.document.dispatch", "Lots"),
            124,
            "lots",
            shown=lots,
            passed=True,
        ),
        GridColumn(
            "available",
            translate("ui.document.dispatch", "Available"),
            76,
            figure=True,
            shown=available,
        ),
        note_column(),
    )


def _payload(head: Head, lines: Sequence[Line], today: Today) -> Payload:
    made: Payload = {
        "kind": "dispatch",
        "warehouse": head.get("warehouse", ""),
        "site": head.get("site", ""),
        "incident": head.get("incident", ""),
        **filled(
            {
                "voucher_date": days.day(head, "voucher_date", today),
                "effective_at": days.moment(head, "effective_at", today),
                "urgency": head.get("urgency", ""),
                "purpose": head.get("purpose", ""),
                "needed_by": days.instant(head, "needed_by", today),
                "source": head.get("source", ""),
                "hand_number": head.get("hand_number", ""),
                "note": head.get("note", ""),
                "transport": filled(
                    {
                        "carrier": head.get("carrier", ""),
                        "plate": head.get("plate", ""),
                        "driver": head.get("driver", ""),
                        "phone": head.get("driver_phone", ""),
                        "departs": days.instant(head, "departs", today),
                    }
                ),
            }
        ),
        "lines": each(lines, _line),
    }
    if _phoned(head):
        at = days.instant(head, "phoned_at", today)
        if at:
            made["phone"] = {
                "given_by": head.get("given_by", ""),
                "noted_by": head.get("noted_by", ""),
                "at": at,
                **filled({"paper_due": days.instant(head, "paper_due", today)}),
            }
    elif head.get("instruction"):
        made["instruction"] = {
            "number": head["instruction"],
            **filled({"issuer": head.get("issuer", "")}),
        }
    return made


def _line(line: Line, row: int) -> Payload:
    made: Payload = {
        "item": line.get("item", ""),
        "ordered": line.get("ordered", "") or line.get("issued", ""),
        **filled({"issued": line.get("issued", ""), "note": line.get("note", "")}),
    }
    if line.get("lots"):
        made["lots"] = chosen_lots.read(line["lots"], row)
    return made


def _typed(form: AnyForm, zone: tzinfo) -> tuple[Head, tuple[Line, ...]]:
    assert isinstance(form, DispatchForm), "the table of kinds pairs them"
    head = {
        "warehouse": form.warehouse,
        "site": form.site,
        "incident": form.incident,
        "voucher_date": days.shown(form.voucher_date, zone),
        "effective_at": days.shown(form.effective_at, zone),
        "urgency": form.urgency,
        "purpose": form.purpose,
        "needed_by": days.shown(form.needed_by, zone),
        "source": form.source,
        "hand_number": form.hand_number,
        "note": form.note,
        "carrier": form.transport.carrier,
        "plate": form.transport.plate,
        "driver": form.transport.driver,
        "driver_phone": form.transport.phone,
        "departs": days.shown(form.transport.departs, zone),
        "basis": PHONE if form.phone else WRITTEN,
    }
    if form.phone is not None:
        head |= {
            "given_by": form.phone.given_by,
            "noted_by": form.phone.noted_by,
            "phoned_at": days.shown(form.phone.at, zone),
            "paper_due": days.shown(form.phone.paper_due, zone),
        }
    if form.instruction is not None:
        head |= {"instruction": form.instruction.number, "issuer": form.instruction.issuer}
    return head, tuple(
        {
            "item": line.item,
            "ordered": line.ordered,
            "issued": line.issued,
            "note": line.note,
            "lots": chosen_lots.write(line.lots),
        }
        for line in form.lines
    )


def _fresh(known: Known, options: Mapping[str, str]) -> tuple[Head, tuple[Line, ...]]:
    """A new dispatch: the only warehouse and the only open event are chosen already."""
    warehouses = [one.code for one in known.places if one.kind == "warehouse" and not one.closed_on]
    events = [one.code for one in known.incidents if not one.closed_on]
    head = {
        "warehouse": options.get("warehouse") or (warehouses[0] if len(warehouses) == 1 else ""),
        "incident": options.get("incident") or (events[0] if len(events) == 1 else ""),
        "site": options.get("site", ""),
        "basis": WRITTEN,
    }
    lines: tuple[Line, ...] = ({"item": options["item"]},) if options.get("item") else ()
    return head, lines
