"""Opening stock (期初) as a voucher: what is there when the books begin, lot by lot."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta, tzinfo

from supplydesk.domain.problem import Problem, Refused
from supplydesk.domain.typed_moment import read_day
from supplydesk.services.forms import AnyForm, OpeningForm
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.document import days
from supplydesk.ui.document.columns import item_columns, note_column
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


def kind() -> VoucherKind:
    """Opening stock."""
    return VoucherKind(
        "opening",
        "QC",
        translate("ui.document.opening", "Opening stock"),
        (
            translate("ui.document.opening", "Draft"),
            translate("ui.document.opening", "Review"),
            translate("ui.document.opening", "Approve"),
            translate("ui.document.opening", "Posted"),
        ),
        (
            HeadField(
                "place",
                translate("ui.document.opening", "Warehouse or site"),
                "place",
                0,
                0,
                must=True,
            ),
            HeadField(
                "voucher_date",
                translate("ui.document.opening", "Date"),
                "day",
                0,
                1,
                hint=translate("ui.document.opening", "the day before the books begin"),
            ),
            HeadField(
                "hand_number", translate("ui.document.opening", "Number by hand"), "text", 0, 2
            ),
            HeadField("note", translate("ui.document.opening", "Note"), "text", 0, 3),
        ),
        _columns(),
        _payload,
        _typed,
        _fresh,
    )


def _columns() -> tuple[GridColumn, ...]:
    def packs(_line: Line, facts: RowFacts) -> Cell:
        return Cell(facts.looked.packs if facts.looked else "", "ink3")

    return (
        *item_columns(),
        GridColumn(
            "quantity", translate("ui.document.opening", "Quantity"), 84, "figure", figure=True
        ),
        GridColumn(
            "packs", translate("ui.document.opening", "In packs"), 80, shown=packs, optional=5
        ),
        GridColumn("lot_number", translate("ui.document.opening", "Lot"), 96, "text"),
        GridColumn("expires", translate("ui.document.opening", "Expires"), 92, "day"),
        GridColumn(
            "made", translate("ui.document.opening", "Made"), 92, "day", passed=True, optional=4
        ),
        GridColumn(
            "stand", translate("ui.document.opening", "Bin"), 76, "text", passed=True, optional=4
        ),
        GridColumn(
            "unit_cost",
            translate("ui.document.opening", "Unit cost"),
            76,
            "figure",
            figure=True,
            passed=True,
            optional=3,
        ),
        note_column(),
    )


_PLAIN = ("quantity", "lot_number", "stand", "unit_cost", "note", "pack_size", "maker", "origin")


def _payload(head: Head, lines: Sequence[Line], today: Today) -> Payload:
    return {
        "kind": "opening",
        "place": head.get("place", ""),
        **filled(
            {
                "voucher_date": days.day(head, "voucher_date", today),
                "hand_number": head.get("hand_number", ""),
                "note": head.get("note", ""),
            }
        ),
        "lines": each(lines, lambda line, row: _line(line, row, today)),
    }


def _line(line: Line, row: int, today: Today) -> Payload:
    made: Payload = {
        "item": line.get("item", ""),
        "quantity": line.get("quantity", ""),
        **filled({name: line.get(name, "") for name in _PLAIN}),
    }
    if line.get("owner"):
        made["owner"] = line["owner"]
    if line.get("approximate"):
        made["approximate"] = True
    wrong: list[Problem] = []
    for name in ("expires", "made"):
        try:
            found = read_day(line.get(name, ""), today.day, name)
        except Refused as refused:
            wrong += (_at(problem, row) for problem in refused.problems)
            continue
        if found is not None:
            made[name] = found.isoformat()
    if wrong:
        raise Refused(wrong)
    return made


def _at(problem: Problem, row: int) -> Problem:
    return replace(problem, row=row)


def _typed(form: AnyForm, zone: tzinfo) -> tuple[Head, tuple[Line, ...]]:
    assert isinstance(form, OpeningForm), "the table of kinds pairs them"
    head = {
        "place": form.place,
        "voucher_date": days.shown(form.voucher_date, zone),
        "hand_number": form.hand_number,
        "note": form.note,
    }
    return head, tuple(
        {
            "item": line.item,
            **{name: str(getattr(line, name)) for name in _PLAIN},
            "expires": days.shown(line.expires, zone),
            "made": days.shown(line.made, zone),
            "owner": "" if line.owner == "own" else line.owner,
            "approximate": "1" if line.approximate else "",
        }
        for line in form.lines
    )


def _fresh(known: Known, options: Mapping[str, str]) -> tuple[Head, tuple[Line, ...]]:
    warehouses = [one.code for one in known.places if one.kind == "warehouse" and not one.closed_on]
    place = options.get("place") or (warehouses[0] if len(warehouses) == 1 else "")
    before = wording.long_day(known.begins - timedelta(days=1)) if known.begins else ""
    return {"place": place, "voucher_date": options.get("voucher_date") or before}, ()
