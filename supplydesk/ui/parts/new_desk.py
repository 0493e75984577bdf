"""The form of a new desk: the bureau, the first day of its books, who begins, the warehouses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from supplydesk.domain.places import Level
from supplydesk.domain.problem import Problem
from supplydesk.services.beginning import NewWarehouse
from supplydesk.services.desks import FirstFacts
from supplydesk.text import translate
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.dialog import Box
from supplydesk.ui.parts.fields import ChoiceBox
from supplydesk.ui.parts.label import label

WIDTH = 620
FEWEST, MOST = 2, 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed."""

    path: Path
    facts: FirstFacts
    letterhead: str
    warehouses: tuple[NewWarehouse, ...]


class WarehouseRows(QWidget):
    """Code, name and level of a few warehouses; a row without a name is none."""

    def __init__(self, look: Look, first: int = 1) -> None:
        super().__init__()
        self._look = look
        self._first = first
        self._rows: list[tuple[QLineEdit, QLineEdit, ChoiceBox]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(8))
        self._grid.setVerticalSpacing(look.px(6))
        self._grid.setColumnStretch(1, 1)
        for column, word in enumerate(self._words()):
            self._grid.addWidget(label(word, "secondary"), 0, column)
        for _ in range(FEWEST):
            self.add_row()

    def _words(self) -> tuple[str, str, str]:
        return (
            translate("ui.parts.new_desk", "Code"),
            translate("ui.parts.new_desk", "Warehouse"),
            translate("ui.parts.new_desk", "Level"),
        )

    @property
    def full(self) -> bool:
        """Whether there is no room for one more; further ones are added on the places' page."""
        return len(self._rows) >= MOST

    def add_row(self) -> QLineEdit:
        """One row more; its name's field."""
        at = len(self._rows) + 1
        code = QLineEdit(f"CK{at + self._first - 1:02d}")
        code.setFixedWidth(self._look.px(84))
        name = QLineEdit()
        level = ChoiceBox(
            self._look,
            "",
            [(one.value, one.word()) for one in (Level.CITY, Level.COUNTY, Level.TOWN)],
        )
        for field, word in zip((code, name, level), self._words(), strict=True):
            field.setAccessibleName(f"{word} {at}")
            self._grid.addWidget(field, at, self._words().index(word))
        self._rows.append((code, name, level))
        return name

    @property
    def names(self) -> list[QLineEdit]:
        """The fields of the names."""
        return [name for _, name, _ in self._rows]

    def warehouses(self) -> tuple[NewWarehouse, ...]:
        """Those that have a name."""
        return tuple(
            NewWarehouse(code.text().strip(), name.text().strip(), Level(level.value()))
            for code, name, level in self._rows
            if name.text().strip()
        )


class NewDeskDialog(Box):
    """Asks for what a desk begins with; ``taken`` when it shall be made."""

    def __init__(self, look: Look, parent: QWidget, path: Path, today: date) -> None:
        super().__init__(
            look,
            parent,
            translate("ui.parts.new_desk", "A new desk"),
            translate("ui.parts.new_desk", "Make the desk"),
        )
        px = look.px
        self.broaden(WIDTH)
        self._inner = QWidget()
        self._form = QVBoxLayout(self._inner)
        self._form.setContentsMargins(0, 0, px(12), 0)
        self._form.setSpacing(px(8))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(4))
        self._fields: dict[str, QLineEdit] = {}
        self._place(0, 0, "bureau", translate("ui.parts.new_desk", "Bureau"))
        self._place(
            0,
            1,
            "letterhead",
            translate("ui.parts.new_desk", "Letterhead of the papers"),
            hint=translate("ui.parts.new_desk", "as the bureau, if empty"),
        )
        self._place(
            2,
            0,
            "begins",
            translate("ui.parts.new_desk", "First day of the books"),
            today.replace(day=1).isoformat(),
        )
        self._place(
            2,
            1,
            "bureau_code",
            translate("ui.parts.new_desk", "Code in the papers' QR (capitals, digits)"),
            "DESK",
        )
        self._place(4, 0, "person", translate("ui.parts.new_desk", "Your name"))
        self._place(
            4,
            1,
            "pin",
            translate("ui.parts.new_desk", "Your PIN"),
            hint=translate("ui.parts.new_desk", "none needed if you sit here alone"),
        )
        self._place(6, 1, "pin_again", translate("ui.parts.new_desk", "The PIN once more"))
        for name in ("pin", "pin_again"):
            self._fields[name].setEchoMode(QLineEdit.EchoMode.Password)
        self._fields["pin"].textChanged.connect(self._pin_typed)
        self._pin_typed("")
        self._form.addLayout(self._grid)
        self.rows = WarehouseRows(look)
        self._form.addSpacing(px(4))
        self._form.addWidget(self.rows)
        more = QPushButton(translate("ui.parts.new_desk", "One more warehouse"))
        more.setObjectName("link")
        more.setAutoDefault(False)
        more.clicked.connect(lambda: self._one_more(more))
        line = QHBoxLayout()
        line.addWidget(more)
        line.addStretch()
        self._form.addLayout(line)
        self._path_row(path)
        self._form.addStretch()
        self.put_scrolled(self._inner)
        self._fields["bureau"].setFocus()

    def _pin_typed(self, text: str) -> None:
        """A PIN that was mistyped would keep everybody out, so it is typed twice."""
        for at in (6, 7):
            item = self._grid.itemAtPosition(at, 1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setVisible(bool(text))

    def _place(
        self, row: int, column: int, name: str, word: str, text: str = "", hint: str = ""
    ) -> None:
        field = QLineEdit(text)
        field.setPlaceholderText(hint)
        field.setAccessibleName(word)
        field.textEdited.connect(lambda _text: self.show_problems(()))
        above = label(word, "secondary")
        above.setBuddy(field)
        self._grid.addWidget(above, row, column)
        self._grid.addWidget(field, row + 1, column)
        self._fields[name] = field

    def _path_row(self, path: Path) -> None:
        word = translate("ui.parts.new_desk", "The file that the desk lies in")
        field = QLineEdit(str(path))
        field.setAccessibleName(word)
        above = label(word, "secondary")
        above.setBuddy(field)
        self._form.addWidget(above)
        choose = QPushButton(translate("ui.parts.new_desk", "Choose…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(field, 1)
        row.addWidget(choose)
        self._form.addLayout(row)
        self._fields["path"] = field

    def _one_more(self, more: QPushButton) -> None:
        self.rows.add_row().setFocus()
        more.setVisible(not self.rows.full)

    def _choose(self) -> None:
        asked = QFileDialog(self, self.windowTitle(), self._fields["path"].text())
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setNameFilter("*.supplydesk")
        asked.setDefaultSuffix("supplydesk")
        asked.fileSelected.connect(self._fields["path"].setText)
        asked.open()

    def field_of(self, name: str) -> QLineEdit:
        """The field *name*, as the facts of a desk call it."""
        return self._fields[name]

    def wanted(self) -> Wanted | None:
        """What was typed; None, and said so, where the day is none."""
        texts = {name: field.text().strip() for name, field in self._fields.items()}
        try:
            begins = date.fromisoformat(texts["begins"])
        except ValueError:
            text = translate("ui.parts.new_desk", "“{text}” is no day. Write it as 2022-10-01.")
            told = Problem("no_day", text.format(text=texts["begins"]), field="begins")
            self.show_problems((told,))
            return None
        if self._fields["pin"].text() and texts["pin"] != texts["pin_again"]:
            text = translate("ui.parts.new_desk", "The two PINs differ. Type them again.")
            self.show_problems((Problem("pins_differ", text, field="pin_again"),))
            return None
        person = texts["person"] or translate("ui.parts.new_desk", "Clerk")
        facts = FirstFacts(begins, texts["bureau"], texts["bureau_code"], person, texts["pin"])
        path = Path(texts["path"]).expanduser()
        return Wanted(path, facts, texts["letterhead"], self.rows.warehouses())

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong, mark its fields, go to the first."""
        wrong = {one.field for one in problems}
        for name, field in self._fields.items():
            field.setProperty("wrong", "true" if name in wrong else "false")
            field.style().unpolish(field)
            field.style().polish(field)
        self.wrong("\n".join(one.text for one in problems))
        first = next(
            (self._fields[one.field] for one in problems if one.field in self._fields), None
        )
        if first is not None:
            first.setFocus()
