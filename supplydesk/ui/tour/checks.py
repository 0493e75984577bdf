"""What is wrong with how a window stands: words cut off, parts outside, controls without a name."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QPushButton,
    QWidget,
)

from supplydesk.ui.parts.label import Elided

SLACK = 2
"""Pixels that rounding may take."""


def faults(window: QWidget) -> list[str]:
    """Everything that is wrong with what *window* shows now, in words."""
    found: list[str] = []
    for widget in _shown(window):
        found += (*_cut_off(widget), *_outside(widget), *_nameless(widget))
    return found


def _shown(window: QWidget) -> Iterator[QWidget]:
    for widget in (window, *window.findChildren(QWidget)):
        # A dialog over it is a window of its own.
        if widget.isVisibleTo(window) and widget.window() is window and not widget.size().isEmpty():
            yield widget


def _who(widget: QWidget) -> str:
    name = widget.objectName() or widget.accessibleName()
    text = ""
    if isinstance(widget, QLabel | QAbstractButton):
        text = widget.text()
    return f"{type(widget).__name__}({name}) “{text[:40]}”"


def _cut_off(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and not isinstance(widget, Elided) and widget.text():
        room = widget.contentsRect()
        if widget.wordWrap():
            if widget.heightForWidth(widget.width()) > widget.height() + SLACK:
                yield f"{_who(widget)}: {widget.height()} px high, cut off below"
            return
        metrics = widget.fontMetrics()
        wide = max(metrics.horizontalAdvance(line) for line in widget.text().split("\n"))
        if wide > room.width() + SLACK:
            yield f"{_who(widget)}: {wide} px of words in {room.width()}"
    elif isinstance(widget, QPushButton) and widget.text():
        # Its padding may give way, its words and icon may not.
        wide = widget.fontMetrics().horizontalAdvance(widget.text())
        wide += 0 if widget.icon().isNull() else widget.iconSize().width()
        if wide > widget.width() - 2 * SLACK:
            yield f"{_who(widget)}: {wide} px of words, has {widget.width()}"


def _outside(widget: QWidget) -> Iterator[str]:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow():
        return
    scrolled = parent.parentWidget()
    if isinstance(scrolled, QAbstractScrollArea) and parent is scrolled.viewport():
        return  # that is what scrolling is for
    if isinstance(parent, QAbstractScrollArea | QComboBox):
        return  # Qt's own arrangement
    room = parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    if not room.contains(widget.geometry()):
        yield f"{_who(widget)}: at {widget.geometry().getRect()}, outside {room.getRect()}"


def _nameless(widget: QWidget) -> Iterator[str]:
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isEnabled():
        return
    if widget.isWindow() or widget.focusProxy() is not None:
        return
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    if not (widget.accessibleName().strip() or text.strip()):
        yield f"{_who(widget)}: takes the keys and has no name"
