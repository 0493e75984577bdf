"""The return receipt's page: what it adds up, and what it says of the slip's figures."""

from PySide6.QtWidgets import QApplication

from supplydesk.services import documents, overdue, sample
from supplydesk.services.forms import DOCUMENT
from supplydesk.store.database import reading, write
from supplydesk.ui.around import Target
from supplydesk.ui.desk import Desk
from supplydesk.ui.document.page import VoucherPage
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.table.column import Cell
from tests.ui.conftest import Settle
from tests.ui.hearsay import QUILT


def _receipt(window: MainWindow, settle: Settle, number: str) -> VoucherPage:
    window.go(Target("confirmation", "", {"dispatch": number}))
    settle()
    page = window.page()
    assert isinstance(page, VoucherPage)
    return page


def _total(page: VoucherPage) -> str:
    return page.body.foot._figure.text()


def _cell(page: VoucherPage, row: int, name: str) -> Cell:
    names = [column.name for column in page.body.kind.columns]
    return page.body.lines.cell(row, names.index(name))


def test_the_total_is_what_was_received_before_and_after_posting(
    window: MainWindow, settle: Settle, desk: Desk
) -> None:
    with reading(desk.database, desk.seat) as session:
        number = overdue.slips_open(session)[0].number
    page = _receipt(window, settle, number)
    lines = page.body.lines
    sent = [int(line["open"].replace(",", "")) for line in lines.lines]
    assert _total(page) == "0", "nobody has said yet that anything arrived"
    lines.put(0, {"received": f"{sent[0] - 5}", "short": "2", "broken": "3"})
    page.body.head.load({**page.body.head.values(), "explanation": "途中损坏"})
    page.keeper.look()
    settle()
    assert _total(page) == f"{sent[0] - 5:,}"
    for row, figure in enumerate(sent[1:], 1):
        lines.put(row, {"received": str(figure)})
    received = f"{sum(sent) - 5:,}"
    page.keeper.look()
    settle()
    assert _total(page) == received
    page.act("post")
    settle()
    assert page.paper.posted, page.body.problems
    assert _total(page) == received
    window.go(Target("stock"))
    settle()
    window.go(Target("paper", page.paper.number))
    settle()
    QApplication.processEvents()
    assert _total(page) == received


def test_what_was_sent_as_about_so_many_says_so(
    window: MainWindow, settle: Settle, desk: Desk
) -> None:
    with reading(desk.database, desk.seat) as session:
        slip = overdue.slips_open(session)[0]
    form = DOCUMENT.validate_python(
        {
            "kind": "dispatch",
            "key": "about",
            "warehouse": sample.CITY,
            "site": "ZD001",
            "incident": slip.incident,
            "instruction": {"number": "天应急调〔2022〕89号"},
            "lines": [
                {"item": QUILT, "ordered": "10余"},
                {"item": "101006", "ordered": "20"},
            ],
        }
    )
    posted = write(desk.database, desk.seat, lambda session: documents.post(session, form))
    page = _receipt(window, settle, posted.number)
    for name in ("issued", "open"):
        assert [(_cell(page, row, name).text, _cell(page, row, name).aside) for row in (0, 1)] == [
            ("10", "余"),
            ("20", ""),
        ]
    assert not _cell(page, 0, "unit").aside
    page.act("all_arrived")
    assert [line["received"] for line in page.body.lines.lines] == ["10", "20"]
