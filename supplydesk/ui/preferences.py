"""What this person prefers on this computer: language, theme, size, where the window stood.

Kept in a small file of the user's, apart from the desk: two people on one desk may differ.
"""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from supplydesk import paths
from supplydesk.text import DEFAULT_LANGUAGE, LANGUAGES
from supplydesk.ui.look.look import SCALES, Look

MOST_RECENT = 8


class Preferences:
    """The preferences in *file*; what is missing or makes no sense is as it was delivered."""

    def __init__(self, file: Path | None = None) -> None:
        self._kept = QSettings(
            str(file or paths.user_folder() / "window.ini"), QSettings.Format.IniFormat
        )

    @property
    def language(self) -> str:
        """The language of the window."""
        return self._word("language", LANGUAGES, DEFAULT_LANGUAGE)

    @language.setter
    def language(self, value: str) -> None:
        self._kept.setValue("language", value)

    @property
    def theme(self) -> str:
        """``light`` or ``dark``."""
        return self._word("theme", ("light", "dark"), "light")

    @theme.setter
    def theme(self, value: str) -> None:
        self._kept.setValue("theme", value)

    @property
    def scale(self) -> int:
        """The size of type in per cent, one of `SCALES`."""
        return int(self._word("scale", tuple(str(one) for one in SCALES), "100"))

    @scale.setter
    def scale(self, value: int) -> None:
        self._kept.setValue("scale", str(value))

    @property
    def look(self) -> Look:
        """Theme and size as a look."""
        return Look(self.theme == "dark", self.scale / 100)

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood, as Qt writes it; empty the first time."""
        kept = self._kept.value("geometry")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._kept.setValue("geometry", value)

    @property
    def recent(self) -> tuple[str, ...]:
        """The desks that were opened, the last one first."""
        return tuple(one for one in self.text("recent").split("\n") if one)

    def opened(self, address: str) -> None:
        """Remember that the desk at *address* was opened."""
        others = [one for one in self.recent if one != address]
        self.keep("recent", "\n".join([address, *others][:MOST_RECENT]))

    def text(self, name: str, otherwise: str = "") -> str:
        """Any other preference by name."""
        kept = self._kept.value(name)
        return kept if isinstance(kept, str) else otherwise

    def keep(self, name: str, value: str) -> None:
        """Keep any other preference by name."""
        self._kept.setValue(name, value)

    def sync(self) -> None:
        """Write what was changed."""
        self._kept.sync()

    def _word(self, name: str, allowed: tuple[str, ...], otherwise: str) -> str:
        found = self.text(name)
        return found if found in allowed else otherwise
