"""Where a chart stands: its room at once, the chart itself once what draws it has been imported.

That takes half a second, more than all the rest of a window that can be used: it is done on
another thread, a moment after the page has shown what it is about.
"""

from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supplydesk.ui.around import Around

if TYPE_CHECKING:
    from supplydesk.ui.parts.chart import Chart

LATER = 250
"""Milliseconds that the page has for itself first."""


class ChartPlace(QWidget):
    """Keeps what is to be shown until there is a chart that can show it."""

    def __init__(self, around: Around, height: int, name: str) -> None:
        super().__init__()
        self._around = around
        self._height = height
        self._name = name
        self._show: Callable[[Chart], object] | None = None
        self._asked = False
        self.chart: Chart | None = None
        self.setFixedHeight(around.look.px(height))
        self.setAccessibleName(name)
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LATER)
        self._soon.timeout.connect(self._import)

    def show_bars(self, days: Sequence[date], figures: Sequence[float]) -> None:
        """A bar for each day; the last one stands out."""
        self._tell(lambda chart: chart.show_bars(days, figures))

    def show_steps(
        self, days: Sequence[date], figures: Sequence[float], minimum: float = 0
    ) -> None:
        """The stock at the end of each day as a stair, with the minimum dashed."""
        self._tell(lambda chart: chart.show_steps(days, figures, minimum))

    def _tell(self, show: "Callable[[Chart], object]") -> None:
        self._show = show
        if self.chart is not None:
            show(self.chart)
        elif not self._asked:
            self._asked = True
            self._soon.start()

    def _import(self) -> None:
        self._around.desk.long(
            lambda _tick: import_module("supplydesk.ui.parts.chart"),
            lambda _room: self._make(),
            owner=self,
            progress=lambda _done, _total: None,
        )

    def _make(self) -> None:
        from supplydesk.ui.parts.chart import Chart  # noqa: PLC0415 - it is imported by now

        self.chart = Chart(self._around.look, self._height, self._name)
        self._room.addWidget(self.chart)
        if self._show is not None:
            self._show(self.chart)
