"""What a stock card is asked for: the item, the scope, the days, by books or by goods."""

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from supplydesk.domain.lookup import entry
from supplydesk.services.lookup import KnownItem, KnownPlace
from supplydesk.services.pinyin import readings
from supplydesk.text import translate
from supplydesk.ui.around import Around, Target
from supplydesk.ui.parts.choice_list import Choice
from supplydesk.ui.parts.choose import Choose
from supplydesk.ui.parts.days import Span, ask_days, day_of, span_word
from supplydesk.ui.parts.fields import FilterChip, row_of
from supplydesk.ui.parts.scope import EVERYTHING, Scope, read_scope, scope_of, scopes
from supplydesk.ui.parts.segments import Segments


@dataclass(frozen=True, slots=True)
class Asked:
    """The question; no days are all of them, no item is none yet."""

    item: str = ""
    scope: Scope = EVERYTHING
    first: date | None = None
    last: date | None = None
    books: bool = True


class AskedRow(QObject):
    """Keeps the question and shows it as chips; ``changed`` when it is another than before."""

    changed = Signal()

    def __init__(self, around: Around, page: QWidget) -> None:
        super().__init__(page)
        self._around, self._look = around, around.look
        self._items: tuple[KnownItem, ...] = ()
        self._places: tuple[KnownPlace, ...] = ()
        self.asked = Asked()
        look = around.look
        self.item = FilterChip(look, translate("ui.pages.card_asked", "Item"), fixed=True)
        self.scope = FilterChip(look, translate("ui.pages.card_asked", "Scope"))
        self.days = FilterChip(look, translate("ui.pages.card_asked", "Days"))
        self.basis = Segments(
            look,
            translate("ui.pages.card_asked", "Counted"),
            (
                ("books", translate("ui.pages.card_asked", "By books")),
                ("goods", translate("ui.pages.card_asked", "By goods")),
            ),
        )
        self.item.clicked.connect(self.ask_item)
        self.scope.clicked.connect(self.ask_scope)
        self.days.clicked.connect(self.ask_days)
        self.scope.removed.connect(lambda: self._ask(replace(self.asked, scope=EVERYTHING)))
        self.days.removed.connect(lambda: self._ask(replace(self.asked, first=None, last=None)))
        self.basis.chosen.connect(
            lambda value: self._ask(replace(self.asked, books=value == "books"))
        )
        self.widget = row_of((self.item, self.scope, self.days, self.basis), look)
        self._show()

    def learn(self, items: tuple[KnownItem, ...], places: tuple[KnownPlace, ...]) -> None:
        """Know what can be chosen from."""
        self._items, self._places = items, places
        self._show()

    def take(self, target: Target) -> None:
        """Ask for what a target names; without an item, what was asked for before."""
        if target.about:
            options = target.options
            self.asked = Asked(
                target.about,
                scope_of(options),
                day_of(options.get("first", "")),
                day_of(options.get("last", "")),
                options.get("basis", "books") != "goods",
            )
            self._show()

    def target(self, page: str, **more: str) -> Target:
        """What asks for the same again."""
        asked = self.asked
        return Target.to(
            page,
            asked.item,
            **asked.scope.options,
            first=asked.first.isoformat() if asked.first else "",
            last=asked.last.isoformat() if asked.last else "",
            basis="books" if asked.books else "goods",
            **more,
        )

    # --- asking ---

    def ask_item(self) -> None:
        """Ask for the item."""
        offered = [
            (one.entry, Choice("", "", one.name, f"{one.code} {one.spec}", value=one.code))
            for one in self._items
        ]
        Choose(
            self._look,
            self.item,
            offered,
            lambda choice: self._ask(replace(self.asked, item=str(choice.value))),
            hint=translate("ui.pages.card_asked", "Name, code, pinyin or barcode"),
        ).open()

    def ask_scope(self) -> None:
        """Ask for the scope."""
        entries = {one.code: one.entry for one in self._places}
        offered = []
        for value, word in scopes(self._places, sites=True):
            code = read_scope(value).place
            found = entries[code] if code else entry("", word, readings(word))
            offered.append((found, Choice("", "", word, code, value=value)))
        Choose(
            self._look,
            self.scope,
            offered,
            lambda choice: self._ask(replace(self.asked, scope=read_scope(str(choice.value)))),
            hint=translate("ui.pages.card_asked", "Warehouse or site"),
        ).open()

    def ask_days(self) -> None:
        """Ask for the days."""
        ask_days(self._around, self.days, self._took_days)

    def _took_days(self, span: Span) -> None:
        self._ask(replace(self.asked, first=span[0], last=span[1]))

    def _ask(self, asked: Asked) -> None:
        if asked != self.asked:
            self.asked = asked
            self._show()
            self.changed.emit()

    # --- showing ---

    def _show(self) -> None:
        asked = self.asked
        names = {one.code: one.name for one in self._items}
        self.item.show_value(names.get(asked.item, asked.item))
        words = dict(scopes(self._places, sites=True))
        known = words.get(asked.scope.value, asked.scope.place)
        self.scope.show_value(known if asked.scope.value else "")
        self.days.show_value(span_word(asked.first, asked.last))
        self.basis.choose("books" if asked.books else "goods")
