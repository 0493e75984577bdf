"""The lines of a return receipt come from its slip: read once the slip's number is known."""

from decimal import Decimal

from PySide6.QtCore import QObject

from supplydesk.services import shown
from supplydesk.services.shown import ShownDocument, ShownDraft
from supplydesk.ui import wording
from supplydesk.ui.desk import Desk
from supplydesk.ui.document.body import VoucherBody
from supplydesk.ui.errand import Errand
from supplydesk.ui.grid.lines import Line


class SlipLines(QObject):
    """Follows the slip that a receipt names; what was typed into a line stays with it."""

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        self._number = ""
        self._errand: Errand | None = None

    def follow(self, body: VoucherBody) -> None:
        """See whether *body* names another slip than before, and show its lines."""
        if not body.kind.fixed:
            self._number = ""
            return
        number = body.head.values().get("dispatch", "")
        have = bool(body.lines.lines) and all(line.get("name") for line in body.lines.lines)
        if not number or (number == self._number and have):
            return
        self._number = number
        self._errand = self._desk.read(
            lambda session: shown.document(session, number),
            lambda found: self._show(body, found),
            owner=body,
            failed=lambda _error: None,  # the check says that there is no such slip
            instead_of=self._errand,
        )

    def _show(self, body: VoucherBody, found: ShownDocument | ShownDraft) -> None:
        if isinstance(found, ShownDraft) or found.row.kind != "dispatch":
            return
        typed = {line.get("line", ""): line for line in body.lines.lines}
        lines: list[Line] = []
        for one in found.lines:
            mine = typed.get(str(one.line), {})
            still = one.open or Decimal(0)
            known = {
                "line": str(one.line),
                "name": one.name,
                "spec": one.spec,
                "unit": one.unit,
                "issued": wording.figure(one.quantity),
                "open": wording.figure(still),
                "about": "1" if one.approximate else "",
            }
            lines.append({**mine, **known})
        body.fill(lines)


def all_arrived(body: VoucherBody) -> None:
    """Type what is still on the road as received, line by line."""
    lines = [
        {"received": line.get("open", "").replace(",", "")}
        if not any(line.get(name) for name in ("received", "short", "broken", "refused"))
        else {}
        for line in body.lines.lines
    ]
    body.lines.put_many(0, lines)
