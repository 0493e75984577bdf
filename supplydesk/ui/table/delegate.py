"""Paints the cells of a table: figures at the right, quiet asides, chips, one line below."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from supplydesk.ui.look import cut, icons
from supplydesk.ui.look.look import BODY, SECONDARY, Look
from supplydesk.ui.parts import chip
from supplydesk.ui.table.column import Cell
from supplydesk.ui.table.model import CELL, RowsModel

PAD = 8
# Whole numbers: a table asks some thousand times a frame, and flags of Python's are slow.
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_RIGHT = (_MIDDLE | Qt.AlignmentFlag.AlignRight).value
_LEFT = (_MIDDLE | Qt.AlignmentFlag.AlignLeft).value
_SELECTED = QStyle.StateFlag.State_Selected.value
_MOUSE_OVER = QStyle.StateFlag.State_MouseOver.value
_WIDTHS_KEPT = 4_000


class CellDelegate(QStyledItemDelegate):
    """Draws `Cell`s; faces, metrics and colours are looked up once."""

    def __init__(self, look: Look, row_height: int, *, lined: bool = False) -> None:
        super().__init__()
        self._look = look
        self._height = look.px(row_height)
        self._lined = lined
        self._body, self._quiet = look.font(BODY), look.font(SECONDARY)
        self._struck = QFont(self._body)
        self._struck.setStrikeOut(True)
        self._bold = look.font(BODY, bold=True)
        self._wide_bold = look.metrics(BODY, bold=True)
        self._wide = look.metrics(BODY)
        self._small = look.metrics(SECONDARY)
        self._widths: dict[tuple[str, bool], int] = {}
        self._chips: dict[tuple[chip.Chip, float], QPixmap] = {}
        self._pad = look.px(PAD)
        self._gap = look.px(6)
        self._icon = look.px(14)

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Every row is as high as the others."""
        return QSize(0, self._height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell."""
        state = option.state.value
        cell, figure = self._asked(index)
        self.draw(
            painter,
            option.rect,
            cell if isinstance(cell, Cell) else None,
            figure=figure,
            begins=index.column() == 0,
            selected=bool(state & _SELECTED),
            hovered=bool(state & _MOUSE_OVER),
        )

    def draw(
        self,
        painter: QPainter,
        rect: QRect,
        cell: Cell | None,
        *,
        figure: bool,
        begins: bool,
        selected: bool,
        hovered: bool,
    ) -> None:
        """Draw *cell* into *rect* with its ground and its lines; it *begins* a row or not."""
        look = self._look
        if selected:
            painter.fillRect(rect, look.colour("select"))
        elif hovered:
            painter.fillRect(rect, look.colour("hover"))
        elif cell is not None and cell.strong:
            painter.fillRect(rect, look.colour("sunk"))
        painter.setPen(look.colour("line"))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        if self._lined:
            painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())
        if cell is not None:
            if begins:
                # The page's margin: text begins where the title above it does.
                rect = rect.adjusted(self._pad, 0, 0, 0)
            self.paint_cell(painter, rect, cell, figure=figure)

    def _asked(self, index: QModelIndex | QPersistentModelIndex) -> tuple[object, bool]:
        """The cell, and whether it is a figure; of our own models without the way through Qt."""
        model = index.model()
        if isinstance(model, RowsModel):
            return model.cell(index.row(), index.column()), model.columns[index.column()].figure
        right = int(index.data(Qt.ItemDataRole.TextAlignmentRole) or 0)
        return index.data(CELL), bool(right & Qt.AlignmentFlag.AlignRight.value)

    def _wide_as(self, text: str, *, strong: bool) -> int:
        """How wide *text* is."""
        known = self._widths.get((text, strong))
        if known is None:
            if len(self._widths) >= _WIDTHS_KEPT:
                self._widths.clear()
            known = (self._wide_bold if strong else self._wide).horizontalAdvance(text)
            self._widths[text, strong] = known
        return known

    def paint_cell(self, painter: QPainter, rect: QRect, cell: Cell, *, figure: bool) -> None:
        """Draw *cell* into *rect*."""
        look = self._look
        room = rect.adjusted(self._pad, 0, -self._pad, 0)
        if cell.chip is not None:
            left = room.left() - look.px(4)
            drawn = self._chip(cell.chip, painter.device().devicePixelRatioF())
            high = look.px(chip.HEIGHT)
            painter.drawPixmap(left, rect.center().y() + 1 - high // 2, drawn)
            cut.whole(
                cell.chip.word, chip.width(cell.chip, look), rect.right() - left, "chip in a table"
            )
            return
        if cell.icon:
            self._paint_icon(painter, room, cell, figure=figure)
        if figure:
            self._paint_figure(painter, room, cell)
            return
        text, aside = cell.text, cell.aside
        if text:
            painter.setFont(self._face(cell))
            painter.setPen(look.colour(cell.tone))
            wide = self._wide_as(text, strong=cell.strong)
            if wide > room.width():
                mode = Qt.TextElideMode.ElideMiddle if cell.middle else Qt.TextElideMode.ElideRight
                metrics = self._wide_bold if cell.strong else self._wide
                text = metrics.elidedText(text, mode, room.width())
                wide = metrics.horizontalAdvance(text)
            painter.drawText(room, _LEFT, text)
            room.setLeft(room.left() + wide + self._gap)
        if aside and room.width() > self._icon:
            painter.setFont(self._quiet)
            painter.setPen(look.colour(cell.aside_tone))
            shown = self._small.elidedText(aside, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, _LEFT, shown)

    def _chip(self, shown: chip.Chip, fine: float) -> QPixmap:
        """The picture of a chip: there are few, and each is drawn again and again."""
        drawn = self._chips.get((shown, fine))
        if drawn is None:
            look = self._look
            wide, high = chip.width(shown, look), look.px(chip.HEIGHT)
            drawn = QPixmap(QSize(wide, high) * fine)
            drawn.setDevicePixelRatio(fine)
            drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(drawn)
            chip.paint(painter, 0, high // 2, shown, look)
            painter.end()
            self._chips[shown, fine] = drawn
        return drawn

    def _face(self, cell: Cell) -> QFont:
        return self._struck if cell.struck else self._bold if cell.strong else self._body

    def _paint_figure(self, painter: QPainter, room: QRect, cell: Cell) -> None:
        look = self._look
        if cell.aside:
            painter.setFont(self._quiet)
            painter.setPen(look.colour(cell.aside_tone))
            painter.drawText(room, _RIGHT, cell.aside)
            room.setRight(room.right() - self._small.horizontalAdvance(cell.aside) - self._gap // 2)
        painter.setFont(self._face(cell))
        painter.setPen(look.colour(cell.tone))
        shown = cell.text
        wide = self._wide_as(shown, strong=cell.strong)
        cut.whole(shown, wide, room.width(), "figure in a table")
        if wide > room.width():
            # A figure that is cut reads as another figure: better none, and the whole on hover.
            shown = "###"
        painter.drawText(room, _RIGHT, shown)

    def _paint_icon(self, painter: QPainter, room: QRect, cell: Cell, *, figure: bool) -> None:
        picture = icons.pixmap(cell.icon, getattr(self._look.tokens, cell.icon_tone), self._icon)
        top = room.center().y() - self._icon // 2 + 1
        if figure:
            painter.drawPixmap(room.left(), top, picture)
            room.setLeft(room.left() + self._icon + self._gap // 2)
        else:
            painter.drawPixmap(room.right() - self._icon, top, picture)
            room.setRight(room.right() - self._icon - self._gap // 2)
