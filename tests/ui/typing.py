"""Typing as a person does: letters by keys, Chinese as the input method hands it over."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from supplydesk.ui.parts.dialog import Dialog
from supplydesk.ui.parts.form import Form


def type_into(widget: QWidget, text: str) -> None:
    """Type *text* into *widget*, over what is selected there."""
    if text.isascii():
        QTest.keyClicks(widget, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def fill_in(form: Form, **texts: str) -> None:
    """Go to each field and type over what it holds."""
    for name, text in texts.items():
        form.field(name).take_focus()
        type_into(form.field(name).control, text)


def answer(press: Callable[[Dialog], object]) -> None:
    """Press something on the question that comes up next."""

    def look() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, Dialog)
        press(shown)

    QTimer.singleShot(0, look)
