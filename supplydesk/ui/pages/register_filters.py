"""The filter row of the register: a search, and a chip for each thing that narrows it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from supplydesk.domain.lookup import entry
from supplydesk.services import lookup, register, rosters
from supplydesk.services.lookup import KnownItem, KnownPlace
from supplydesk.services.pinyin import readings
from supplydesk.services.register import Filters
from supplydesk.services.rosters import ListedIncident
from supplydesk.store.database import DeskSession
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around
from supplydesk.ui.parts.choice_list import Choice
from supplydesk.ui.parts.choose import Choose, Offered
from supplydesk.ui.parts.days import Span, ask_days, day_of, span_word
from supplydesk.ui.parts.fields import FilterChip, SearchField, row_of

FIELDS = ("days", "kind", "state", "warehouse", "site", "item", "incident")
_CODES = ("kind", "warehouse", "site", "item", "incident")


@dataclass(frozen=True, slots=True)
class Known:
    """What can be chosen from."""

    items: tuple[KnownItem, ...] = ()
    places: tuple[KnownPlace, ...] = ()
    incidents: tuple[ListedIncident, ...] = ()


def known(session: DeskSession) -> Known:
    """Everything that a filter can name."""
    return Known(lookup.items(session), lookup.places(session), rosters.incidents(session))


class FilterRow(QObject):
    """Keeps the filters and shows them; ``changed`` when they are others than before."""

    changed = Signal()

    def __init__(self, around: Around, page: QWidget) -> None:
        super().__init__(page)
        self._around = around
        self._page = page
        self._known = Known()
        self.filters = Filters(newest_first=True, incident=around.incident.code)
        look = around.look
        self.search = SearchField(
            look,
            translate("ui.pages.register_filters", "Number, instruction, number by hand"),
            width=240,
        )
        self.search.asked.connect(lambda _text: self._searched())
        self._chips: dict[str, FilterChip] = {}
        for name in FIELDS:
            chip = FilterChip(look, self._word(name))
            chip.clicked.connect(lambda _on=False, name=name: self.ask(name, self._chips[name]))
            chip.removed.connect(lambda name=name: self.remove(name))
            chip.hide()
            self._chips[name] = chip
        self._add = QPushButton(translate("ui.pages.register_filters", "＋ Condition"))
        self._add.setObjectName("addChip")
        self._add.clicked.connect(self._ask_field)
        self._clear = QPushButton(translate("ui.pages.register_filters", "Clear"))
        self._clear.setObjectName("link")
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self.widget = row_of((self.search, *self._chips.values(), self._add), look)
        row = self.widget.layout()
        assert isinstance(row, QHBoxLayout)
        row.addWidget(self._clear)

    def learn(self, found: Known) -> None:
        """Know what can be chosen from."""
        self._known = found
        self._show_chips()

    def follow_event(self) -> None:
        """Narrow to the event that one works for now, without saying so."""
        self.filters = replace(self.filters, incident=self._around.incident.code)
        self._show_chips()

    def narrow(self, options: Mapping[str, str], number: str = "") -> None:
        """Set filters by code: ``warehouse``, ``site``, ``item``, ``incident``, ``kind``; the days
        ``first`` and ``last``; ``states`` with spaces between.
        """
        codes = {name: value for name, value in options.items() if name in _CODES}
        self.filters = replace(
            _with(Filters(newest_first=self.filters.newest_first), {**codes, "number": number}),
            first=day_of(options.get("first", "")),
            last=day_of(options.get("last", "")),
            states=frozenset(options.get("states", "").split()),
        )
        self.search.setText(number)
        self._show_chips()
        self.changed.emit()

    def narrow_to(self, filters: Filters) -> None:
        """Set all filters at once."""
        if filters != self.filters:
            self.filters = filters
            self._show_chips()
            self.changed.emit()

    def options(self) -> dict[str, str]:
        """What narrows the register but the number, as `narrow` takes it."""
        wanted = self.filters
        return {
            **{name: getattr(wanted, name) for name in _CODES},
            "first": wanted.first.isoformat() if wanted.first else "",
            "last": wanted.last.isoformat() if wanted.last else "",
            "states": " ".join(sorted(wanted.states)),
        }

    def clear(self) -> None:
        """Narrow nothing."""
        self.search.clear()
        self.narrow_to(Filters(newest_first=self.filters.newest_first))

    def remove(self, name: str) -> None:
        """Take one filter off."""
        empty = Filters()
        if name == "days":
            self.narrow_to(replace(self.filters, first=None, last=None))
        elif name == "state":
            self.narrow_to(replace(self.filters, states=empty.states))
        else:
            self.narrow_to(_with(self.filters, {name: ""}))

    @property
    def set(self) -> bool:
        """Whether anything narrows the register."""
        return self.filters != Filters(newest_first=self.filters.newest_first)

    def told(self) -> tuple[str, ...]:
        """What narrows the register, in words."""
        named = ((self._word(name), self._value_word(name)) for name in FIELDS)
        return (*(f"{name} {value}" for name, value in named if value), self.filters.number)

    # --- asking ---

    def ask(self, name: str, under: QWidget) -> None:
        """Ask for the value of one filter."""
        if name == "days":
            ask_days(self._around, under, self._took_days)
            return
        Choose(
            self._around.look,
            under,
            self._offers(name),
            lambda choice: self._took(name, choice),
            hint=self._word(name),
        ).open()

    def _ask_field(self) -> None:
        offered = [_offer(self._word(name), name) for name in FIELDS]
        Choose(
            self._around.look,
            self._add,
            offered,
            lambda choice: self.ask(str(choice.value), self._add),
            hint=translate("ui.pages.register_filters", "Narrow by"),
        ).open()

    def _offers(self, name: str) -> list[Offered]:
        if name == "kind":
            kinds = ("dispatch", "confirmation", "opening")
            return [_offer(wording.kind_word(kind), kind) for kind in kinds]
        if name == "state":
            return [_offer(word, state) for state, word in register.state_words().items()]
        if name == "item":
            return [
                (one.entry, Choice("", "", one.name, f"{one.code} {one.spec}", value=one.code))
                for one in self._known.items
            ]
        if name == "incident":
            return [_offer(one.name, one.code) for one in self._known.incidents]
        return [
            (one.entry, Choice("", "", one.name, one.county, value=one.code))
            for one in self._known.places
            if one.kind == name
        ]

    def _took_days(self, span: Span) -> None:
        self.narrow_to(replace(self.filters, first=span[0], last=span[1]))

    def _took(self, name: str, choice: Choice) -> None:
        value = choice.value
        if name == "state":
            self.narrow_to(replace(self.filters, states=self.filters.states | {str(value)}))
        else:
            self.narrow_to(_with(self.filters, {name: str(value)}))

    def _searched(self) -> None:
        text = self.search.text().strip()
        if text != self.filters.number:
            self.narrow_to(replace(self.filters, number=text))

    # --- showing ---

    def _show_chips(self) -> None:
        for name, chip in self._chips.items():
            value = self._value_word(name)
            chip.show_value(value)
            chip.setVisible(bool(value))
        self._clear.setVisible(self.set)

    def _value_word(self, name: str) -> str:
        wanted = self.filters
        if name == "days":
            return span_word(wanted.first, wanted.last)
        if name == "kind":
            return wording.kind_word(wanted.kind) if wanted.kind else ""
        if name == "state":
            words = register.state_words()
            return " + ".join(words[one] for one in register.STATES if one in wanted.states)
        code: str = getattr(wanted, name)
        if not code:
            return ""
        lists: dict[str, dict[str, str]] = {
            "item": {one.code: one.name for one in self._known.items},
            "incident": {one.code: one.name for one in self._known.incidents},
        }
        places = {one.code: one.name for one in self._known.places}
        return lists.get(name, places).get(code, code)

    def _word(self, name: str) -> str:
        words = {
            "days": translate("ui.pages.register_filters", "Date"),
            "kind": translate("ui.pages.register_filters", "Kind"),
            "state": translate("ui.pages.register_filters", "State"),
            "warehouse": translate("ui.pages.register_filters", "Warehouse"),
            "site": translate("ui.pages.register_filters", "Site"),
            "item": translate("ui.pages.register_filters", "Item"),
            "incident": translate("ui.pages.register_filters", "Event"),
        }
        return words[name]


def _with(filters: Filters, codes: Mapping[str, str]) -> Filters:
    """*filters* with other codes in the fields that *codes* names."""
    fields: dict[str, Any] = dict(codes)  # the fields that hold a code are texts
    return replace(filters, **fields)


def _offer(word: str, value: object) -> Offered:
    return entry("", word, readings(word)), Choice("", "", word, value=value)
