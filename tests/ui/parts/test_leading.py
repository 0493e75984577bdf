"""F2 is offered where a problem has a place on the page, and nowhere else."""

import pytest

from supplydesk.domain.problem import Problem
from supplydesk.ui.around import Target
from supplydesk.ui.main_window import MainWindow
from tests.ui.conftest import Settle


@pytest.mark.parametrize(
    ("problem", "led"),
    [
        (Problem("not_enough", "少了", 2, "issued"), True),
        (Problem("place_not_chosen", "选站点", None, "site"), True),
        (Problem("settled", "已回执", None, "number"), False),
        (Problem("locked", "占用"), False),
    ],
)
def test_only_what_has_a_place_is_led_to(
    window: MainWindow, settle: Settle, problem: Problem, led: bool
) -> None:
    window.go(Target("dispatch"))
    settle()
    window.tell("没有过账", (problem,))
    assert window.banner.isVisible()
    assert window.banner._jump.isVisible() is led
    window.go(Target("stock"))
    settle()
    window.tell("没有过账", (problem,))
    assert not window.banner._jump.isVisible(), "a page without such places"


def test_the_search_says_that_it_found_nothing(window: MainWindow, settle: Settle) -> None:
    box = window.palette_box
    box.ask()
    settle()
    keys = box._hint.text()
    box.field.setText("没有这个东西")
    settle()
    assert "没有这个东西" in box._hint.text() != keys
    box.field.setText("")
    settle()
    assert box._hint.text() == keys
    box.close_box()
