"""The panel of the catalogue page: one item's facts, to be added or changed."""

from collections.abc import Sequence

from supplydesk.domain.problem import Refused
from supplydesk.services import catalogue, item_text
from supplydesk.services.catalogue import ItemFacts
from supplydesk.services.pinyin import mnemonic
from supplydesk.store.database import DeskSession
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.parts.form_panel import FormPanel
from supplydesk.ui.parts.refusals import problems_of


class CataloguePanel(FormPanel):
    """Says ``done_with`` the code of what was saved by calling *saved_as*."""

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._before: ItemFacts | None = None
        self.last_saved = ""
        form = self.form
        form.text("code", translate("ui.pages.catalogue_panel", "Code"), half=True)
        form.text("group", translate("ui.pages.catalogue_panel", "Group"), half=True)
        form.text("name", translate("ui.pages.catalogue_panel", "Name"))
        form.text("spec", translate("ui.pages.catalogue_panel", "Spec"))
        form.text("unit", translate("ui.pages.catalogue_panel", "Base unit"), half=True)
        form.text(
            "decimals",
            translate("ui.pages.catalogue_panel", "Decimals"),
            hint=translate("ui.pages.catalogue_panel", "only for 公斤, 升 and such"),
            half=True,
        )
        form.text(
            "packs",
            translate("ui.pages.catalogue_panel", "Packs"),
            hint=translate("ui.pages.catalogue_panel", "盒=50；箱=2000"),
            note=translate(
                "ui.pages.catalogue_panel",
                "From small to large in base units; 箱=? where cartons are unevenly packed.",
            ),
        )
        form.text(
            "minimum",
            translate("ui.pages.catalogue_panel", "Minimum stock"),
            hint=translate("ui.pages.catalogue_panel", "77 or 3箱5瓶"),
            half=True,
        )
        form.text(
            "shelf_life_months",
            translate("ui.pages.catalogue_panel", "Shelf life, months"),
            half=True,
        )
        form.tick("reusable", translate("ui.pages.catalogue_panel", "Comes back after use"))
        form.section(translate("ui.pages.catalogue_panel", "To find it by"))
        form.text("mnemonic", translate("ui.pages.catalogue_panel", "Mnemonic"), half=True)
        form.text("barcode", translate("ui.pages.catalogue_panel", "Barcode"), half=True)
        form.text(
            "category",
            translate("ui.pages.catalogue_panel", "GB/T 38565 code"),
            hint=translate("ui.pages.catalogue_panel", "seven digits"),
            half=True,
        )
        form.tick(
            "category_verified", translate("ui.pages.catalogue_panel", "Code checked"), half=True
        )
        form.section(translate("ui.pages.catalogue_panel", "In the brief"))
        form.text("brief_name", translate("ui.pages.catalogue_panel", "Name there"), half=True)
        form.text("report_order", translate("ui.pages.catalogue_panel", "Place there"), half=True)
        form.tick("is_other", translate("ui.pages.catalogue_panel", "Counted among 其他物资"))
        form.edited.connect(self._suggest)
        self.saved.connect(self._put)

    def learn(self, groups: Sequence[str], units: Sequence[str]) -> None:
        """Offer the groups and units that are used already."""
        self.form.offer("group", groups)
        self.form.offer("unit", units)

    def add(self, group: str = "") -> None:
        """Begin a new item."""
        self._before = None
        self.form.field("code").lock(locked=False)
        self.begin(translate("ui.pages.catalogue_panel", "New item"), "", {"group": group})
        self._suggest("name")

    def change(self, item: ItemFacts) -> None:
        """Change *item*; its code stays."""
        self._before = item
        self.form.field("code").lock(locked=True)
        subtitle = translate("ui.pages.catalogue_panel", "{code} · its code stays")
        self.begin(item.name, subtitle.format(code=item.code), item_text.write(item))
        self._suggest("name")

    def _suggest(self, name: str) -> None:
        """Show the mnemonic that the name would have; the field keeps what the person typed."""
        if name not in {"name", "mnemonic"}:
            return
        suggested = mnemonic(self.form.value("name"))
        text = translate("ui.pages.catalogue_panel", "Left empty: {mnemonic}")
        told = text.format(mnemonic=suggested) if suggested else ""
        self.form.field("mnemonic").say("" if self.form.value("mnemonic") == suggested else told)

    def _put(self) -> None:
        before = self._before
        try:
            item = item_text.read(self.form.values(), before)
        except Refused as refused:
            self.refuse(refused.problems)
            return
        if before is not None and item.name != before.name and item.mnemonic == before.mnemonic:
            # The old name's mnemonic would be wrong; the service makes the new one.
            item = item_text.read({**self.form.values(), "mnemonic": ""}, before)

        def save(session: DeskSession) -> None:
            if before is None:
                catalogue.add(session, item)
            else:
                catalogue.change(session, before, item)

        self.busy(True)
        self.last_saved = item.code
        self.around.desk.write(save, lambda _: self.done(), owner=self, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        problems = problems_of(error)
        self.refuse(problems)
        if not problems:
            self.around.desk.failed.emit(error)
