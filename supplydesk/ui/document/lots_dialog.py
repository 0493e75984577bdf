"""Choosing lots by hand (F7 on 批号): how much of each goes out; none chosen, the rule picks."""

import json
from collections.abc import Callable, Sequence
from decimal import Decimal

from supplydesk.domain.figures import fold, parse_decimal, write_plain
from supplydesk.domain.problem import Refused
from supplydesk.services import choosable
from supplydesk.services.choosable import ChoosableLot
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around
from supplydesk.ui.document import chosen_lots
from supplydesk.ui.grid.lines import GridColumn, Line, LinesModel
from supplydesk.ui.grid.view import GridView
from supplydesk.ui.look.look import SECONDARY
from supplydesk.ui.parts.dialog import Dialog
from supplydesk.ui.parts.label import Elided
from supplydesk.ui.table.column import Cell

MOST_ROWS = 10


class LotsDialog(Dialog):
    """*chosen* gets the fields of the line: its lots, and what they add up to as issued."""

    def __init__(
        self,
        around: Around,
        title: str,
        wanted: tuple[str, str],
        line: Line,
        chosen: Callable[[Line], object],
    ) -> None:
        super().__init__(around, title, translate("ui.document.lots_dialog", "Take these lots"))
        self._line = line
        self._chosen = chosen
        px = around.look.px
        self.setMinimumWidth(px(620))
        self.say(
            translate(
                "ui.document.lots_dialog",
                "Type how much of each lot goes out. All empty: first expired, first out.",
            )
        )
        self.lines = LinesModel(_columns(), fixed=True, parent=self)
        self.grid = GridView(self.lines, around.look, title)
        self.grid.setMinimumHeight(px(30 * 5 + 32))
        self.sum = Elided("", "secondary")
        self.sum.setFont(around.look.font(SECONDARY))
        self.body.addWidget(self.grid)
        self.body.addWidget(self.sum)
        self.lines.edited.connect(self._add_up)
        self.grid.left.connect(lambda _forwards: self.main.setFocus())
        self.taken.connect(self._take)
        around.desk.read(
            lambda session: choosable.choosable(session, *wanted), self._show, owner=self
        )

    def _show(self, lots: Sequence[ChoosableLot]) -> None:
        kept = self._line.get("lots", "")
        # What is no choice of lots is chosen anew here.
        known = chosen_lots.read(kept) if chosen_lots.readable(kept) else []
        before = {str(one["lot"]): str(one["quantity"]) for one in known}
        self.lines.load(
            [
                {
                    "lot": str(one.lot),
                    "lot_number": one.lot_number or f"#{one.lot}",
                    "expires": wording.long_day(one.expires),
                    "places": "、".join(one.places),
                    "available": wording.figure(one.available),
                    "quantity": before.get(str(one.lot), ""),
                }
                for one in lots
            ]
        )
        rows = min(max(len(lots), 3), MOST_ROWS)
        self.grid.setMinimumHeight(self.around.look.px(30 * rows + 34))
        self.adjustSize()
        self._add_up()
        self.grid.go(0, "quantity")

    def _total(self) -> Decimal | None:
        """What the figures add up to; None where one of them is in packs."""
        total = Decimal(0)
        try:
            for line in self.lines.lines:
                text = fold(line.get("quantity", ""))
                total += parse_decimal(text) if text else 0
        except Refused:
            return None
        return total

    def _add_up(self) -> None:
        total = self._total()
        text = translate("ui.document.lots_dialog", "Chosen {figure}, wanted {wanted}")
        wanted = self._line.get("issued") or self._line.get("ordered") or "0"
        figure = "—" if total is None else wording.figure(total) or "0"
        self.sum.say(text.format(figure=figure, wanted=wanted))
        self.wrong("")

    def _take(self) -> None:
        self.grid.commit()
        lots = [
            {"lot": int(line["lot"]), "quantity": line["quantity"]}
            for line in self.lines.lines
            if line.get("quantity")
        ]
        texts = {"lots": json.dumps(lots) if lots else ""}
        total = self._total()
        if lots and total:
            texts["issued"] = write_plain(total)
        self.accept()
        self._chosen(texts)


def _columns() -> tuple[GridColumn, ...]:
    def plain(name: str, title: str, width: int, *, figure: bool = False) -> GridColumn:
        return GridColumn(
            name,
            title,
            width,
            shown=lambda line, _facts: Cell(line.get(name, ""), "ink2"),
            figure=figure,
            grows=name == "places",
        )

    return (
        plain("lot_number", translate("ui.document.lots_dialog", "Lot"), 120),
        plain("expires", translate("ui.document.lots_dialog", "Expires"), 96),
        plain("places", translate("ui.document.lots_dialog", "Bins"), 120),
        plain("available", translate("ui.document.lots_dialog", "Available"), 84, figure=True),
        GridColumn(
            "quantity",
            translate("ui.document.lots_dialog", "Goes out"),
            90,
            "figure",
            figure=True,
        ),
    )
