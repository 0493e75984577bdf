"""The panel of the places page: a warehouse, bin, site or custodian, to be added or changed."""

from collections.abc import Sequence
from dataclasses import replace

from supplydesk.domain.places import Level, PlaceKind
from supplydesk.services import import_places
from supplydesk.services.place_facts import CUSTODIAN, KINDS, PlaceFacts, kind_word
from supplydesk.services.place_list import ListedPlace
from supplydesk.services.places import AREAS
from supplydesk.store.database import DeskSession
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.pages.places_columns import area_word
from supplydesk.ui.parts.form_panel import FormPanel
from supplydesk.ui.parts.refusals import problems_of

# Which fields each kind of place has, beside its code and name.
_FIELDS = {
    PlaceKind.WAREHOUSE.value: {"level", "custodian", "county", "address", "contact", "phone"},
    PlaceKind.SITE.value: {"level", "county", "address", "contact", "phone"},
    PlaceKind.BIN.value: {"warehouse", "area"},
    CUSTODIAN: {"address", "contact", "phone"},
}
_OWN = ("level", "warehouse", "area", "custodian", "county", "address", "contact", "phone")


class PlacesPanel(FormPanel):
    """Kind, level and place in the tree stay once a place is there."""

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._before: PlaceFacts | None = None
        self._kind = PlaceKind.SITE.value
        self.last_saved = ""
        form = self.form
        form.choice(
            "kind",
            translate("ui.pages.places_panel", "Kind"),
            [(kind, kind_word(kind)) for kind in KINDS],
            half=True,
        )
        form.text("code", translate("ui.pages.places_panel", "Code"), half=True)
        form.text("name", translate("ui.pages.places_panel", "Name"))
        form.choice(
            "level",
            translate("ui.pages.places_panel", "Level"),
            [(level.value, level.word()) for level in Level],
        )
        form.choice("warehouse", translate("ui.pages.places_panel", "Warehouse"))
        form.choice(
            "area",
            translate("ui.pages.places_panel", "Area"),
            [(area.value, area_word(area.value)) for area in AREAS],
        )
        form.text(
            "custodian",
            translate("ui.pages.places_panel", "Custodian"),
            note=translate(
                "ui.pages.places_panel", "Code or name of who keeps the goods; added if new."
            ),
        )
        form.text("county", translate("ui.pages.places_panel", "County"))
        form.text("address", translate("ui.pages.places_panel", "Address"))
        form.text("contact", translate("ui.pages.places_panel", "Contact"), half=True)
        form.text("phone", translate("ui.pages.places_panel", "Phone"), half=True)
        form.edited.connect(self._edited)
        self.saved.connect(self._put)

    def learn(self, found: Sequence[ListedPlace]) -> None:
        """Offer the warehouses, counties and custodians that are there."""
        warehouses = [
            (one.facts.code, f"{one.facts.code}  {one.facts.name}")
            for one in found
            if one.facts.kind == PlaceKind.WAREHOUSE.value
        ]
        control = self.form.field("warehouse").control
        control.offer(warehouses)  # type: ignore[union-attr]  # it was made as a choice
        keepers = [one.facts.name for one in found if one.facts.kind == CUSTODIAN]
        self.form.offer("custodian", keepers)
        counties = dict.fromkeys(one.facts.county for one in found if one.facts.county)
        self.form.offer("county", list(counties))

    def add(self, kind: str, warehouse: str = "") -> None:
        """Begin a new place of *kind*."""
        self._before = None
        for name in ("kind", "code", "level", "warehouse", "area"):
            self.form.field(name).lock(locked=False)
        self._show_kind(kind)
        values = {
            "kind": kind,
            "level": Level.COUNTY.value,
            "area": PlaceKind.GOOD.value,
            "warehouse": warehouse,
        }
        self.begin(translate("ui.pages.places_panel", "New place"), "", values)
        self.form.begin("code")

    def change(self, place: ListedPlace) -> None:
        """Change *place*."""
        facts = self._before = place.facts
        for name in ("kind", "code", "level", "warehouse", "area"):
            self.form.field(name).lock(locked=True)
        self._show_kind(facts.kind)
        values = {
            "kind": facts.kind,
            "code": facts.code,
            "name": facts.name,
            "level": facts.level.value if facts.level else "",
            "warehouse": place.warehouse,
            "area": place.area,
            "custodian": facts.custodian,
            "county": facts.county,
            "address": facts.address,
            "contact": facts.contact,
            "phone": facts.phone,
        }
        told = translate(
            "ui.pages.places_panel", "{kind} {code} · papers posted keep the old words"
        )
        self.begin(facts.name, told.format(kind=kind_word(facts.kind), code=facts.code), values)
        self.form.begin("name")

    def _show_kind(self, kind: str) -> None:
        self._kind = kind
        for name in _OWN:
            self.form.show_field(name, shown=name in _FIELDS[kind])

    def _edited(self, name: str) -> None:
        if name == "kind":
            self._show_kind(self.form.value("kind"))

    def _put(self) -> None:
        facts = self._typed()
        before = self._before

        def save(session: DeskSession) -> None:
            if before is None:
                import_places.add(session, facts)
            else:
                import_places.change(session, facts.code, _changes(before, facts))

        self.busy(True)
        self.last_saved = facts.code
        self.around.desk.write(save, lambda _: self.done(), owner=self, failed=self._failed)

    def _typed(self) -> PlaceFacts:
        typed = {name: " ".join(text.split()) for name, text in self.form.values().items()}
        shown = _FIELDS[self._kind]
        mine = {name: typed[name] if name in shown else "" for name in _OWN}
        parent = f"{mine['warehouse']}-{mine['area']}" if mine["warehouse"] else ""
        facts = PlaceFacts(
            typed["code"],
            self._kind,  # type: ignore[arg-type]  # one of KINDS, as the choice offers them
            typed["name"],
            Level(mine["level"]) if mine["level"] else None,
            parent,
            mine["custodian"],
            mine["county"],
            mine["address"],
            mine["contact"],
            mine["phone"],
        )
        if self._before is None:
            return facts
        kept = self._before
        return replace(facts, kind=kept.kind, level=kept.level, parent=kept.parent)

    def _failed(self, error: Exception) -> None:
        problems = tuple(
            replace(one, field="warehouse") if one.field == "parent" else one
            for one in problems_of(error)
        )
        self.refuse(problems)
        if not problems:
            self.around.desk.failed.emit(error)


def _changes(before: PlaceFacts, after: PlaceFacts) -> dict[str, str]:
    names = ("name", "county", "address", "contact", "phone", "custodian")
    return {
        name: str(getattr(after, name))
        for name in names
        if getattr(after, name) != getattr(before, name)
    }
