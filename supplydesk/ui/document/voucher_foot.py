"""The foot of a voucher: totals, the capitals, who signed, and what the keys do."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from supplydesk.text import translate
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.label import Elided, label

BLANK = "——"


class VoucherFoot(QWidget):
    """Two lines: figures on the first, people and keys on the second."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        px = look.px
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(px(60))
        self._total = label("", "secondary")
        self._figure = label("", "figure")
        self._capitals = Elided("", "footLeft")
        self._units = Elided("", "secondary")
        self._people = Elided("", "secondary")
        self._keys = Elided("", "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(4), px(16), px(6))
        column.setSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(px(10))
        first.addWidget(self._total)
        first.addWidget(self._figure)
        first.addWidget(self._capitals)
        # Where both have no room, it is the units that are cut: they stand in the lines as well.
        self._units.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._units.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        first.addWidget(self._units, 1)
        second = QHBoxLayout()
        second.addWidget(self._people)
        second.addStretch()
        second.addWidget(self._keys)
        column.addLayout(first)
        column.addLayout(second)

    def say_total(self, name: str, figure: str, capitals: str, units: str) -> None:
        """Say what the lines add up to."""
        self._total.setText(name)
        self._figure.setText(figure)
        self._capitals.say(capitals)
        self._units.say(units)

    def tell_people(
        self, *, prepared: str, reviewed: str, approved: str, keepers: Sequence[str]
    ) -> None:
        """Say who made the paper, who signed it, who keeps the stores."""
        text = translate(
            "ui.document.voucher_foot",
            "Prepared {prepared}   Reviewed {reviewed}   Approved {approved}   Keepers {keepers}",
        )
        self._people.say(
            text.format(
                prepared=prepared,
                reviewed=reviewed or BLANK,
                approved=approved or BLANK,
                keepers="、".join(keepers) or BLANK,
            )
        )

    def tell_keys(self, *, editable: bool, saved: datetime | None) -> None:
        """Say what the keys do while it is typed, and when the draft was last *saved*."""
        parts = []
        if editable:
            keys = translate(
                "ui.document.voucher_foot", "Enter next cell · Ctrl+Delete line out · Ctrl+Z undo"
            )
            parts.append(keys)
        if editable and saved is not None:
            kept = translate("ui.document.voucher_foot", "draft saved {time}")
            parts.append(kept.format(time=f"{saved:%H:%M:%S}"))
        self._keys.say(" · ".join(parts))
