"""The key sheet (?): every key that does something, made from the one table of actions."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from supplydesk.text import language, translate
from supplydesk.ui import actions
from supplydesk.ui.actions import ActionFacts
from supplydesk.ui.around import Around
from supplydesk.ui.parts.dialog import Dialog
from supplydesk.ui.parts.label import label
from supplydesk.ui.parts.page import Page

WIDTH, COLUMNS = 760, 2
_EVERYWHERE = (
    "palette",
    "incident",
    "background",
    "find",
    "next_pane",
    "refresh",
    "manual",
    "keys",
)


class KeySheet(Dialog):
    """The keys of the page that is shown, those that hold everywhere, then all others."""

    def __init__(self, around: Around, page: Page | None) -> None:
        super().__init__(around, translate("ui.parts.key_sheet", "Keys"))
        px = around.look.px
        self.broaden(WIDTH)
        unused = () if around.incident.several else ("incident",)
        self.groups = _groups(page, unused)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, px(12), 0)
        column.setSpacing(px(6))
        for title, rows in self.groups:
            column.addWidget(label(title, "heading"))
            column.addLayout(self._grid(rows))
            column.addSpacing(px(8))
        column.addStretch()
        scroll = self.put_scrolled(inner)
        scroll.setAccessibleName(self.windowTitle())
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.other.hide()
        self.main.setText(translate("ui.parts.key_sheet", "Close"))
        self.taken.connect(self.accept)
        scroll.setFocus()

    def _grid(self, rows: Sequence[ActionFacts]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.look.px(16))
        grid.setVerticalSpacing(self.look.px(4))
        half = -(-len(rows) // COLUMNS)
        for at, one in enumerate(rows):
            across = QHBoxLayout()
            across.addWidget(label(one.text))
            across.addStretch()
            keys = label(_keys(one), "secondary")
            keys.setAlignment(Qt.AlignmentFlag.AlignRight)
            across.addWidget(keys)
            grid.addLayout(across, at % half, at // half)
        if len(rows) == 1:
            grid.addWidget(label(), 0, 1)
        for at in range(COLUMNS):
            grid.setColumnStretch(at, 1)
        return grid


def _keys(one: ActionFacts) -> str:
    shown = (key.replace("Return", "Enter").replace("Del", "Delete") for key in one.keys)
    return "  ".join(shown)


def _groups(page: Page | None, unused: Sequence[str] = ()) -> list[tuple[str, list[ActionFacts]]]:
    """The three groups; a key that stands in one stands in no later one, one *unused* in none."""
    table = actions.table(language())
    here: list[str] = []
    if page is not None:
        here = [*page.primary(), *page.offered(), *page.more(), *page.KEYS]
    groups: list[tuple[str, list[ActionFacts]]] = []
    seen: set[str] = set(unused)
    for title, names in (
        (translate("ui.parts.key_sheet", "On this page"), here),
        (translate("ui.parts.key_sheet", "Everywhere"), list(_EVERYWHERE)),
        (translate("ui.parts.key_sheet", "On other pages"), list(table)),
    ):
        wanted = [name for name in dict.fromkeys(names) if name and name not in seen]
        rows = [table[name] for name in wanted if table[name].keys]
        seen.update(wanted)
        if rows:
            groups.append((title, rows))
    return groups
