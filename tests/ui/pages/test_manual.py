"""F1 and ?: the manual for where one is, in both languages, and the keys of the page."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from supplydesk import paths, text
from supplydesk.services import register
from supplydesk.services.register import Filters
from supplydesk.text import LANGUAGES
from supplydesk.ui import actions
from supplydesk.ui.around import Target
from supplydesk.ui.desk import Desk
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages import listing
from supplydesk.ui.pages.manual import ORDER, ManualPage, chapters
from supplydesk.ui.parts.key_sheet import KeySheet
from supplydesk.ui.tour.stage import dialogs
from tests.ui.conftest import Settle


def _manual(window: MainWindow) -> ManualPage:
    page = window.page()
    assert isinstance(page, ManualPage)
    return page


def test_f1_shows_the_page_for_where_one_is_and_esc_goes_back(
    window: MainWindow, settle: Settle
) -> None:
    window.go(Target("stock"))
    settle()
    QTest.keyClick(window, Qt.Key.Key_F1)
    settle()
    page = _manual(window)
    assert page.name == "stock"
    assert "预留" in page.browser.toPlainText() or "占用" in page.browser.toPlainText()
    QTest.keyClick(page.browser, Qt.Key.Key_Escape)
    settle()
    assert window.here.page == "stock"


def test_the_contents_are_walked_by_keys_and_links_lead_on(
    window: MainWindow, settle: Settle
) -> None:
    window.go(Target("manual", "home"))
    settle()
    page = _manual(window)
    assert page.browser.hasFocus()
    QTest.keyClick(page.browser, Qt.Key.Key_F6)
    assert page.contents.hasFocus()
    QTest.keyClick(page.contents, Qt.Key.Key_Down)
    assert page.name == "dispatch"
    page.browser.anchorClicked.emit(QUrl("register.md"))
    assert page.name == "register"
    page.browser.anchorClicked.emit(QUrl("page:stock"))
    settle()
    assert window.here.page == "stock"


def test_both_languages_have_the_same_chapters_and_no_line_is_broken_by_a_space(
    window: MainWindow, settle: Settle
) -> None:
    names = {}
    for language in LANGUAGES:
        text.use(language, paths.resource("translations"))
        names[language] = list(chapters())
    assert names["zh_CN"] == names["en"]
    assert set(ORDER) == set(names["en"])
    text.use("zh_CN", paths.resource("translations"))
    window.go(Target("manual", "setup"))
    settle()
    assert "。 一本" not in _manual(window).browser.toPlainText()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_its_chapter_and_all_it_points_to_is_there(language: str) -> None:
    folder: Path = paths.resource("manual", language)
    pages = {name for name in listing.names() if name != "paper"}
    assert pages <= {file.stem for file in folder.glob("*.md")}
    pictured = 0
    for file in folder.glob("*.md"):
        told = file.read_text(encoding="utf-8")
        assert told.startswith("# "), f"{file.name}: no title"
        for _, link in re.findall(r"(!?)\[[^\]]*\]\(([^)]+)\)", told):
            assert (folder / link).resolve().is_file(), f"{file.name}: {link}"
            pictured += link.endswith(".png")
    assert pictured > len(pages) / 2


def test_pictures_are_small_and_each_is_shown_somewhere() -> None:
    folder: Path = paths.resource("pictures")
    files = list(folder.rglob("*.png"))
    assert sum(file.stat().st_size for file in files) < 3_000_000
    for file in files:
        if file.parent != folder:
            assert QImage(str(file)).width() <= 960, file
    told = "".join(
        file.read_text(encoding="utf-8") for file in paths.resource("manual").rglob("*.md")
    )
    told += paths.resource("pictures").parent.parent.joinpath("README.md").read_text("utf-8")
    assert not [file for file in files if file.relative_to(folder).as_posix() not in told]


def test_a_picture_is_no_wider_than_the_lines(window: MainWindow, settle: Settle) -> None:
    window.go(Target("manual", "dispatch"))
    settle()
    browser = _manual(window).browser
    document = browser.document()
    shown = document.resource(
        QTextDocument.ResourceType.ImageResource.value,
        QUrl("../../pictures/zh_CN/dispatch-slip.png"),
    )
    assert isinstance(shown, QImage)
    assert 400 < shown.width() <= browser.viewport().width()
    assert browser.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize(
    ("page", "chapter"),
    [("dispatch", "dispatch"), ("confirmation", "confirmation"), ("card", "card")],
)
def test_f1_knows_the_kind_of_paper_and_the_page(
    window: MainWindow, settle: Settle, page: str, chapter: str
) -> None:
    window.go(Target(page))
    settle()
    QTest.keyClick(window, Qt.Key.Key_F1)
    settle()
    assert _manual(window).name == chapter


def test_f1_on_a_paper_shows_its_kind(window: MainWindow, settle: Settle, desk: Desk) -> None:
    receipts = Filters(kind="confirmation")
    (row,) = desk.look(lambda session: register.rows(session, register.ids(session, receipts)[:1]))
    window.go(Target("paper", row.number))
    settle()
    QTest.keyClick(window, Qt.Key.Key_F1)
    settle()
    assert _manual(window).name == "confirmation"


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_that_the_manual_names_are_in_the_table_of_actions(language: str) -> None:
    known = {
        key.replace("Return", "Enter").replace("Del", "Delete")
        for one in actions.table(language).values()
        for key in one.keys
    }
    known |= {"Enter", "Esc", "Tab", "Delete", "Ctrl+C", "Ctrl+V", "Ctrl+Enter", "Ctrl+Home"}
    folder: Path = paths.resource("manual", language)
    for file in folder.glob("*.md"):
        for part in file.read_text(encoding="utf-8").split("`")[1::2]:
            if part.startswith(("F", "Ctrl", "Alt")):
                assert part in known, f"{file.name}: {part}"


def test_the_key_sheet_begins_with_the_page_that_is_shown(
    window: MainWindow, settle: Settle
) -> None:
    window.go(Target("stock"))
    settle()
    page = window.page()
    assert page is not None
    QTest.keyClicks(page, "?")
    sheet = dialogs()[-1]
    assert isinstance(sheet, KeySheet)
    here = [one.name for one in sheet.groups[0][1]]
    assert "as_of" in here
    every = [one.name for _, rows in sheet.groups for one in rows]
    assert len(every) == len(set(every)), "each once"
    table = actions.table(text.language())
    with_keys = {name for name, one in table.items() if one.keys}
    assert set(every) == with_keys - {"incident"}, "this desk has one event, so none to choose"
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not dialogs()


def test_a_question_mark_in_a_field_is_typed(window: MainWindow, settle: Settle) -> None:
    window.go(Target("stock"))
    settle()
    page = window.page()
    assert page is not None
    QTest.keyClick(page, Qt.Key.Key_F3)
    focus = window.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "?")
    assert isinstance(focus, QLineEdit)
    assert focus.text() == "?"
    assert not dialogs()
