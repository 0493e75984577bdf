"""A window of 800×600 and names of sixty characters: the same dispatch, and everything in sight."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from supplydesk.domain.places import Level
from supplydesk.services import catalogue, documents, places
from supplydesk.services.catalogue import ItemFacts
from supplydesk.services.forms import DOCUMENT
from supplydesk.store.database import DeskSession, write
from supplydesk.ui.desk import Desk
from tests.ui.keys import CTRL
from tests.ui.stories.clerk import Clerk

SITE = ("天水市秦州区××街道××社区第三网格临时安置点" * 4)[:60]
ITEM = ("多用途可折叠加厚防潮保暖应急救灾专用棉被褥" * 4)[:60]


@pytest.fixture
def long_names(desk: Desk) -> Desk:
    """A site and an item of sixty characters each."""

    def prepare(session: DeskSession) -> None:
        where = places.Address("秦州区", ("××路" * 20)[:60], "王××", "139××××0000")
        places.add_site(session, "ZZ60", SITE, Level.COMMUNITY, where)
        catalogue.put(session, [ItemFacts("990060", ITEM, "床", ("规格" * 30)[:60])])
        opening = {
            "kind": "opening", "key": "long", "place": "SK01", "voucher_date": "2022-09-30",
            "lines": [{"item": "990060", "quantity": "100", "lot_number": "L" * 40}],
        }  # fmt: skip
        documents.post(session, DOCUMENT.validate_python(opening))

    write(desk.database, desk.seat, prepare)
    return desk


def test_a_dispatch_with_long_names_is_made_in_a_small_window(
    long_names: Desk, clerk: Clerk
) -> None:
    clerk.window.resize(800, 600)
    QApplication.processEvents()
    assert (clerk.window.width(), clerk.window.height()) == (800, 600)
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.settle()
    clerk.head(site="ZZ60")
    body = clerk.page.body
    clerk.line("990060", "7")
    clerk.settle()
    assert (clerk.window.width(), clerk.window.height()) == (800, 600), "nothing pushed it open"
    editor, viewport = body.grid.editor, body.grid.viewport()
    assert editor.isVisible()
    assert viewport.rect().contains(editor.geometry().center()), "the caret is in sight"
    assert body.grid.rowHeight(0) * 2 <= viewport.height(), "and so is the line before it"
    clerk.line("990060", "200")
    clerk.settle()
    clerk.next_problem()
    message = body.grid._message.label
    assert message.isVisible()
    assert viewport.rect().contains(message.geometry()), "all of the message is in sight"
    clerk.remedy()
    clerk.post()
    paper = clerk.page.paper
    assert paper.state == "posted", (clerk.codes, clerk.told())
    assert (clerk.window.width(), clerk.window.height()) == (800, 600)
    assert clerk.read(paper.number).row.site == SITE
    for letters in ("gzt", "kc", "dj"):
        clerk.command(letters)
        assert (clerk.window.width(), clerk.window.height()) == (800, 600), letters
