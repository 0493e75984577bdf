"""The return receipt (回执) as a voucher: the slip's lines, and what became of each."""

from collections.abc import Sequence
from datetime import tzinfo

from supplydesk.services.confirmation_figures import FIGURES
from supplydesk.services.forms import AnyForm, ConfirmationForm
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.document import days
from supplydesk.ui.document.columns import note_column
from supplydesk.ui.document.kind import (
    Head,
    HeadField,
    Payload,
    Today,
    VoucherKind,
    filled,
)
from supplydesk.ui.grid.lines import GridColumn, Line, RowFacts
from supplydesk.ui.table.column import Cell

SENT = ("name", "spec", "unit", "issued", "open")
"""What a line knows of the slip's; it is not typed. ``about``: that was sent as about so many."""


def kind() -> VoucherKind:
    """The return receipt."""
    time = translate("ui.document.confirmation", "10-24 18:00")
    return VoucherKind(
        "confirmation",
        "HZ",
        translate("ui.document.confirmation", "Return receipt"),
        (
            translate("ui.document.confirmation", "Draft"),
            translate("ui.document.confirmation", "Review"),
            translate("ui.document.confirmation", "Approve"),
            translate("ui.document.confirmation", "Posted"),
        ),
        (
            HeadField(
                "dispatch",
                translate("ui.document.confirmation", "Slip"),
                "slip",
                0,
                0,
                must=True,
            ),
            HeadField(
                "arrived_at",
                translate("ui.document.confirmation", "Arrived"),
                "moment",
                0,
                1,
                hint=time,
            ),
            HeadField(
                "receiver", translate("ui.document.confirmation", "Received by"), "text", 0, 2
            ),
            HeadField("phone", translate("ui.document.confirmation", "Phone"), "text", 0, 3),
            HeadField("head", translate("ui.document.confirmation", "Site's head"), "text", 1, 0),
            HeadField(
                "explanation",
                translate("ui.document.confirmation", "Explanation"),
                "text",
                1,
                1,
                span=2,
            ),
            HeadField("voucher_date", translate("ui.document.confirmation", "Date"), "day", 1, 3),
            HeadField(
                "hand_number",
                translate("ui.document.confirmation", "Number by hand"),
                "text",
                2,
                0,
                more=True,
            ),
            HeadField(
                "effective_at",
                translate("ui.document.confirmation", "Booked as of"),
                "moment",
                2,
                1,
                more=True,
                hint=translate("ui.document.confirmation", "now, if empty"),
            ),
            HeadField(
                "note",
                translate("ui.document.confirmation", "Note"),
                "text",
                2,
                2,
                span=2,
                more=True,
            ),
        ),
        _columns(),
        _payload,
        _typed,
        lambda _known, options: ({"dispatch": options.get("dispatch", "")}, ()),
        fixed=True,
        told=("received",),
    )


def _columns() -> tuple[GridColumn, ...]:
    def sent(name: str) -> GridColumn:
        tone = "ink" if name in ("name", "open") else "ink2"
        figure = name in ("issued", "open")

        def cell(line: Line, _facts: RowFacts) -> Cell:
            text = line.get(name, "")
            near = figure and bool(text and line.get("about"))
            return Cell(text, tone, aside=wording.hearsay(near))

        return GridColumn(
            name,
            words[name],
            widths[name],
            shown=cell,
            figure=figure,
            grows=name == "name",
            optional=3 if name == "spec" else 0,
        )

    words = {
        "name": translate("ui.document.confirmation", "Item"),
        "spec": translate("ui.document.confirmation", "Spec"),
        "unit": translate("ui.document.confirmation", "Unit"),
        "issued": translate("ui.document.confirmation", "Sent"),
        "open": translate("ui.document.confirmation", "On the road"),
    }
    widths = {"name": 140, "spec": 100, "unit": 46, "issued": 76, "open": 80}
    typed = {
        "received": translate("ui.document.confirmation", "Received"),
        "short": translate("ui.document.confirmation", "Short"),
        "broken": translate("ui.document.confirmation", "Broken"),
        "refused": translate("ui.document.confirmation", "Refused"),
        "found": translate("ui.document.confirmation", "Found again"),
    }
    return (
        *(sent(name) for name in SENT),
        *(
            GridColumn(
                name,
                title,
                74,
                "figure",
                figure=True,
                passed=name in ("refused", "found"),
                fields=("line", "lines") if name == "received" else (),
            )
            for name, title in typed.items()
        ),
        GridColumn(
            "condition",
            translate("ui.document.confirmation", "Condition"),
            88,
            "text",
            passed=True,
            optional=2,
        ),
        note_column(),
    )


def _payload(head: Head, lines: Sequence[Line], today: Today) -> Payload:
    return {
        "kind": "confirmation",
        "dispatch": head.get("dispatch", ""),
        **filled(
            {
                "voucher_date": days.day(head, "voucher_date", today),
                "effective_at": days.moment(head, "effective_at", today),
                "arrived_at": days.instant(head, "arrived_at", today),
                "receiver": head.get("receiver", ""),
                "head": head.get("head", ""),
                "phone": head.get("phone", ""),
                "explanation": head.get("explanation", ""),
                "hand_number": head.get("hand_number", ""),
                "note": head.get("note", ""),
            }
        ),
        "lines": [
            {"line": int(line["line"]), **filled({name: line.get(name, "") for name in _TYPED})}
            for line in lines
            if any(line.get(name) for name in _TYPED)
        ],
    }


_TYPED = (*FIGURES, "condition", "note")


def _typed(form: AnyForm, zone: tzinfo) -> tuple[Head, tuple[Line, ...]]:
    assert isinstance(form, ConfirmationForm), "the table of kinds pairs them"
    head = {
        "dispatch": form.dispatch,
        "arrived_at": days.shown(form.arrived_at, zone),
        "voucher_date": days.shown(form.voucher_date, zone),
        "effective_at": days.shown(form.effective_at, zone),
        "receiver": form.receiver,
        "head": form.head,
        "phone": form.phone,
        "explanation": form.explanation,
        "hand_number": form.hand_number,
        "note": form.note,
    }
    return head, tuple(
        {"line": str(line.line), **{name: str(getattr(line, name)) for name in _TYPED}}
        for line in form.lines
    )
