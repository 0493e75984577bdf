"""A paper on screen: its pages, its zoom, another one in its place, and what stands there else."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from supplydesk.ui import run
from supplydesk.ui.look.look import Look
from supplydesk.ui.paper import zoom
from supplydesk.ui.paper.book import Book
from supplydesk.ui.paper.view import PaperView
from supplydesk.ui.paper.zoom import Fit, Zoom
from tests.ui.slips import slip

COPIES = ("①存根联", "②仓库联", "③接收联")


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot) -> Iterator[PaperView]:
    run.dress(qapp, Look())
    made = PaperView(Look())
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    qtbot.waitExposed(made)
    yield made
    QApplication.processEvents()


def _three(lines: int = 3) -> bytes:
    return slip(lines, copies=(1, 2, 3))


def _picture(view: PaperView) -> QImage:
    return view.canvas.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)


def _inked(view: PaperView, among: QRect | None = None) -> int:
    """How many dark dots the ground shows."""
    picture = _picture(view)
    box = among or picture.rect()
    return sum(
        picture.pixelColor(x, y).value() < 100
        for y in range(box.top(), box.bottom(), 3)
        for x in range(box.left(), box.right(), 3)
    )


def _drawn(view: PaperView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: _inked(view, QRect(60, 60, 500, 400)) > 50, timeout=5000)


def test_pages_are_named_by_their_copies(view: PaperView, qtbot: QtBot) -> None:
    view.show_pdf(_three(), COPIES)
    _drawn(view, qtbot)
    assert view.page_count == 3
    model = view.pages.pages
    assert [model.index(at).data() for at in range(3)] == list(COPIES)
    view.show_pdf(slip(60, copies=(1, 2)), COPIES[:2])
    names = [model.index(at).data() for at in range(model.rowCount())]
    each = len(names) // 2
    assert each > 1
    assert names[0] == f"①存根联 1/{each}"
    assert names[-1] == f"②仓库联 {each}/{each}"


def test_the_list_of_pages_is_a_good_model(
    view: PaperView, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    view.show_pdf(_three(), COPIES)
    _drawn(view, qtbot)
    qtmodeltester.check(view.pages.pages)  # type: ignore[no-untyped-call]  # pytest-qt has no types there


def test_keys_turn_pages_and_the_list_goes_along(view: PaperView) -> None:
    view.show_pdf(_three(), COPIES)
    view.canvas.setFocus()
    QTest.keyClick(view.canvas, Qt.Key.Key_PageDown)
    assert (view.page, view.pages.currentIndex().row()) == (1, 1)
    QTest.keyClick(view.canvas, Qt.Key.Key_End)
    assert (view.page, view.pages.currentIndex().row()) == (2, 2)
    QTest.keyClick(view.canvas, Qt.Key.Key_Home)
    assert view.page == 0
    QTest.keyClick(view.pages, Qt.Key.Key_Down)
    assert view.page == 1
    assert view.canvas.accessibleName() == "第 2 页，共 3 页 · ②仓库联"


def test_another_paper_in_its_place_keeps_page_and_zoom(view: PaperView, qtbot: QtBot) -> None:
    view.show_pdf(_three(), COPIES)
    _drawn(view, qtbot)
    view.canvas.zoom = Zoom(None, 75)
    view.go(1)
    down = view.canvas.verticalScrollBar().value()
    view.show_pdf(_three(5), COPIES)
    assert (view.page, view.zoom) == (1, Zoom(None, 75))
    assert view.canvas.verticalScrollBar().value() == down


def test_it_never_goes_blank_between_two_papers(view: PaperView, qtbot: QtBot) -> None:
    view.show_pdf(_three(), COPIES)
    _drawn(view, qtbot)
    before = _inked(view)
    view.show_pdf(_three(9), COPIES)
    assert _inked(view) > before // 2, "at once, before the new picture can have come"
    view.larger()
    assert _inked(view, QRect(60, 60, 500, 400)) > 50, "nor while it grows"


def test_fewer_pages_than_before(view: PaperView, qtbot: QtBot) -> None:
    view.show_pdf(_three(), COPIES)
    view.go(2)
    view.show_pdf(slip(), ())
    _drawn(view, qtbot)
    assert (view.page, view.page_count) == (0, 1)
    assert not view.pages.isVisible()


def test_zoom_by_keys_and_by_choice(view: PaperView) -> None:
    view.show_pdf(slip())
    wide = view.canvas.percent
    QTest.keyClick(view.canvas, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == Zoom(Fit.PAGE)
    whole = view.canvas.percent
    assert whole < wide
    assert view._choice.currentText() == f"整页 {whole:.0f}%"
    QTest.keyClick(view.canvas, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.canvas.percent > whole
    QTest.keyClick(view.canvas, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert view.canvas.percent == pytest.approx(wide)
    for _ in range(20):
        QTest.keyClick(view.canvas, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert view.canvas.percent == zoom.LEAST
    for _ in range(20):
        QTest.keyClick(view.canvas, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert view.canvas.percent == zoom.MOST
    view._choice.setCurrentIndex(view._choice.findData("100"))
    assert view.canvas.percent == 100


def test_a_window_that_is_resized_fits_it_anew(view: PaperView, qtbot: QtBot) -> None:
    view.show_pdf(slip())
    before = view.canvas.percent
    view.resize(700, 500)
    QApplication.processEvents()
    assert view.canvas.percent < before
    _drawn(view, qtbot)


@pytest.mark.parametrize(
    "say", [lambda view: view.show_nothing(), lambda view: view.show_problem("没有这张单据。")]
)
def test_a_sentence_stands_where_no_paper_is(
    view: PaperView, qtbot: QtBot, say: Callable[[PaperView], None]
) -> None:
    view.show_pdf(_three(), COPIES)
    view.canvas.setFocus()
    say(view)
    assert not view.shows_paper
    assert view.page_count == 0
    assert not view.pages.isVisible()
    assert view.hasFocus(), "the keys stay"
    view.show_pdf(_three(), COPIES)
    assert view.canvas.hasFocus()
    _drawn(view, qtbot)


def test_what_is_no_pdf_is_said(view: PaperView) -> None:
    view.show_pdf(b"%PDF-1.4 no")
    assert not view.shows_paper
    assert view._message.accessibleName() == "这张单据无法显示。"


def test_waiting_is_said_after_a_while_and_only_for_the_first(
    view: PaperView, qtbot: QtBot
) -> None:
    view.ask()
    qtbot.waitUntil(lambda: view._message.accessibleName() == "正在排印……", timeout=2000)
    view.show_pdf(slip())
    view.ask()
    qtbot.wait(250)
    assert view.shows_paper


def test_a_slip_that_is_drawn_again_and_again_leaves_nothing_behind(
    view: PaperView, qtbot: QtBot
) -> None:
    for lines in range(1, 21):
        view.show_pdf(slip(lines))
        qtbot.wait(5)
    _drawn(view, qtbot)
    qtbot.waitUntil(lambda: len(view.findChildren(Book)) == 1, timeout=5000)
