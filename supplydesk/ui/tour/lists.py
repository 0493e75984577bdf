"""What is done in the scenes of the lists and of safety: forms, imports, people, copies."""

from collections.abc import Callable
from typing import cast

from PySide6.QtWidgets import QLineEdit

from supplydesk.domain.problem import Problem
from supplydesk.services import backups
from supplydesk.text import translate
from supplydesk.ui.importing.dialog import ask_import
from supplydesk.ui.pages.backups_findings import Findings
from supplydesk.ui.pages.catalogue import CataloguePage
from supplydesk.ui.pages.people import PeoplePage
from supplydesk.ui.pages.places import PlacesPage
from supplydesk.ui.pages.settings import SettingsPage
from supplydesk.ui.pages.settings_event import EventForm
from supplydesk.ui.parts.dialog import Dialog
from supplydesk.ui.parts.form import Form
from supplydesk.ui.parts.form_panel import FormPanel
from supplydesk.ui.tour.stage import Stage

Act = Callable[[Stage], object]


def changing(name: str, about: str = "") -> Act:
    """A list's page with its panel open on one row."""

    def do(stage: Stage) -> None:
        stage.go(name, about)
        stage.act("change")

    return do


def adding(where: str, **texts: str) -> Act:
    """A list's page with its panel open for a new row; *texts* are typed and saved."""

    def do(stage: Stage) -> None:
        stage.go(where)
        stage.act("add")
        if texts:
            panel = _panel(stage)
            _type_into(panel.form, **texts)
            panel.saved.emit()
            stage.settle()

    return do


def _panel(stage: Stage) -> FormPanel:
    shown = cast("CataloguePage | PlacesPage | PeoplePage", stage.page)
    return shown.panel


def _type_into(form: Form, **texts: str) -> None:
    for name, text in texts.items():
        form.field(name).take_focus()
        control = form.field(name).control
        assert isinstance(control, QLineEdit), "it is typed into"
        control.selectAll()
        control.insert(text)


def importing(stage: Stage) -> None:
    """A list of items that can be imported."""
    _import(stage, "101009,棉被,2.0×1.8m,床,帐篷被服,300", "900001,充气筏,6人,艘,救援类,4")


def importing_wrong(stage: Stage) -> None:
    """A list of items with mistakes in it."""
    wrong = ("900001,充气筏,6人,,救援类,4", "900002,救生圈,,个,救援类,两百", "900002,桨,,支,,")
    _import(stage, *wrong)


def _import(stage: Stage, *rows: str) -> None:
    file = stage.folder / "物资.csv"
    file.write_text("\n".join(["编码,名称,规格,单位,类别,最低储备", *rows]), encoding="utf-8")
    stage.go("catalogue")
    ask_import(stage.main.around, "catalogue").take_file(str(file))
    stage.settle()


def import_asked(stage: Stage) -> None:
    """No list has been chosen yet."""
    stage.go("places")
    stage.act("import")


def closing(stage: Stage) -> None:
    """A warehouse that still holds goods is to be closed."""
    stage.go("places", "SK01")
    stage.act("close_place")
    dialog = cast("Dialog", stage.dialog())
    dialog.main.click()
    stage.settle()


def settings_wrong(stage: Stage) -> None:
    """Settings that cannot be."""
    stage.go("settings")
    form = cast("SettingsPage", stage.page).form
    _type_into(form, bureau_code="tsyj", paper_due_hours="soon", cut_off="31")
    stage.act("save")


def event(stage: Stage) -> None:
    """An event that is closed before it begins."""
    stage.go("settings")
    events = cast("SettingsPage", stage.page).events
    events.table.put(0)
    events.ask_to_change()
    form = cast("EventForm", stage.dialog()).form
    _type_into(form, closed_on="2022-09-30")
    form.saved.emit()
    stage.settle()


def _copy(stage: Stage) -> None:
    assert stage.desk is not None, "the scene has a desk"
    for reason in ("", "before-import"):
        backups.back_up(stage.desk.database, stage.desk.seat, reason, quick=True)
    stage.desk.changed.emit()


def copies(act: str = "") -> Act:
    """Copies of the desk; *act* is then done."""

    def do(stage: Stage) -> None:
        _copy(stage)
        stage.go("backups")
        if act:
            stage.act(act)

    return do


def copied_home(stage: Stage) -> None:
    """The home page after a copy was made."""
    _copy(stage)
    stage.go("home")


def findings(stage: Stage) -> None:
    """What verifying found where somebody has been at the file."""
    stage.go("backups")
    one = translate("ui.tour.lists", "Movement {number} of {paper} is not as it was written.")
    found = [
        Problem("altered", one.format(number=number, paper="DB-20221024-001"))
        for number in range(118, 126)
    ]
    Findings(stage.main.around, found).open()


def as_reviewer(name: str) -> Act:
    """A page that shows less, or only shows, to whose role may not change it."""

    def do(stage: Stage) -> None:
        stage.sit("赵建国")
        stage.go(name)

    return do
