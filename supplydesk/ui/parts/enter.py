"""Enter presses the button that has the keys: what has the ring is what happens."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def is_enter(event: QKeyEvent) -> bool:
    """Whether *event* is Enter, of the letters or of the figures, with no other key."""
    others = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in _KEYS and not others


def pressed_by_enter(top: QWidget, event: QKeyEvent) -> bool:
    """Press the button of *top* that has the keys, if *event* is Enter.

    Left alone, Qt presses a dialog's default button whatever has the keys, and in a window none.
    A key that is held down presses once: it must not answer the question that it brought up.
    """
    button = top.focusWidget()
    if not isinstance(button, QPushButton) or not is_enter(event):
        return False
    if not event.isAutoRepeat():
        button.click()
    return True
