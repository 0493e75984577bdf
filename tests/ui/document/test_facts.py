"""What is offered to be added to a posted slip: its paper's number only where that is not there."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supplydesk.services import register, voucher
from supplydesk.services.forms import DispatchForm
from supplydesk.services.register import Filters
from supplydesk.store.database import reading
from supplydesk.ui.around import Target
from supplydesk.ui.desk import Desk
from supplydesk.ui.document.facts import FactDialog
from supplydesk.ui.main_window import MainWindow
from tests.ui.conftest import PATIENCE, Settle


def _slip(desk: Desk, *, by_phone: bool) -> str:
    """A slip of the sample, ordered by telephone or by an instruction with its number."""
    standing = frozenset({"posted", "confirmed", "partly_confirmed"})
    with reading(desk.database, desk.seat) as session:
        ids = register.ids(session, Filters(kind="dispatch", states=standing))
        for row in register.rows(session, ids):
            form = voucher.voucher(session, row.number).form
            assert isinstance(form, DispatchForm)
            if (form.instruction is None) is by_phone:
                return row.number
    raise AssertionError("the sample has both kinds")


@pytest.mark.parametrize("by_phone", [True, False])
def test_the_papers_number_is_offered_where_it_can_be_missing(
    window: MainWindow, desk: Desk, settle: Settle, qtbot: QtBot, *, by_phone: bool
) -> None:
    window.go(Target("paper", _slip(desk, by_phone=by_phone), {"do": "add_fact"}))
    settle()
    qtbot.waitUntil(
        lambda: isinstance(QApplication.activeModalWidget(), FactDialog), timeout=PATIENCE
    )
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FactDialog)
    offered = {dialog.what.itemData(at) for at in range(dialog.what.count())}
    assert ("paper_number" in offered) is by_phone
    assert "plate" in offered
    dialog.reject()
