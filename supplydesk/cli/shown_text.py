"""What `show` tells a person: a document's head, lines and later facts, in the paper's words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Any

from supplydesk.cli.output import figure, pairs, table
from supplydesk.cli.registers import kind_word
from supplydesk.domain.money import COST_PER_YUAN
from supplydesk.domain.quantity import from_thousandths
from supplydesk.services import register
from supplydesk.services.facts import PRINTED
from supplydesk.services.shown import (
    WAYS,
    Fact,
    ShownDocument,
    ShownDraft,
    ShownLine,
    ShownLot,
    TypedLine,
)
from supplydesk.text import translate

Content = Mapping[str, Any]  # JSON, so of any type
Named = list[tuple[str, str]]
_TEXT_COLUMNS = frozenset({"code", "item", "spec", "unit", "condition", "lots", "bin", "note"})


def document_text(found: ShownDocument, zone: tzinfo) -> str:
    """A posted document, as its paper says it."""
    row, content = found.row, found.content
    named = [
        *_begins(found),
        # The number of a telephone order's paper may have become known later.
        *_told(
            row.kind, row.warehouse, row.site, {**content, "instruction": row.instruction}, zone
        ),
        (translate("cli.shown_text", "Prepared by"), row.prepared_by),
        (translate("cli.shown_text", "Reviewed by"), found.reviewed_by),
        (translate("cli.shown_text", "Approved by"), found.approved_by),
        (translate("cli.shown_text", "Goods moved"), f"{found.effective_at:%Y-%m-%d %H:%M}"),
        (translate("cli.shown_text", "Recorded"), f"{found.recorded_at:%Y-%m-%d %H:%M}"),
        (translate("cli.shown_text", "Note"), str(content.get("note") or "")),
    ]
    sign = -1 if found.reversal else 1
    cells: Callable[[ShownLine, int], dict[str, str]] = {
        "opening": _opening_cells,
        "confirmation": _receipt_cells,
    }.get(row.kind, _slip_cells)
    parts = [pairs(named), _lines([cells(line, sign) for line in found.lines])]
    if found.facts:
        parts.append(_facts(found.facts))
    return "\n\n".join(parts)


def draft_text(found: ShownDraft, zone: tzinfo) -> str:
    """A paper that is not posted, as it was typed."""
    row, form = found.row, found.form
    content = form.model_dump(mode="json")
    instruction = content.get("instruction")
    if instruction:
        content |= {"instruction": instruction["number"], "issuer": instruction["issuer"]}
    named = [
        *_begins(found),
        *_told(row.kind, row.warehouse, row.site, content | {"incident": row.incident}, zone),
        (translate("cli.shown_text", "Prepared by"), row.prepared_by),
        (translate("cli.shown_text", "Note"), form.note),
        # The register shows why it was sent back or voided in the note's place.
        (translate("cli.shown_text", "Reason"), "" if row.note == form.note else row.note),
    ]
    return "\n\n".join([pairs(named), _lines([_typed_cells(line) for line in found.lines])])


def _begins(found: ShownDocument | ShownDraft) -> Named:
    row = found.row
    named = [
        (translate("cli.shown_text", "Number"), row.number),
        (translate("cli.shown_text", "Key"), "" if row.number else row.key),
        (translate("cli.shown_text", "Kind"), kind_word(row.kind)),
        (translate("cli.shown_text", "State"), register.state_words()[row.state]),
        (translate("cli.shown_text", "Date"), row.day.isoformat()),
    ]
    if isinstance(found, ShownDocument) and found.reversal:
        named += [
            (translate("cli.shown_text", "Reverses"), row.other),
            (translate("cli.shown_text", "Reason"), str(found.content.get("reason") or "")),
        ]
    elif row.state == "reversed":
        named.append((translate("cli.shown_text", "Reversed by"), row.other))
    return named


# --- The head, by kind ---------------------------------------------------------------------------


def _told(kind: str, warehouse: str, site: str, content: Content, zone: tzinfo) -> Named:
    def text(name: str) -> str:
        return str(content.get(name) or "")

    hand = (translate("cli.shown_text", "Hand-written number"), text("hand_number"))
    if kind == "opening":
        return [
            (translate("cli.shown_text", "Stands at"), warehouse or site),
            (translate("cli.shown_text", "Custodian"), text("custodian")),
            hand,
        ]
    ends = [
        (translate("cli.shown_text", "From"), warehouse),
        (translate("cli.shown_text", "To"), site),
    ]
    if kind == "confirmation":
        return [
            (translate("cli.shown_text", "Slip"), text("dispatch")),
            *ends,
            (translate("cli.shown_text", "Event"), text("incident")),
            hand,
            (translate("cli.shown_text", "All received"), _yes(content.get("all_received"))),
            (translate("cli.shown_text", "Arrived"), _moment(content.get("arrived_at"), zone)),
            (translate("cli.shown_text", "Receiver"), text("receiver")),
            (translate("cli.shown_text", "Head of the unit"), text("head")),
            (translate("cli.shown_text", "Telephone"), text("phone")),
            (translate("cli.shown_text", "Explanation"), text("explanation")),
        ]
    address = "".join((text("county"), text("address")))
    contact = " ".join(filter(None, (text("contact"), text("contact_phone"))))
    return [
        ends[0],
        (translate("cli.shown_text", "Custodian"), text("custodian")),
        ends[1],
        (translate("cli.shown_text", "Address"), address),
        (translate("cli.shown_text", "Contact"), contact),
        (translate("cli.shown_text", "Event"), text("incident")),
        (translate("cli.shown_text", "Purpose"), text("purpose")),
        (translate("cli.shown_text", "Urgency"), text("urgency")),
        (translate("cli.shown_text", "Instruction"), text("instruction")),
        (translate("cli.shown_text", "Issued by"), text("issuer")),
        (translate("cli.shown_text", "By telephone"), _phone(content.get("phone"), zone)),
        (translate("cli.shown_text", "Needed by"), _moment(content.get("needed_by"), zone)),
        (translate("cli.shown_text", "Source of goods"), text("source")),
        *_transport(content.get("transport") or {}, zone),
        hand,
    ]


def _yes(value: object) -> str:
    return translate("cli.shown_text", "yes") if value else ""


def _moment(value: object, zone: tzinfo) -> str:
    if not value:
        return ""
    moment = datetime.fromisoformat(str(value))
    local = moment.astimezone(zone) if moment.tzinfo else moment
    return f"{local:%Y-%m-%d %H:%M}"


def _phone(order: Content | None, zone: tzinfo) -> str:
    if not order:
        return ""
    text = translate("cli.shown_text", "given by {given_by}, noted by {noted_by}, {at}").format(
        given_by=order["given_by"], noted_by=order["noted_by"], at=_moment(order["at"], zone)
    )
    due = _moment(order.get("paper_due"), zone)
    return text + (translate("cli.shown_text", "; paper due {due}").format(due=due) if due else "")


def _transport(transport: Content, zone: tzinfo) -> Named:
    driver = " ".join(filter(None, (transport.get("driver"), transport.get("phone"))))
    return [
        (translate("cli.shown_text", "Carrier"), str(transport.get("carrier") or "")),
        (translate("cli.shown_text", "Plate"), str(transport.get("plate") or "")),
        (translate("cli.shown_text", "Driver"), driver),
        (translate("cli.shown_text", "Departure"), _moment(transport.get("departs"), zone)),
    ]


# --- Lines ---------------------------------------------------------------------------------------


def _headings() -> dict[str, str]:
    """Every column that lines may have, in the order in which they stand."""
    return {
        "line": translate("cli.shown_text", "No."),
        "code": translate("cli.shown_text", "Code"),
        "item": translate("cli.shown_text", "Item"),
        "spec": translate("cli.shown_text", "Spec"),
        "unit": translate("cli.shown_text", "Unit"),
        "quantity": translate("cli.shown_text", "Quantity"),
        "ordered": translate("cli.shown_text", "Ordered"),
        "issued": translate("cli.shown_text", "Issued"),
        "open": translate("cli.shown_text", "On the road"),
        "due": translate("cli.shown_text", "Due"),
        "received": translate("cli.shown_text", "Received"),
        "short": translate("cli.shown_text", "Short"),
        "broken": translate("cli.shown_text", "Broken"),
        "refused": translate("cli.shown_text", "Refused"),
        "found": translate("cli.shown_text", "Found again"),
        "unit_cost": translate("cli.shown_text", "Unit price"),
        "condition": translate("cli.shown_text", "Condition"),
        "lots": translate("cli.shown_text", "Lots"),
        "bin": translate("cli.shown_text", "Bin"),
        "note": translate("cli.shown_text", "Note"),
    }


def _lines(rows: Sequence[Mapping[str, str]]) -> str:
    """The lines under the columns that at least one of them fills."""
    if not rows:
        return translate("cli.shown_text", "There are no lines.")
    headings = _headings()
    kept = [name for name in headings if any(row.get(name) for row in rows)]
    return table(
        [headings[name] for name in kept],
        [[row.get(name, "") for name in kept] for row in rows],
        right={at for at, name in enumerate(kept) if name not in _TEXT_COLUMNS},
    )


def _names(line: ShownLine | TypedLine) -> dict[str, str]:
    return {
        "line": str(line.line),
        "code": line.code,
        "item": line.name,
        "spec": line.spec,
        "unit": line.unit,
    }


def _figure(value: Decimal, *, approximate: bool = False) -> str:
    return figure(value) + ("余" if approximate else "") if value else ""


def _slip_cells(line: ShownLine, sign: int) -> dict[str, str]:
    return {
        **_names(line),
        "ordered": _figure(sign * line.ordered),
        "issued": _figure(sign * line.quantity, approximate=line.approximate),
        "open": _figure(line.open or Decimal(0)),
        "lots": _join(_lot(lot, sign) for lot in line.lots),
        "note": line.note,
    }


def _price(unit_cost: int) -> str:
    """Yuan with two decimals, or as many more as there are."""
    whole, parts = divmod(unit_cost, COST_PER_YUAN)
    return f"{whole}.{f'{parts:04d}'.rstrip('0').ljust(2, '0')}"


def _opening_cells(line: ShownLine, sign: int) -> dict[str, str]:
    costs = {_price(lot.unit_cost) for lot in line.lots if lot.unit_cost}
    return {
        **_names(line),
        "quantity": _figure(sign * line.quantity, approximate=line.approximate),
        "unit_cost": _join(sorted(costs)),
        "lots": _join(filter(None, (_lot_name(lot, named=False) for lot in line.lots))),
        "bin": str(line.content.get("stand") or ""),
        "note": line.note,
    }


def _receipt_cells(line: ShownLine, sign: int) -> dict[str, str]:
    ways = {way: sign * from_thousandths(line.content.get(way) or 0) for way in WAYS}
    lots = {lot.lot: lot for lot in line.lots}
    return {
        **_names(line),
        "due": _figure(sign * line.ordered),
        **{way: _figure(value) for way, value in ways.items()},
        "condition": str(line.content.get("condition") or ""),
        "lots": _join(
            _of_lot(lot, line.lots, sign, several=len(lots) > 1) for lot in lots.values()
        ),
        "note": line.note,
    }


def _of_lot(lot: ShownLot, moved: Sequence[ShownLot], sign: int, *, several: bool) -> str:
    """What became of one lot; its name alone where there is no other in the line."""
    if not several:
        return _lot_name(lot)
    words = {"delivered": "received"}
    headings = _headings()
    told = " ".join(
        f"{headings[words.get(one.reason, one.reason)]}{figure(sign * one.quantity)}"
        for one in moved
        if one.lot == lot.lot
    )
    return f"{_lot_name(lot)} {told}"


def _lot(lot: ShownLot, sign: int) -> str:
    return f"{_lot_name(lot)}×{_figure(sign * lot.quantity, approximate=lot.approximate)}"


def _lot_name(lot: ShownLot, *, named: bool = True) -> str:
    """The lot's number, or that it has none; and when it expires."""
    name = lot.lot_number
    if not name and named:
        name = translate("cli.shown_text", "unnumbered lot {lot}").format(lot=lot.lot)
    if lot.expires:
        name += translate("cli.shown_text", " (to {expires})").format(expires=lot.expires)
    return name


def _join(texts: Iterable[str]) -> str:
    return translate("cli.shown_text", "; ").join(texts)


def _typed_cells(line: TypedLine) -> dict[str, str]:
    """A draft's line: figures as they were typed, for they are not read yet."""
    typed = {name: str(line.typed.get(name) or "") for name in _headings()}
    lots = [f"{lot['lot']}×{lot['quantity']}" for lot in line.typed.get("lots") or ()]
    number, expires = line.typed.get("lot_number"), line.typed.get("expires")
    if number or expires:
        until = translate("cli.shown_text", " (to {expires})").format(expires=expires)
        lots.append(f"{number or ''}{until if expires else ''}")
    own = {"lots": _join(lots), "bin": str(line.typed.get("stand") or "")}
    if line.typed.get("approximate"):
        own["quantity"] = typed["quantity"].removesuffix("余") + "余"
    return {**typed, **own, **_names(line)}


# --- What became known later ---------------------------------------------------------------------


def _facts(facts: Sequence[Fact]) -> str:
    headings = [
        translate("cli.shown_text", "Known later"),
        translate("cli.shown_text", "What"),
        translate("cli.shown_text", "Value"),
        translate("cli.shown_text", "By"),
    ]
    words = fact_words()
    return table(
        headings,
        [
            [
                f"{one.at:%Y-%m-%d %H:%M}",
                words.get(one.name, one.name),
                _fact_value(one),
                one.person,
            ]
            for one in facts
        ],
    )


def _fact_value(fact: Fact) -> str:
    if fact.name == PRINTED:
        return translate("cli.shown_text", "print {count}").format(count=fact.value)
    return fact.value


def fact_words() -> dict[str, str]:
    """What a person calls each fact that may become known later."""
    return {
        PRINTED: translate("cli.shown_text", "printed"),
        "paper_number": translate("cli.shown_text", "instruction's number"),
        "carrier": translate("cli.shown_text", "carrier"),
        "plate": translate("cli.shown_text", "plate"),
        "driver": translate("cli.shown_text", "driver"),
        "driver_phone": translate("cli.shown_text", "driver's telephone"),
        "departed_at": translate("cli.shown_text", "departure"),
        "finance": translate("cli.shown_text", "finance"),
        "remark": translate("cli.shown_text", "remark"),
    }
