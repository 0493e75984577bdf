"""How the window lays out its parts: navigation at the left, the rest above one another."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


def framed(left: QWidget, above: Sequence[QWidget], page: QWidget, below: QWidget) -> QWidget:
    """*left* beside a column of *above*, *page*, which takes the room, and *below*."""
    whole = QWidget()
    whole.setObjectName("ground")
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(left)
    column = QVBoxLayout()
    column.setSpacing(0)
    for part in above:
        column.addWidget(part)
    column.addWidget(page, 1)
    column.addWidget(below)
    row.addLayout(column, 1)
    return whole
