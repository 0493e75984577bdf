"""The bar says as much as there is room for: keys go first, then words, never the main step's."""

import pytest

from supplydesk.ui.around import Target
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.parts.action_bar import BarButton
from tests.ui.conftest import Settle


def _buttons(window: MainWindow) -> dict[str, BarButton]:
    found = window.bar.findChildren(BarButton)
    return {one.facts.name: one for one in found if one.isVisible()}


@pytest.mark.parametrize("width", [1600, 1366, 1100, 800])
def test_nothing_stands_outside_the_bar_at_any_width(
    window: MainWindow, settle: Settle, width: int
) -> None:
    window.resize(width, 700)
    window.go(Target("dispatch"))
    settle()
    for one in _buttons(window).values():
        assert one.geometry().right() <= window.bar.width()
        assert one.width() >= one.sizeHint().width()


def test_words_go_where_there_is_no_room_and_come_back(window: MainWindow, settle: Settle) -> None:
    window.go(Target("dispatch"))
    settle()
    wide = {name: one.sizeHint().width() for name, one in _buttons(window).items()}
    window.bar.setFixedWidth(560)
    settle()
    narrow = {name: one.sizeHint().width() for name, one in _buttons(window).items()}
    assert narrow["copy_paper"] < wide["copy_paper"] / 2
    assert _buttons(window)["copy_paper"].toolTip()
    assert narrow["post"] > wide["post"] / 2, "the main step keeps its word"
    window.bar.setMinimumWidth(0)
    window.bar.setMaximumWidth(10_000)
    settle()
    assert {name: one.sizeHint().width() for name, one in _buttons(window).items()} == wide
