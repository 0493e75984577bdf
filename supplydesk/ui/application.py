"""The Qt application: made once in a process, dressed in a look, speaking a language."""

from collections.abc import Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from supplydesk import paths, text
from supplydesk.ui.look import fonts
from supplydesk.ui.look.look import BODY, Look


def application(arguments: Sequence[str] = ()) -> QApplication:
    """The application, made once in a process, with the face of its first picture."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        fonts.load_first()
        return running
    made = QApplication(["supplydesk", *arguments])
    made.setApplicationName(paths.APPLICATION)
    made.setDesktopFileName("supplydesk")
    made.setStyle("Fusion")
    fonts.load_first()
    return made


def dress(running: QApplication, look: Look) -> None:
    """Give the application the look of its windows, and all its faces."""
    # Nothing of it is needed before the ground is painted.
    from supplydesk.ui.look import style  # noqa: PLC0415

    fonts.load()
    running.setFont(look.font(BODY))
    running.setPalette(style.palette(look))
    running.setStyleSheet(style.sheet(look))


class Speaker:
    """Speaks one language in our texts and in Qt's own dialogs."""

    def __init__(self) -> None:
        self._own: QTranslator | None = None

    def speak(self, running: QApplication, language: str) -> None:
        """Speak *language* from now on."""
        text.use(language, paths.resource("translations"))
        if self._own is not None:
            running.removeTranslator(self._own)
            self._own = None
        QLocale.setDefault(QLocale(language))
        found = QTranslator(running)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if language != text.SOURCE_LANGUAGE and found.load(f"qtbase_{language}", folder):
            running.installTranslator(found)
            self._own = found
