"""What is done in the scenes of the books: stock, register, months, cards, reports, paper."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import cast

from PySide6.QtCore import Qt

from supplydesk.services import catalogue, catalogue_list, periods, register
from supplydesk.services.catalogue import ItemFacts
from supplydesk.services.register import Filters
from supplydesk.store.database import DeskSession
from supplydesk.ui.pages.preview import PreviewPage
from supplydesk.ui.pages.register import RegisterPage
from supplydesk.ui.paper.spool import Printer
from supplydesk.ui.parts.fields import ToggleChip
from supplydesk.ui.tour.stage import Stage

Act = Callable[[Stage], object]
PRINTERS = (Printer("HP-LaserJet-1020", usual=True), Printer("OKI-5560-针式"))
QUILT = "101009"


def page(name: str, about: str = "", **options: str) -> Act:
    """A page, as it opens."""
    return lambda stage: stage.go(name, about, **options)


def past(stage: Stage) -> None:
    """The stock of a day that has passed."""
    stage.go("stock")
    stage.act("as_of")
    stage.type("2022-10-24")
    stage.key(Qt.Key.Key_Return)


def past_asked(stage: Stage) -> None:
    """A day that is none is asked for."""
    stage.go("stock")
    stage.act("as_of")
    stage.type("2022-13-24")
    stage.key(Qt.Key.Key_Return)


def stock_low(stage: Stage) -> None:
    """The stock, narrowed to what is below its minimum."""
    stage.write(lambda session: catalogue.put(session, _in_want(session)))
    stage.go("stock")
    low = stage.page.findChildren(ToggleChip)[0]
    low.setChecked(True)
    stage.settle()


def _in_want(session: DeskSession) -> list[ItemFacts]:
    """Some items of the catalogue that there should be more of."""
    found = catalogue_list.items(session)
    wanted = {QUILT: 1500, "101010": 2000, "101006": 900, "102001": 400}
    return [
        replace(row.facts, minimum=Decimal(wanted[row.facts.code]))
        for row in found
        if row.facts.code in wanted
    ]


def register_of(**codes: str) -> Act:
    """The register, narrowed."""

    def do(stage: Stage) -> None:
        stage.go("register", **codes)

    return do


def register_days(stage: Stage) -> None:
    """Days being chosen."""
    stage.go("register")
    shown = cast("RegisterPage", stage.page)
    shown.row.ask("days", shown.row.search)
    stage.settle()


def closed_month(stage: Stage) -> None:
    """October, closed."""
    stage.write(lambda session: periods.close(session, "2022-10"))
    stage.go("month", "2022-10")


def _numbers(stage: Stage, count: int) -> list[str]:
    wanted = Filters(kind="dispatch", states=frozenset({"posted"}), newest_first=True)
    rows = stage.look(lambda session: register.rows(session, register.ids(session, wanted)[:count]))
    return [row.number for row in rows]


def preview(count: int, *, printers: bool = True, **options: str) -> Act:
    """So many papers as they will be printed, with the printers of a bureau or with none."""

    def do(stage: Stage) -> None:
        stage.go("preview", ",".join(_numbers(stage, count)), **options)
        _show_printers(stage, printers=printers)

    return do


def preview_missing(stage: Stage) -> None:
    """A number that no paper has."""
    stage.go("preview", "DB-20221128-999")
    _show_printers(stage, printers=True)


def _show_printers(stage: Stage, *, printers: bool) -> None:
    # What printers a picture shows must not depend on where it is taken.
    shown = cast("PreviewPage", stage.page)
    shown.panel.show_printers(PRINTERS if printers else (), "")
    shown.refresh()
    stage.settle()
