"""Small charts on pyqtgraph: bars by day, a stock line with its minimum. Made in one look.

pyqtgraph keeps the colours it was given, so another theme is another chart.
"""

from collections.abc import Sequence
from datetime import date

import pyqtgraph
from PySide6.QtCore import Qt

from supplydesk.ui.look.look import HINT, Look

BEYOND = 16
"""Pixels at 100 per cent beyond the last day, for the half of its name that stands out there."""


class _DayAxis(pyqtgraph.AxisItem):  # type: ignore[misc]  # pyqtgraph ships no types
    """The days under a chart: a few of them, as month and day."""

    def __init__(self, look: Look) -> None:
        super().__init__("bottom")
        _dress(self, look)
        self.setStyle(hideOverlappingLabels=look.px(BEYOND))
        self.show_days(())

    def show_days(self, days: Sequence[date]) -> None:
        """Tell *days*: at most five, the last one among them.

        Given as ticks, since an axis of the same range keeps the picture that it drew before.
        """
        last = len(days) - 1
        step = max(-(-len(days) // 5), 1)
        self.setTicks([[(at, f"{days[at]:%m-%d}") for at in range(last, -1, -step)]])


class _FigureAxis(pyqtgraph.AxisItem):  # type: ignore[misc]  # as above
    def __init__(self, look: Look) -> None:
        super().__init__("left")
        _dress(self, look)

    def tickStrings(self, values: Sequence[float], _scale: float, _spacing: float) -> list[str]:
        """Figures with their commas; a half of a piece is no tick."""
        return [f"{value:,.0f}" if value == int(value) else "" for value in values]


def _dress(axis: pyqtgraph.AxisItem, look: Look) -> None:
    axis.setPen(pyqtgraph.mkPen(look.tokens.line2))
    axis.setTextPen(pyqtgraph.mkPen(look.tokens.ink2))
    axis.setTickFont(look.font(HINT))
    axis.setStyle(tickLength=0, autoReduceTextSpace=False)


class Chart(pyqtgraph.PlotWidget):  # type: ignore[misc]  # as above
    """A chart that only shows: no menu, no dragging, no wheel."""

    def __init__(self, look: Look, height: int, name: str) -> None:
        self._days = _DayAxis(look)
        self._figures = _FigureAxis(look)
        super().__init__(
            background=look.tokens.surface,
            axisItems={"bottom": self._days, "left": self._figures},
        )
        self._look = look
        self.setAccessibleName(name)
        self.setFixedHeight(look.px(height))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMenuEnabled(False)
        self.setMouseEnabled(False, False)
        self.hideButtons()
        self.getPlotItem().setContentsMargins(0, 4, look.px(BEYOND), 0)
        self.setFrameShape(self.Shape.NoFrame)

    def wheelEvent(self, event: object) -> None:
        """Leave the wheel to the page."""
        event.ignore()  # type: ignore[attr-defined]  # a wheel event

    def show_bars(self, days: Sequence[date], figures: Sequence[float]) -> None:
        """A bar for each day; the last one stands out."""
        self.clear()
        self._days.show_days(days)
        brushes = [pyqtgraph.mkBrush(self._look.tokens.bar)] * (len(days) - 1)
        brushes.append(pyqtgraph.mkBrush(self._look.tokens.accent_ink))
        self.addItem(
            pyqtgraph.BarGraphItem(
                x=list(range(len(days))),
                height=list(figures),
                width=0.64,
                brushes=brushes[: len(days)],
                pen=pyqtgraph.mkPen(None),
            )
        )
        self._range(len(days), max(figures, default=0), bars=True)

    def show_steps(
        self, days: Sequence[date], figures: Sequence[float], minimum: float = 0
    ) -> None:
        """The stock at the end of each day as a stair, with the minimum dashed."""
        self.clear()
        self._days.show_days(days)
        edges = [at - 0.5 for at in range(len(days) + 1)]
        stair = {"x": edges, "y": list(figures), "stepMode": "center"}
        soft = pyqtgraph.mkBrush(self._look.colour("info_soft"))
        self.addItem(pyqtgraph.PlotCurveItem(**stair, fillLevel=0, brush=soft, pen=None))
        # The line by itself: around the filled ground it would fall to nothing on the last day.
        pen = pyqtgraph.mkPen(self._look.tokens.accent_ink, width=1.5)
        self.addItem(pyqtgraph.PlotCurveItem(**stair, pen=pen))
        top = max([*figures, minimum], default=0)
        if minimum:
            pen = pyqtgraph.mkPen(self._look.tokens.warn_mark, style=Qt.PenStyle.DashLine)
            self.addItem(pyqtgraph.InfiniteLine(minimum, angle=0, pen=pen))
        self._range(len(days), top, bars=False)

    def _range(self, count: int, top: float, *, bars: bool) -> None:
        edge = 0.6 if bars else 0.5
        self.setXRange(-edge, max(count - 1, 0) + edge, padding=0)
        self.setYRange(0, top * 1.08 or 1, padding=0)
        step = _step(top)
        ticks = [step * at for at in range(int(top // step) + 1)] if step else [0]
        self._figures.setTicks([[(one, f"{one:,.0f}") for one in ticks]])


def _step(top: float) -> float:
    """A round step that gives two to four ticks up to *top*."""
    if top <= 0:
        return 0
    step = 1.0
    while top / step > 4:  # noqa: PLR2004 - ticks
        for factor in (2, 2.5, 2):
            step *= factor
            if top / step <= 4:  # noqa: PLR2004 - as above
                break
    return step
