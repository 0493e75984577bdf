"""What is done in the scenes of vouchers: typed, wrong, refused, signed, posted, reversed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from supplydesk.services import drafts, register, starter
from supplydesk.services.drafts import Saved
from supplydesk.services.forms import DOCUMENT
from supplydesk.services.register import Filters
from supplydesk.services.reversal import reverse
from supplydesk.store.database import DeskSession
from supplydesk.ui.document.page import VoucherPage
from supplydesk.ui.parts.fields import ChoiceBox
from supplydesk.ui.tour import desks
from supplydesk.ui.tour.stage import Stage

Act = Callable[[Stage], object]
CTRL = Qt.KeyboardModifier.ControlModifier
WAREHOUSE, SITE, EVENT = "SK01", "ZD001", "YQ2022"
INSTRUCTION = "天应急调〔2022〕88号"
LINES = (("101006", "20"), ("101009", "40"), ("101010", "30"), ("102001", "5"), ("101017", "6"))
MANY = 60


def page(stage: Stage) -> VoucherPage:
    """The voucher page, which is shown."""
    shown = stage.page
    assert isinstance(shown, VoucherPage), "the scene went to a voucher"
    return shown


def save(stage: Stage) -> None:
    """Save what is typed: when the draft saves itself depends on the machine."""
    stage.act("save")


def _head(stage: Stage) -> None:
    stage.strokes("sj", "qz", INSTRUCTION)


def lines(stage: Stage) -> None:
    """Four lines that are sound."""
    for initials, quantity in (("zdc", "20"), ("mb", "40"), ("mr", "30"), ("hl", "5")):
        stage.strokes(initials, quantity, "")


def typed(stage: Stage) -> None:
    """A dispatch of four lines, sound, the caret in the next one."""
    stage.go("dispatch")
    _head(stage)
    lines(stage)
    save(stage)


def picking(stage: Stage) -> None:
    """The same, an item being picked by its initials."""
    typed(stage)
    stage.type("m")


def slip(stage: Stage) -> None:
    """The same with its slip beside it, as it would be printed."""
    typed(stage)
    if page(stage).beside.isHidden():  # where there is room for it, it is there already
        stage.act("preview")


def wrong(stage: Stage) -> None:
    """More than there is, and an item that there is not; the caret at the first of them."""
    stage.go("dispatch")
    _head(stage)
    QApplication.clipboard().setText("棉被\t2000\n折叠床\t20\n防水雨布\t3\n毛巾被\t十\n")
    stage.key(Qt.Key.Key_V, CTRL)
    save(stage)
    stage.act("next_problem")


def refused(stage: Stage) -> None:
    """Posted without a site and an instruction, and refused."""
    stage.go("dispatch")
    stage.strokes("sj")
    body = page(stage).body
    body.grid.go(0, "item")
    stage.strokes("mb", "2000", "")
    stage.act("post")


def telephone(stage: Stage) -> None:
    """A telephone order with all fields shown."""
    typed(stage)
    head = page(stage).body.head
    basis = head.widgets["basis"]
    assert isinstance(basis, ChoiceBox), "it is chosen, not typed"
    basis.setCurrentIndex(basis.findData("phone"))
    head.unfold(True)
    stage.settle()
    save(stage)


def lots(stage: Stage) -> None:
    """Lots being chosen by hand."""
    typed(stage)
    page(stage).body.grid.go(1, "lots")
    stage.act("look_up")


def number(stage: Stage, kind: str, state: str) -> str:
    """The newest paper of *kind* in *state*."""
    wanted = Filters(kind=kind, states=frozenset({state}), newest_first=True)
    rows = stage.look(lambda session: register.rows(session, register.ids(session, wanted)[:1]))
    return rows[0].number


def standing(kind: str, state: str, act: str = "") -> Act:
    """The newest paper of *kind* in *state*; *act* is then done to it."""

    def do(stage: Stage) -> None:
        stage.go("paper", number(stage, kind, state))
        if act:
            stage.act(act)

    return do


def reversal(stage: Stage) -> None:
    """A slip that was reversed a moment ago."""
    found = number(stage, "dispatch", "posted")
    stage.write(lambda session: reverse(session, found, "数量写错", "tour-reversal"))
    stage.go("paper", found)


def receipt(stage: Stage) -> None:
    """A receipt of an open slip, everything arrived."""
    stage.go("confirmation", dispatch=number(stage, "dispatch", "posted"))
    stage.act("all_arrived")
    save(stage)


def form_of(lines: Sequence[tuple[str, str]], key: str) -> dict[str, object]:
    """A dispatch of *lines*, items with their quantities."""
    return {
        "kind": "dispatch",
        "key": key,
        "warehouse": WAREHOUSE,
        "site": SITE,
        "incident": EVENT,
        "instruction": {"number": INSTRUCTION},
        "lines": [{"item": item, "ordered": quantity} for item, quantity in lines],
    }


def _draft(stage: Stage, lines: Sequence[tuple[str, str]] = LINES, key: str = "tour-draft") -> str:
    form = DOCUMENT.validate_python(form_of(lines, key))
    stage.write(lambda session: drafts.save(session, form))
    return key


def draft(act: str = "") -> Act:
    """A draft at a desk where papers are signed; *act* is then done to it."""

    def do(stage: Stage) -> None:
        stage.go("paper", _draft(stage))
        if act:
            stage.act(act)

    return do


def reviewed(stage: Stage) -> None:
    """A draft that was reviewed and waits for approval."""
    key = _draft(stage)
    _sign(stage, drafts.review, key, "赵建国")
    stage.go("paper", key)


def waiting(stage: Stage) -> None:
    """The home page where papers wait for their signatures."""
    for at, key in enumerate(("tour-a", "tour-b", "tour-c", "tour-d"), 2):
        _draft(stage, LINES[:at], key)
    for key in ("tour-b", "tour-c", "tour-d"):
        _sign(stage, drafts.review, key, "赵建国")
    _sign(stage, drafts.approve, "tour-d", desks.SIGNER, desks.PIN)
    stage.go("home")


def _sign(
    stage: Stage, step: Callable[[DeskSession, str], Saved], key: str, name: str, pin: str = ""
) -> None:
    stage.write(lambda session: step(session, key), name, pin)


def approved(act: str = "") -> Act:
    """A paper that has its number and is to be posted; *act* is then done to it."""

    def do(stage: Stage) -> None:
        key = _draft(stage)
        _sign(stage, drafts.review, key, "赵建国")
        _sign(stage, drafts.approve, key, desks.SIGNER, desks.PIN)
        stage.go("paper", key)
        if act:
            stage.act(act)

    return do


def voided(stage: Stage) -> None:
    """A paper that was approved and voided."""
    approved()(stage)
    stage.write(lambda session: drafts.void(session, "tour-draft", "站点撤销"))
    stage.go("paper", "tour-draft")


def many(stage: Stage) -> None:
    """Opening stock of sixty lines, being typed."""
    items = starter.starter_items()[:MANY]
    form = {
        "kind": "opening",
        "key": "tour-opening",
        "place": "CK01",
        "voucher_date": "2022-09-30",
        "lines": [
            {
                "item": item.code,
                "quantity": str(1 + at * 7),
                "lot_number": "202209",
                "unit_cost": "86.5",
            }
            for at, item in enumerate(items)
        ],
    }
    stage.write(lambda session: drafts.save(session, DOCUMENT.validate_python(form)))
    stage.go("paper", "tour-opening")


def long(stage: Stage) -> None:
    """A posted slip whose every name is sixty characters long."""
    stage.go("paper", number(stage, "dispatch", "posted"))


def long_copy(stage: Stage) -> None:
    """The same being typed."""
    long(stage)
    stage.act("copy_paper")
    save(stage)
