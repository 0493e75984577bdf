"""The lines of a document as `show` tells them: the columns of its kind, words for its lots."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from supplydesk.cli.output import about, figure, folded, table
from supplydesk.domain.quantity import from_thousandths
from supplydesk.papers.figures import unit_cost
from supplydesk.services.confirmation_figures import FIGURES
from supplydesk.services.shown import ShownLine, ShownLot, TypedLine
from supplydesk.text import translate

_TEXT_COLUMNS = frozenset({"code", "item", "spec", "unit", "condition", "lots", "bin", "note"})


def _headings() -> dict[str, str]:
    """Every column that lines may have, in the order in which they stand."""
    return {
        "line": translate("cli.shown_lines", "No."),
        "code": translate("cli.shown_lines", "Code"),
        "item": translate("cli.shown_lines", "Item"),
        "spec": translate("cli.shown_lines", "Spec"),
        "unit": translate("cli.shown_lines", "Unit"),
        "quantity": translate("cli.shown_lines", "Quantity"),
        "ordered": translate("cli.shown_lines", "Ordered"),
        "issued": translate("cli.shown_lines", "Issued"),
        "open": translate("cli.shown_lines", "On the road"),
        "due": translate("cli.shown_lines", "Due"),
        "received": translate("cli.shown_lines", "Received"),
        "short": translate("cli.shown_lines", "Short"),
        "broken": translate("cli.shown_lines", "Broken"),
        "refused": translate("cli.shown_lines", "Refused"),
        "found": translate("cli.shown_lines", "Found again"),
        "unit_cost": translate("cli.shown_lines", "Unit price"),
        "condition": translate("cli.shown_lines", "Condition"),
        "lots": translate("cli.shown_lines", "Lots"),
        "bin": translate("cli.shown_lines", "Bin"),
        "note": translate("cli.shown_lines", "Note"),
    }


def lines_text(rows: Sequence[Mapping[str, str]]) -> str:
    """The lines under the columns that at least one of them fills."""
    if not rows:
        return translate("cli.shown_lines", "There are no lines.")
    headings = _headings()
    kept = [name for name in headings if any(row.get(name) for row in rows)]
    return table(
        [headings[name] for name in kept],
        folded(
            ([row.get(name, "") for name in kept] for row in rows),
            {at for at, name in enumerate(kept) if name in {"condition", "note"}},
        ),
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
    if not value:
        return ""
    return about(figure(value), approximate)


def slip_cells(line: ShownLine, sign: int) -> dict[str, str]:
    """A dispatch's line; *sign* is −1 in a reversal."""
    return {
        **_names(line),
        "ordered": _figure(sign * line.ordered, approximate=line.ordered_approximate),
        "issued": _figure(sign * line.quantity, approximate=line.approximate),
        "open": _figure(line.open or Decimal(0)),
        "lots": _join(_lot(lot, sign) for lot in line.lots),
        "note": line.note,
    }


def opening_cells(line: ShownLine, sign: int) -> dict[str, str]:
    """A line of opening stock."""
    costs = {unit_cost(lot.unit_cost) for lot in line.lots if lot.unit_cost}
    return {
        **_names(line),
        "quantity": _figure(sign * line.quantity, approximate=line.approximate),
        "unit_cost": _join(sorted(costs)),
        "lots": _join(filter(None, (_lot_name(lot, named=False) for lot in line.lots))),
        "bin": str(line.content.get("stand") or ""),
        "note": line.note,
    }


def receipt_cells(line: ShownLine, sign: int) -> dict[str, str]:
    """A return receipt's line: what was due, and what became of it."""
    ways = {way: sign * from_thousandths(line.content.get(way) or 0) for way in FIGURES}
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
    text = translate("cli.shown_lines", "{way} {quantity}")
    told = " ".join(
        text.format(
            way=headings[words.get(one.reason, one.reason)], quantity=figure(sign * one.quantity)
        )
        for one in moved
        if one.lot == lot.lot
    )
    return f"{_lot_name(lot)} {told}"


def _lot(lot: ShownLot, sign: int) -> str:
    return f"{_lot_name(lot)}×{_figure(sign * lot.quantity)}"


def _lot_name(lot: ShownLot, *, named: bool = True) -> str:
    """The lot's number, or that it has none; and when it expires."""
    name = lot.lot_number
    if not name and named:
        name = translate("cli.shown_lines", "unnumbered lot {lot}").format(lot=lot.lot)
    if lot.expires:
        name += translate("cli.shown_lines", " (to {expires})").format(expires=lot.expires)
    return name


def _join(texts: Iterable[str]) -> str:
    return translate("cli.shown_lines", "; ").join(texts)


def typed_cells(line: TypedLine) -> dict[str, str]:
    """A draft's line: figures as they were typed, for they are not read yet."""
    typed = {name: str(line.typed.get(name) or "") for name in _headings()}
    lots = [f"{lot['lot']}×{lot['quantity']}" for lot in line.typed.get("lots") or ()]
    number, expires = line.typed.get("lot_number"), line.typed.get("expires")
    if number or expires:
        until = translate("cli.shown_lines", " (to {expires})").format(expires=expires)
        lots.append(f"{number or ''}{until if expires else ''}")
    own = {"lots": _join(lots), "bin": str(line.typed.get("stand") or "")}
    if line.typed.get("approximate"):
        own["quantity"] = typed["quantity"].removesuffix("余") + "余"
    return {**typed, **own, **_names(line)}
