"""The table of scenes: what each is called, which desk it plays on, and what is done there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt

from supplydesk.domain.problem import Problem
from supplydesk.text import translate
from supplydesk.ui.entrance import problem_of
from supplydesk.ui.importing.dialog import ask_import
from supplydesk.ui.parts.crash_dialog import CrashDialog
from supplydesk.ui.tour import around, books, desks, doubts, lists, vouchers
from supplydesk.ui.tour.desks import LATER, NO_DESK, NOW
from supplydesk.ui.tour.stage import Stage

Act = Callable[[Stage], object]


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: *act* is done at the moment *now* in the window of *desk*, one of
    `desks.MAKERS` or `NO_DESK`.
    """

    name: str
    desk: str
    act: Act
    now: datetime = NOW


def _page(name: str, about: str = "") -> Act:
    return lambda stage: stage.go(name, about)


def _welcome_missing(stage: Stage) -> None:
    from supplydesk.store.database import StoreTrouble  # noqa: PLC0415 - one scene's

    known = problem_of(StoreTrouble(Problem("no_desk", "")), str(stage.folder / "desk.supplydesk"))
    assert known is not None, "it is one of the store's"
    stage.welcome.again.show()
    stage.welcome.refuse(translate("ui.tour.scenes", "The desk was not opened"), known)


def _new_desk(stage: Stage) -> None:
    stage.welcome.make_new()
    stage.settle()


def _new_desk_wrong(stage: Stage) -> None:
    _new_desk(stage)
    stage.key(Qt.Key.Key_Return)


def _not_found(stage: Stage) -> None:
    stage.go("stock")
    stage.key(Qt.Key.Key_F3)
    stage.type("zzzz")


def _palette(stage: Stage) -> None:
    stage.go("home")
    stage.main.palette_box.ask()
    stage.type("mb")


def _refused(stage: Stage) -> None:
    stage.go("home")
    stage.main.tell(
        translate("ui.tour.scenes", "That could not be done"),
        [
            Problem("a", translate("ui.tour.scenes", "Line 2: 棉被 lacks 120 床. Order less.")),
            Problem("b", translate("ui.tour.scenes", "The instruction has no number. Type it.")),
        ],
    )


def _keys(stage: Stage) -> None:
    stage.go("stock")
    stage.main.everywhere.keys()


def _manual(stage: Stage) -> None:
    stage.go("stock")
    stage.main.everywhere.manual()


def _sit(stage: Stage) -> None:
    stage.go("home")
    stage.main.everywhere.sit()
    stage.settle()
    stage.key(Qt.Key.Key_Down)


def _crash(stage: Stage) -> None:
    stage.go("home")
    look = stage.main.around.look
    CrashDialog(look, stage.window, "ZeroDivisionError", lambda _path, _done: None).open()


def _import_wrong(stage: Stage) -> None:
    file = stage.folder / "期初.csv"
    rows = ["名称,规格,数量,仓库", "棉被,2.0×1.8m,620,城东库", "雨衣（成人）,,三百,城东库"]
    file.write_text("\n".join([*rows, "折叠床,,40,城南库"]), encoding="utf-8")
    stage.go("setup")
    ask_import(stage.main.around, "opening").take_file(str(file))


def _import_missing(stage: Stage) -> None:
    stage.go("setup")
    ask_import(stage.main.around, "opening").take_file("/media/usb/期初库存2022.xlsx")


def _import_starter(stage: Stage) -> None:
    stage.go("setup")
    getattr(stage.page, "take_starter")()  # noqa: B009 - the page of the first run


SCENES: tuple[Scene, ...] = (
    Scene("welcome", NO_DESK, lambda stage: stage.settle()),
    Scene("welcome-missing", NO_DESK, _welcome_missing),
    Scene("new-desk", NO_DESK, _new_desk),
    Scene("new-desk-wrong", NO_DESK, _new_desk_wrong),
    Scene("setup", "empty", _page("setup")),
    Scene("setup-starter", "empty", _import_starter),
    Scene("setup-opening", "ready", _page("setup")),
    Scene("setup-import-wrong", "ready", _import_wrong),
    Scene("setup-import-missing", "ready", _import_missing),
    Scene("setup-done", "sample", _page("setup")),
    Scene("sit", "shared", _sit),
    Scene("home", "sample", _page("home")),
    Scene("home-empty", "empty", _page("home")),
    Scene("home-long", "long", _page("home")),
    Scene("stock", "sample", _page("stock")),
    Scene("stock-panel", "sample", _page("stock", "101009")),
    Scene("stock-not-found", "sample", _not_found),
    Scene("stock-empty", "empty", _page("stock")),
    Scene("stock-long", "long", _page("stock", "900001")),
    Scene("register", "sample", _page("register")),
    Scene("register-empty", "empty", _page("register")),
    Scene("register-long", "long", _page("register")),
    Scene("palette", "sample", _palette),
    Scene("refused", "sample", _refused),
    Scene("keys", "sample", _keys),
    Scene("manual", "sample", _manual),
    Scene("crash", "sample", _crash),
    Scene("work", "sample", around.working),
    Scene("work-behind", "sample", around.working_behind),
    Scene("work-leaving", "sample", around.leaving_work),
    # the home page
    Scene("home-copied", "sample", lists.copied_home),
    Scene("home-overdue", "sample", books.page("home"), LATER),
    Scene("home-signing", "signed", vouchers.waiting),
    # what a scanner types
    Scene("palette-scanned", "sample", around.scanned()),
    Scene("scanned-odd", "sample", around.scanned(entered=True)),
    # the event that one works for
    Scene("home-event", "sample", around.event("home")),
    Scene("register-event", "sample", around.event("register")),
    Scene("dispatch-event", "sample", around.event("dispatch")),
    Scene("events", "sample", around.events),
    Scene("event-long", "long", around.long_event),
    # vouchers
    Scene("dispatch-new", "sample", books.page("dispatch")),
    Scene("dispatch", "sample", vouchers.typed),
    Scene("dispatch-slip", "sample", vouchers.slip),
    Scene("dispatch-picking", "sample", vouchers.picking),
    Scene("dispatch-wrong", "sample", vouchers.wrong),
    Scene("dispatch-closed-offered", "sample", doubts.closed_offered),
    Scene("dispatch-closed-named", "sample", doubts.closed_named),
    Scene("dispatch-dated", "sample", doubts.dated),
    Scene("dispatch-twice", "sample", doubts.twice),
    Scene("dispatch-refused", "sample", vouchers.refused),
    Scene("dispatch-telephone", "sample", vouchers.telephone),
    Scene("dispatch-lots", "sample", vouchers.lots),
    Scene("dispatch-draft", "signed", vouchers.draft()),
    Scene("dispatch-sign", "signed", vouchers.draft("review")),
    Scene("dispatch-reviewed", "signed", vouchers.reviewed),
    Scene("dispatch-approved", "signed", vouchers.approved()),
    Scene("dispatch-void", "signed", vouchers.approved("void")),
    Scene("dispatch-voided", "signed", vouchers.voided),
    Scene("dispatch-posted", "sample", vouchers.standing("dispatch", "posted")),
    Scene("dispatch-confirmed", "sample", vouchers.standing("dispatch", "confirmed")),
    Scene("dispatch-fact", "sample", vouchers.standing("dispatch", "posted", "add_fact")),
    Scene("dispatch-reverse", "sample", vouchers.standing("dispatch", "posted", "reverse_copy")),
    Scene("dispatch-reversed", "sample", vouchers.reversal),
    Scene("dispatch-reversal", "sample", vouchers.standing("dispatch", "reversal")),
    Scene("dispatch-delete", "signed", vouchers.draft("delete_draft")),
    Scene("dispatch-long", "long", vouchers.long),
    Scene("dispatch-long-copy", "long", vouchers.long_copy),
    Scene("confirmation-new", "sample", books.page("confirmation")),
    Scene("confirmation", "sample", vouchers.receipt),
    Scene("confirmation-posted", "sample", vouchers.standing("confirmation", "posted")),
    Scene("opening-new", "sample", books.page("opening")),
    Scene("opening-many", "ready", vouchers.many),
    Scene("opening-posted", "sample", vouchers.standing("opening", "posted")),
    # the books
    Scene("stock-past", "sample", books.past),
    Scene("stock-past-asked", "sample", books.past_asked),
    Scene("stock-low", "sample", books.stock_low),
    Scene("register-narrowed", "sample", books.page("register", kind="dispatch", site="ZD001")),
    Scene("register-none", "sample", books.page("register", kind="opening", site="ZD001")),
    Scene("register-days", "sample", books.register_days),
    Scene("month", "sample", books.page("month")),
    Scene("month-closed", "sample", books.closed_month),
    Scene("month-empty", "empty", books.page("month")),
    Scene("month-long", "long", books.page("month")),
    Scene("card", "sample", books.page("card", books.QUILT)),
    Scene("card-goods", "sample", books.page("card", books.QUILT, place="SK01", basis="goods")),
    Scene("card-empty", "sample", books.page("card", "101001")),
    Scene("card-long", "long", books.page("card", "900001")),
    Scene("reports", "sample", books.page("reports")),
    Scene("reports-gaps", "sample", books.page("reports", "gaps")),
    Scene("reports-empty", "empty", books.page("reports")),
    Scene("preview", "sample", books.preview(1)),
    Scene("preview-many", "sample", books.preview(8)),
    Scene("preview-a5", "sample", books.preview(1, sheet="a5")),
    Scene("preview-no-printer", "sample", books.preview(1, printers=False)),
    Scene("preview-missing", "sample", books.preview_missing),
    # lists
    Scene("catalogue", "sample", books.page("catalogue")),
    Scene("catalogue-change", "sample", lists.changing("catalogue", books.QUILT)),
    Scene("catalogue-wrong", "sample", lists.adding("catalogue", code="101009", minimum="x")),
    Scene("catalogue-import", "sample", lists.importing),
    Scene("catalogue-import-wrong", "sample", lists.importing_wrong),
    Scene("catalogue-empty", "empty", books.page("catalogue")),
    Scene("catalogue-long", "long", lists.changing("catalogue", "900001")),
    Scene("places", "sample", books.page("places")),
    Scene("places-change", "sample", lists.changing("places", "ZD001")),
    Scene("places-close", "sample", lists.closing),
    Scene("places-import", "sample", lists.import_asked),
    Scene("places-long", "long", lists.changing("places", "ZD001")),
    Scene("people", "signed", books.page("people")),
    Scene("people-add", "signed", lists.adding("people")),
    Scene(
        "people-wrong",
        "signed",
        lists.adding("people", name=desks.SIGNER, pin="2468", again="2468"),
    ),
    # the desk
    Scene("settings", "sample", books.page("settings")),
    Scene("settings-wrong", "sample", lists.settings_wrong),
    Scene("settings-event", "sample", lists.event),
    Scene("settings-seen", "signed", lists.as_reviewer("settings")),
    Scene("backups", "sample", lists.copies()),
    Scene("backups-empty", "sample", books.page("backups")),
    Scene("backups-restore", "sample", lists.copies("restore")),
    Scene("backups-findings", "sample", lists.findings),
)
