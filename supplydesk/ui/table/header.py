"""The head of a table: titles over their columns, figures' at the right, the order's arrow."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from supplydesk.ui.look import cut, icons
from supplydesk.ui.look.look import SECONDARY, Look
from supplydesk.ui.table.delegate import PAD
from supplydesk.ui.table.model import RowsModel


class TableHeader(QHeaderView):
    """Paints each section whole: a style sheet would ignore the model's alignment."""

    def __init__(self, look: Look, height: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self._height = look.px(height)
        self.order = ""
        self.descending = False
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setMinimumSectionSize(look.px(24))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        """One height for every table."""
        return QSize(super().sizeHint().width(), self._height)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one title."""
        look = self._look
        painter.save()
        painter.fillRect(rect, look.colour("head"))
        painter.setPen(look.colour("line2"))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        model = self.model()
        column = model.columns[section] if isinstance(model, RowsModel) else None
        margin = look.px(PAD) if section == 0 else 0
        room = rect.adjusted(look.px(PAD) + margin, 0, -look.px(PAD), 0)
        painter.setFont(look.font(SECONDARY))
        painter.setPen(look.colour("ink2"))
        if column is not None:
            if column.sort and column.sort == self.order:
                name = "chevron-down" if self.descending else "chevron-up"
                size = look.px(12)
                painter.drawPixmap(
                    room.right() - size,
                    room.center().y() - size // 2,
                    icons.pixmap(name, look.tokens.ink2, size),
                )
                room.setRight(room.right() - size - 2)
            side = Qt.AlignmentFlag.AlignRight if column.figure else Qt.AlignmentFlag.AlignLeft
            metrics = look.metrics(SECONDARY)
            wide = metrics.horizontalAdvance(column.title)
            cut.whole(column.title, wide, room.width(), "title of a column")
            text = metrics.elidedText(column.title, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()
