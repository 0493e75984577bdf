"""A slip is found in the window by the number that somebody wrote on it by hand."""

from supplydesk.services import documents, register, voucher
from supplydesk.services.forms import DispatchForm
from supplydesk.services.register import Filters
from supplydesk.store.database import reading, write
from supplydesk.ui import palette_choices
from supplydesk.ui.around import Target
from supplydesk.ui.desk import Desk
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.register import RegisterPage
from tests.ui.conftest import Settle


def _by_hand(desk: Desk, hand_number: str) -> str:
    """A slip like one of the sample's, that bears *hand_number*."""
    with reading(desk.database, desk.seat) as session:
        ids = register.ids(session, Filters(kind="dispatch", newest_first=True))
        (row,) = register.rows(session, ids[:1])
        form = voucher.voucher(session, row.number).form
    assert isinstance(form, DispatchForm)
    (line, *_rest) = form.lines
    one = line.model_copy(update={"ordered": "1", "issued": "", "lots": ()})
    changes = {"key": "by-hand", "hand_number": hand_number, "lines": (one,)}
    slip = form.model_copy(update=changes)
    return write(desk.database, desk.seat, lambda s: documents.post(s, slip)).number


def test_the_register_and_the_palette_find_it(
    window: MainWindow, desk: Desk, settle: Settle
) -> None:
    number = _by_hand(desk, "手7788")
    window.go(Target("register"))
    settle()
    page = window.page()
    assert isinstance(page, RegisterPage)
    page.row.search.setText("手77")
    page.row.search.asked.emit("手77")
    settle()
    assert page.model.rowCount() == 1
    assert "手写单号" in page.row.search.placeholderText()
    with reading(desk.database, desk.seat) as session:
        found = palette_choices.find_papers(session, "手77", 5)
    assert [row.number for row in found] == [number]
    (choice,) = palette_choices.papers(found)
    assert "手7788" in choice.aside
