"""What `show` tells a person: a document's head, lines and later facts, in the paper's words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from supplydesk.cli.output import folded, pairs, table
from supplydesk.cli.registers import kind_word
from supplydesk.cli.shown_lines import (
    lines_text,
    opening_cells,
    receipt_cells,
    slip_cells,
    typed_cells,
)
from supplydesk.services import facts, register
from supplydesk.services.shown import Fact, ShownDocument, ShownDraft, ShownLine
from supplydesk.text import translate

Content = Mapping[str, Any]  # JSON, so of any type
Named = list[tuple[str, str]]


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
        "opening": opening_cells,
        "confirmation": receipt_cells,
    }.get(row.kind, slip_cells)
    parts = [pairs(named), lines_text([cells(line, sign) for line in found.lines])]
    if found.facts:
        parts.append(_facts(found.facts, zone))
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
        (translate("cli.shown_text", "Reviewed by"), found.reviewed_by),
        (translate("cli.shown_text", "Approved by"), found.approved_by),
        (translate("cli.shown_text", "Voided by"), found.voided_by),
        (translate("cli.shown_text", "Note"), form.note),
        # The register shows why it was sent back or voided in the note's place.
        (translate("cli.shown_text", "Reason"), "" if row.note == form.note else row.note),
    ]
    return "\n\n".join([pairs(named), lines_text([typed_cells(line) for line in found.lines])])


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


# --- What became known later ---------------------------------------------------------------------


def _facts(known: Sequence[Fact], zone: tzinfo) -> str:
    headings = [
        translate("cli.shown_text", "Known later"),
        translate("cli.shown_text", "What"),
        translate("cli.shown_text", "Value"),
        translate("cli.shown_text", "By"),
    ]
    words = facts.words()
    return table(
        headings,
        folded(
            (
                [
                    f"{one.at:%Y-%m-%d %H:%M}",
                    words.get(one.name, one.name),
                    _fact_value(one, zone),
                    one.person,
                ]
                for one in known
            ),
            {2},
        ),
    )


def _fact_value(fact: Fact, zone: tzinfo) -> str:
    if fact.name == facts.PRINTED:
        return translate("cli.shown_text", "print {count}").format(count=fact.value)
    return facts.shown_value(fact.name, fact.value, zone)
