"""The first run (单位与仓库 → 物资目录 → 期初库存): what is left of it, read off the desk."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from supplydesk.services import beginning, setting_up
from supplydesk.services.setting_up import STEPS, SettingUp
from supplydesk.text import translate
from supplydesk.ui.around import Around, Target
from supplydesk.ui.errand import Errand
from supplydesk.ui.importing.dialog import ask_import, ask_starter
from supplydesk.ui.look import icons
from supplydesk.ui.look.look import BODY, Look
from supplydesk.ui.pages import listing
from supplydesk.ui.parts.dialog import Dialog
from supplydesk.ui.parts.label import label, rule, wrapped
from supplydesk.ui.parts.new_desk import WarehouseRows
from supplydesk.ui.parts.page import Heading, Page
from supplydesk.ui.parts.shelves import Shelves

CARD, MARK = 680, 28
ROOMY = 560
WAITING, HERE, BEHIND = range(3)


class SetupPage(Page):
    """A card with the three steps; only the one whose turn it is has buttons."""

    NAME = "setup"
    KEYS = ("import", "new")

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self.setObjectName("ground")
        self._errand: Errand | None = None
        self.found: SettingUp | None = None
        px = self.look.px
        self.steps = {
            name: Step(self.look, at, self._title(name)) for at, name in enumerate(STEPS, 1)
        }
        self._title_label = label("", "title")
        self._subtitle = label("", "secondary")
        self._buttons()
        card = QWidget()
        card.setObjectName("card")
        card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        card.setMaximumWidth(px(CARD))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(px(40), px(28), px(40), px(20))
        inside.setSpacing(px(10))
        centre = Qt.AlignmentFlag.AlignHCenter
        self._shelves = Shelves(self.look)
        inside.addWidget(self._shelves, 0, centre)
        inside.addWidget(self._title_label, 0, centre)
        inside.addWidget(self._subtitle, 0, centre)
        for at, step in enumerate(self.steps.values()):
            if at:
                inside.addWidget(rule(part="cardLine"))
            inside.addWidget(step)
        inner = QWidget()
        inner.setObjectName("ground")
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card, 1000)
        across.addStretch(1)
        middle = QVBoxLayout(inner)
        middle.setContentsMargins(px(16), px(16), px(16), px(16))
        middle.addStretch()
        middle.addLayout(across)
        middle.addWidget(self.work, 0, centre)
        middle.addStretch()
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture goes first where there is little height."""
        super().resizeEvent(event)
        self._shelves.setVisible(event.size().height() >= self.look.px(ROOMY))

    def _title(self, name: str) -> str:
        return {
            "places": translate("ui.pages.setup", "Bureau and warehouses"),
            "catalogue": translate("ui.pages.setup", "Catalogue"),
            "opening": translate("ui.pages.setup", "Opening stock"),
        }[name]

    def _buttons(self) -> None:
        offer = self.steps["places"].offer
        self.warehouses = offer(
            translate("ui.pages.setup", "Add warehouses…"), self.add_warehouses, "primary"
        )
        offer = self.steps["catalogue"].offer
        self.starter = offer(
            translate("ui.pages.setup", "Use the ready one"), self.take_starter, "primary"
        )
        excel = translate("ui.pages.setup", "From Excel…")
        self.catalogue = offer(excel, lambda: self._import("catalogue"))
        if listing.known("catalogue"):
            offer(
                translate("ui.pages.setup", "Begin empty"),
                lambda: self.around.window.go(Target("catalogue")),
                "flat",
            )
        offer = self.steps["opening"].offer
        self.opening = offer(excel, lambda: self._import("opening"), "primary")
        if listing.known("opening"):
            offer(
                translate("ui.pages.setup", "Type it in"),
                lambda: self.around.window.go(Target("opening")),
            )
        self.work = QPushButton(translate("ui.pages.setup", "Go to work; the rest can wait"))
        self.work.setObjectName("link")
        self.work.clicked.connect(lambda: self.around.window.go(Target(listing.HOME)))

    def heading(self) -> Heading:
        """Title."""
        return Heading(
            translate("ui.pages.setup", "First steps"), translate("ui.pages.setup", "new desk")
        )

    def arrive(self, target: Target) -> None:
        """Read how far the desk is."""
        self.refresh()

    def refresh(self) -> None:
        """Read how far the desk is."""
        self._errand = self.desk.read(
            setting_up.setting_up, self.show_found, owner=self, instead_of=self._errand
        )

    def why_not(self, name: str) -> str:
        """An import needs a step that has one."""
        if self.found is None or self.found.step not in ("catalogue", "opening"):
            return translate("ui.pages.setup", "There is nothing to import at this step.")
        return ""

    def show_found(self, found: SettingUp) -> None:
        """Show how far the desk is; the keys go to the next step's first button."""
        moved = self.found is None or self.found.step != found.step
        self.found = found
        names = translate("ui.pages.setup", ", ").join(name for _, name in found.warehouses)
        items = translate("ui.pages.setup", "{count} items")
        told = {
            "places": " · ".join(filter(None, (found.bureau, names)))
            or translate("ui.pages.setup", "Whose goods they are, and where they lie."),
            "catalogue": items.format(count=found.items)
            if found.items
            else translate(
                "ui.pages.setup",
                "87 usual supplies are ready, with specs, units, packs and pinyin. Or take your "
                "own Excel.",
            ),
            "opening": translate("ui.pages.setup", "The stock is in the books.")
            if found.working
            else translate(
                "ui.pages.setup",
                "From your own Excel: first you see what it would do, cell by cell. It becomes "
                "an opening voucher that can be printed and checked.",
            ),
        }
        here = STEPS.index(found.step) if found.step else len(STEPS)
        for at, name in enumerate(STEPS):
            state = BEHIND if at < here else HERE if at == here else WAITING
            self.steps[name].show_state(state, told[name])
        if found.step:
            self._title_label.setText(
                translate("ui.pages.setup", "Move the warehouse into the books")
            )
            text = translate(
                "ui.pages.setup",
                "Three steps, about ten minutes. Stop at any time; next time it goes on here.",
            )
            self._subtitle.setText(text)
            self.work.setText(translate("ui.pages.setup", "Go to work; the rest can wait"))
        else:
            self._title_label.setText(translate("ui.pages.setup", "The books are ready"))
            self._subtitle.setText(translate("ui.pages.setup", "F5 makes the first dispatch slip."))
            self.work.setText(translate("ui.pages.setup", "Go to work"))
        self.around.window.head_changed()
        focus = self.first_focus()
        if moved and focus is not None and self.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget | None:
        """The first button of the step whose turn it is."""
        first = {"places": self.warehouses, "catalogue": self.starter, "opening": self.opening}
        step = self.found.step if self.found is not None else ""
        return first.get(step, self.work)

    # --- the steps ---

    def add_warehouses(self) -> None:
        """Ask for warehouses."""
        dialog = Dialog(
            self.around,
            translate("ui.pages.setup", "Warehouses"),
            translate("ui.pages.setup", "Add"),
        )
        rows = WarehouseRows(self.look, 1 + len(self.found.warehouses if self.found else ()))
        dialog.body.addWidget(rows)

        def take() -> None:
            wanted = rows.warehouses()
            if not wanted:
                dialog.wrong(translate("ui.pages.setup", "Type at least one name."))
                return
            self.desk.write(
                lambda session: beginning.add_warehouses(session, wanted),
                lambda _nothing: dialog.accept(),
                owner=dialog,
                failed=lambda error: self._refused(dialog, error),
            )

        dialog.taken.connect(take)
        dialog.open()
        rows.names[0].setFocus()

    def _refused(self, dialog: Dialog, error: Exception) -> None:
        problems = getattr(error, "problems", ())
        if problems:
            dialog.wrong("\n".join(one.text for one in problems))
        else:
            dialog.reject()
            self.desk.failed.emit(error)

    def take_starter(self) -> None:
        """Show what the starter catalogue would bring."""
        ask_starter(self.around)

    def on_import(self) -> None:
        """Import the list of the step whose turn it is."""
        if self.found is not None:
            self._import(self.found.step)

    def _import(self, step: str) -> None:
        place = ""
        if self.found is not None and len(self.found.warehouses) == 1:
            place = self.found.warehouses[0][0]
        if step == "catalogue":
            ask_import(self.around, "catalogue")
        else:
            ask_import(self.around, "opening", place=place)


class Step(QWidget):
    """One step: its number or tick, its title, what is there, and what can be done."""

    def __init__(self, look: Look, number: int, title: str) -> None:
        super().__init__()
        px = look.px
        self._look = look
        self._mark = _Mark(look, number)
        self._text = wrapped("", "secondary")
        self._row = QHBoxLayout()
        self._row.setSpacing(px(8))
        self._offered = QWidget()
        self._offered.setLayout(self._row)
        self._row.setContentsMargins(0, px(4), 0, 0)
        self._row.addStretch()
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(label(title, "heading"))
        words.addWidget(self._text)
        words.addWidget(self._offered)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, px(4), 0, px(4))
        across.setSpacing(px(14))
        across.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)

    def offer(self, word: str, act: Callable[[], object], part: str = "second") -> QPushButton:
        """A button for this step."""
        made = QPushButton(word)
        made.setObjectName(part)
        made.setAccessibleName(word)
        made.setAutoDefault(True)
        made.clicked.connect(lambda _checked: act())
        self._row.insertWidget(self._row.count() - 1, made)
        return made

    def show_state(self, state: int, text: str) -> None:
        """Show whether it is still to come, has its turn, or is done."""
        self._mark.show_state(state)
        self._text.setText(text)
        self._offered.setVisible(state == HERE)


class _Mark(QWidget):
    """The number in a circle; a tick once the step is done."""

    def __init__(self, look: Look, number: int) -> None:
        super().__init__()
        self._look, self._number, self._state = look, number, WAITING
        self.setFixedSize(look.px(MARK), look.px(MARK))

    def show_state(self, state: int) -> None:
        self._state = state
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        look, px = self._look, self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = {WAITING: "surface", HERE: "accent", BEHIND: "good"}[self._state]
        painter.setPen(look.colour("line2" if self._state == WAITING else ground))
        painter.setBrush(look.colour(ground))
        painter.drawEllipse(box)
        if self._state == BEHIND:
            size = px(icons.SIZE)
            shift = (self.width() - size) // 2
            painter.drawPixmap(shift, shift, icons.pixmap("check", look.tokens.surface, size))
        else:
            painter.setPen(look.colour("on_accent" if self._state == HERE else "ink2"))
            painter.setFont(look.font(BODY, bold=self._state == HERE))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()
