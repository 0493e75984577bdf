"""This person's preferences on this computer: language, theme, size; they hold at once."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from supplydesk.text import DEFAULT_LANGUAGE, SOURCE_LANGUAGE, translate
from supplydesk.ui.around import Around
from supplydesk.ui.look.look import SCALES
from supplydesk.ui.parts.label import label, wrapped
from supplydesk.ui.parts.segments import Segments

# Each language is called by its own name, so that who reads no other finds it.
LANGUAGE_NAMES = ((DEFAULT_LANGUAGE, "中文"), (SOURCE_LANGUAGE, "English"))


class OwnPreferences(QWidget):
    """Three choices; *may_turn* says whether the window may be made anew now."""

    def __init__(self, around: Around, may_turn: Callable[[], bool]) -> None:
        super().__init__()
        self._around = around
        self._may_turn = may_turn
        look = around.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        column.addWidget(label(translate("ui.pages.settings_own", "This computer"), "heading"))
        column.addWidget(
            wrapped(
                translate(
                    "ui.pages.settings_own",
                    "Yours alone: another person's window on the same desk may look otherwise.",
                ),
                "hint",
            )
        )
        themes = (
            ("light", translate("ui.pages.settings_own", "Light")),
            ("dark", translate("ui.pages.settings_own", "Dark")),
        )
        language = translate("ui.pages.settings_own", "Language")
        theme = translate("ui.pages.settings_own", "Colours")
        size = translate("ui.pages.settings_own", "Size of type, per cent")
        self.language = Segments(look, language, LANGUAGE_NAMES, slowly=True)
        self.theme = Segments(look, theme, themes, slowly=True)
        self.scale = Segments(look, size, [(str(one), str(one)) for one in SCALES], slowly=True)
        rows = ((language, self.language), (theme, self.theme), (size, self.scale))
        for word, segments in rows:
            column.addWidget(label(word, "secondary"))
            column.addWidget(segments, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        self.show_preferences()
        self.language.chosen.connect(lambda value: self._turn("language", value))
        self.theme.chosen.connect(lambda value: self._turn("theme", value))
        self.scale.chosen.connect(lambda value: self._turn("scale", value))

    def choices(self) -> dict[str, QWidget]:
        """What is chosen here, by name."""
        return {"language": self.language, "theme": self.theme, "scale": self.scale}

    def take_focus(self) -> None:
        """Give the keys to the first choice."""
        self.language.take_focus()

    def show_preferences(self) -> None:
        """Show what holds."""
        kept = self._around.preferences
        self.language.choose(kept.language)
        self.theme.choose(kept.theme)
        self.scale.choose(str(kept.scale))

    def _turn(self, name: str, value: str) -> None:
        kept = self._around.preferences
        if str(getattr(kept, name)) == value:
            return
        if not self._may_turn():
            self.show_preferences()
            return
        setattr(kept, name, int(value) if name == "scale" else value)
        kept.sync()
        self._around.window.rebuild()
