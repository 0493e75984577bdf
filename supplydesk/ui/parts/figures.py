"""A row of key figures: a quiet name above each."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.label import label


class KeyFigures(QWidget):
    """Up to four figures side by side; their tone is ``ink``, ``stop`` or ``warn``."""

    def __init__(self, look: Look, names: Sequence[str]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(look.px(8))
        self._figures = []
        for at, name in enumerate(names):
            grid.addWidget(label(name, "secondary"), 0, at)
            figure = label("", "figure")
            grid.addWidget(figure, 1, at)
            grid.setColumnStretch(at, 1)
            self._figures.append((name, figure))

    def show_figures(self, figures: Sequence[tuple[str | None, str]]) -> None:
        """Show each text in its tone: an empty one is zero, None is not known and stays blank."""
        for (name, widget), (text, tone) in zip(self._figures, figures, strict=True):
            shown = "" if text is None else text or "0"
            widget.setText(shown)
            widget.setAccessibleName(f"{name} {shown}".rstrip())
            part = {"stop": "stopFigure", "warn": "warnFigure"}.get(tone, "figure")
            if widget.objectName() != part:
                widget.setObjectName(part)
                widget.style().unpolish(widget)
                widget.style().polish(widget)
