"""The home page (工作台): what waits, most pressing first; charts and the last copy beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from supplydesk.domain.lifecycle import Action, may
from supplydesk.services import issued, register_goods, rosters, standing, waiting
from supplydesk.services.issued import DayIssued
from supplydesk.services.overdue import ItemLow
from supplydesk.services.register_goods import Goods
from supplydesk.services.waiting import Waiting
from supplydesk.store.database import Database, DeskSession
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around, Target
from supplydesk.ui.errand import Errand
from supplydesk.ui.pages.backing_up import back_up
from supplydesk.ui.pages.home_backup import BackupCard
from supplydesk.ui.pages.home_list import WaitingList
from supplydesk.ui.pages.home_rows import rows
from supplydesk.ui.parts.card import Card, CountCard
from supplydesk.ui.parts.chart_place import ChartPlace
from supplydesk.ui.parts.level_bars import Level, LevelBars
from supplydesk.ui.parts.long_work import LongWork
from supplydesk.ui.parts.page import Heading, Page

DAYS = 14
SIDE = 372
MOST_BARS = 6
ROOMY = 1000
"""Pixels at 100 per cent from which there is room for charts."""


@dataclass(frozen=True, slots=True)
class _Found:
    waiting: Waiting
    goods: dict[int, Goods]
    daily: tuple[DayIssued, ...]
    copied: datetime | None


class HomePage(Page):
    """Cards with counts on top, the list of what waits, charts at the right."""

    NAME = "home"
    KEYS = ("new", "back_up")

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self.setObjectName("ground")
        self._errand: Errand | None = None
        look, px = self.look, self.look.px
        self.cards = {
            name: CountCard(look, word)
            for name, word in (
                ("owed", translate("ui.pages.home", "Paper owed")),
                ("unposted", translate("ui.pages.home", "Not posted")),
                ("slips", translate("ui.pages.home", "No receipt")),
                ("expiring", translate("ui.pages.home", "Expiring lots")),
                ("low", translate("ui.pages.home", "Low stock")),
            )
        }
        around.incident.changed.connect(self._other_event)
        self.list = WaitingList(look)
        self.list.chosen.connect(self.around.window.go)
        self._chart = ChartPlace(around, 132, translate("ui.pages.home", "Pieces issued by day"))
        self._issued = Card(look, translate("ui.pages.home", "Issued by day, pieces"))
        self._issued.body.addWidget(self._chart)
        self._low = LowCard(around)
        self.backup = BackupCard(look)
        self.backup.wanted.connect(self.on_back_up)
        self._work: LongWork | None = None
        cards = QHBoxLayout()
        cards.setSpacing(px(8))
        for name, card in self.cards.items():
            card.clicked.connect(lambda _on=False, name=name: self.list.go_to(name))
            cards.addWidget(card, 1)
        side = QVBoxLayout()
        side.setSpacing(px(12))
        side.addWidget(self._low)
        side.addWidget(self._issued)
        side.addWidget(self.backup)
        side.addStretch()
        inner = QWidget()
        inner.setObjectName("ground")
        inner.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        self._side = QScrollArea()
        self._side.setWidget(inner)
        self._side.setWidgetResizable(True)
        self._side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side.setFixedWidth(px(SIDE))
        below = QHBoxLayout()
        below.setSpacing(px(12))
        below.addWidget(self.list, 1)
        below.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(12))
        column.setSpacing(px(12))
        column.addLayout(cards)
        column.addLayout(below, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The charts go where the list needs the room; what they tell stands in it too."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        roomy = self.window().width() / self.look.scale >= ROOMY
        self._side.setVisible(roomy)

    def heading(self) -> Heading:
        """Title and the day."""
        today = self.desk.today()
        return Heading(translate("ui.pages.home", "Home"), wording.full_day(today))

    def arrive(self, target: Target) -> None:
        """Show what waits now; with the option ``all``, for every event again."""
        if target.options.get("all"):
            self.around.incident.choose("")
        self.refresh()

    def refresh(self) -> None:
        """Ask what waits, for the event that one works for."""
        incident, database = self.around.incident.code, self.desk.database
        self._errand = self.desk.read(
            lambda session: _look(session, incident, database),
            self._show,
            owner=self,
            instead_of=self._errand,
        )

    def _other_event(self) -> None:
        if self.isVisible():
            self.refresh()

    def why_not(self, name: str) -> str:
        """A copy is made by who may, one at a time."""
        if name == "back_up" and not may(self.desk.seat.role, Action.BACKUP):
            return translate("ui.pages.home", "Your role does not make copies.")
        if name == "back_up" and self._work is not None:
            return translate("ui.pages.home", "A copy is being made.")
        return ""

    def on_back_up(self) -> None:
        """Make a copy of the desk and check it."""
        if not self.why_not("back_up"):
            self._work = back_up(self.around, None, self._copied)

    def _copied(self) -> None:
        self._work = None

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.list

    def _show(self, found: _Found) -> None:
        told = found.waiting
        now = self.desk.now()
        late = translate("ui.pages.home", "{count} overdue")
        none = translate("ui.pages.home", "none")
        self.cards["owed"].tell(
            len(told.papers),
            late.format(count=told.overdue) if told.overdue else "" if told.papers else none,
            "stop" if told.overdue else "warn",
        )
        approved = sum(row.state == "approved" for row in told.drafts)
        ready = translate("ui.pages.home", "{count} approved")
        self.cards["unposted"].tell(
            len(told.drafts),
            ready.format(count=approved) if approved else "" if told.drafts else none,
            "ink",
        )
        oldest = translate("ui.pages.home", "oldest {count} days")
        days = (now - told.slips[0].left_at).days if told.slips else 0
        self.cards["slips"].tell(
            len(told.slips), oldest.format(count=days) if told.slips else none, "ink"
        )
        expired = sum(lot.days < 0 for lot in told.expiring)
        past = translate("ui.pages.home", "{count} have expired")
        self.cards["expiring"].tell(
            len(told.expiring),
            past.format(count=expired) if expired else "" if told.expiring else none,
            "stop" if expired else "warn",
        )
        below = translate("ui.pages.home", "below the minimum")
        self.cards["low"].tell(len(told.low), below if told.low else none, "stop")
        self.list.show_rows(
            rows(told, found.goods, now), begin=may(self.desk.seat.role, Action.DRAFT)
        )
        self._low.show_items(told.low)
        may_copy = may(self.desk.seat.role, Action.BACKUP)
        self.backup.show_copy(found.copied, now.replace(tzinfo=None), able=may_copy)
        self._chart.show_bars(
            [one.day for one in found.daily], [float(one.pieces) for one in found.daily]
        )
        total = sum(one.pieces for one in found.daily)
        # Axes with nothing between them say nothing; the list has the room then.
        self._issued.setVisible(bool(total))
        text = translate("ui.pages.home", "last {count} days {pieces}")
        self._issued.say_aside(text.format(count=DAYS, pieces=wording.figure(total) or "0"))


class LowCard(Card):
    """Items below their minimum as bars with the minimum as a mark."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.look, translate("ui.pages.home", "Available and minimum"))
        self._bars = LevelBars(around.look)
        self.body.addWidget(self._bars)
        more = QPushButton(translate("ui.pages.home", "All stock"))
        more.setObjectName("link")
        more.clicked.connect(lambda: around.window.go(Target("stock")))
        self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_items(self, items: Sequence[ItemLow]) -> None:
        """Show the first few."""
        self._bars.show_levels(
            [
                Level(one.name, one.unit, float(one.available), float(one.minimum))
                for one in items[:MOST_BARS]
            ]
        )
        self.setVisible(bool(items))


def _look(session: DeskSession, incident: str, database: Database) -> _Found:
    # The one that was chosen last may be another desk's, or a later state's of this one.
    if incident not in {one.code for one in rosters.incidents(session)}:
        incident = ""
    told = waiting.waiting(session, incident=incident)
    about = register_goods.goods(session, [row.id for row in told.drafts])
    daily = issued.issued_daily(session, DAYS, incident)
    return _Found(told, dict(about), daily, standing.last_backup(database))
