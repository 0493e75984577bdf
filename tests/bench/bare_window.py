"""The smallest window of Qt, as a process of its own: it says when it has been painted."""

import sys

if "sqlmodel" in sys.argv[1:]:
    import sqlmodel  # noqa: F401 - what it costs is what is measured

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow


class Window(QMainWindow):
    """Says that it has been painted, and is done."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own name
        """Paint, and end when that is on the screen."""
        super().paintEvent(event)
        QTimer.singleShot(0, _there)


def _there() -> None:
    sys.stdout.write("there\n")
    sys.stdout.flush()
    QApplication.quit()


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    window = Window()
    window.setCentralWidget(QLabel("SupplyDesk"))
    window.resize(1366, 768)
    window.show()
    sys.exit(application.exec())
