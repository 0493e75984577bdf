"""The desk that is closed under a window: questions go unanswered, a write is a fault."""

import pytest
from PySide6.QtWidgets import QApplication

from supplydesk.services import people, settings
from supplydesk.ui.desk import Desk
from supplydesk.ui.main_window import MainWindow
from tests.ui.conftest import Settle


def test_a_window_that_outlives_its_desk_asks_in_vain_and_does_no_harm(
    window: MainWindow, desk: Desk, settle: Settle
) -> None:
    desk.close()
    got: list[object] = []
    errand = desk.read(people.sitters, got.append, owner=window)
    window._read_again()
    QApplication.processEvents()
    settle()
    assert (got, errand.wanted, desk.idle) == ([], False, True)


def test_a_write_to_a_closed_desk_is_never_dropped_in_silence(
    window: MainWindow, desk: Desk
) -> None:
    desk.close()
    with pytest.raises(RuntimeError):
        desk.write(settings.save, lambda _done: None, owner=window)
    assert not desk.busy
