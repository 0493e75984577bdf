"""The preview page: from the register to the printer by keys, and what is said on the way."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from supplydesk.services import documents, drafts, facts, print_run, printing, register, settings
from supplydesk.services.posted import find, form_of
from supplydesk.services.print_run import Run
from supplydesk.services.printing import Wish
from supplydesk.services.reversal import reverse
from supplydesk.store.database import DeskSession, engines, reading, write
from supplydesk.ui.around import Target
from supplydesk.ui.desk import Desk
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.preview import PreviewPage
from supplydesk.ui.pages.preview_saving import Saving
from supplydesk.ui.pages.register import RegisterPage
from supplydesk.ui.paper import pages
from supplydesk.ui.parts.long_work import LongWork
from tests.ui.conftest import Settle
from tests.ui.spooler import Spooler, make_spooler

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def spooler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Spooler:
    return make_spooler(tmp_path, monkeypatch)


@pytest.fixture
def slips(desk: Desk) -> list[str]:
    """The numbers of the sample's slips on the road or received, the oldest first."""
    with reading(desk.database, desk.seat) as session:
        rows = register.rows(session, list(register.ids(session)))
    return [row.number for row in rows if row.kind == "dispatch" and row.state != "reversal"]


def _page(window: MainWindow, settle: Settle, *numbers: str, **options: str) -> PreviewPage:
    window.go(Target("preview", ",".join(numbers), options))
    settle()
    page = window.page()
    assert isinstance(page, PreviewPage)
    return page


def _look(desk: Desk, *numbers: str) -> Run:
    with reading(desk.database, desk.seat) as session:
        return print_run.look(session, numbers)


def _times(desk: Desk, *numbers: str) -> list[int]:
    return [paper.times for paper in _look(desk, *numbers).papers]


def _until_printed(page: PreviewPage, qtbot: QtBot, settle: Settle) -> None:
    qtbot.waitUntil(lambda: page._run is None, timeout=20_000)
    settle()


def test_from_the_register_to_the_printer_by_keys(
    window: MainWindow, desk: Desk, settle: Settle, qtbot: QtBot, spooler: Spooler
) -> None:
    window.go(Target("register"))
    settle()
    register_page = window.page()
    assert isinstance(register_page, RegisterPage)
    table = register_page.table
    QTest.keyClick(table, Qt.Key.Key_Home)
    for _ in range(3):
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_P, CTRL)
    settle()
    page = window.page()
    assert isinstance(page, PreviewPage)
    numbers = page._numbers
    assert len(numbers) == 4
    assert {number[:2] for number in numbers} == {"HZ", "DB"}, "receipts and slips alike"
    QTest.keyClick(page.view.canvas, Qt.Key.Key_P, CTRL)
    _until_printed(page, qtbot, settle)
    kinds = [sent.words[sent.words.index("-t") + 1][:2] for sent in spooler.sent]
    assert set(kinds) == {"HZ", "DB"}, "each kind is a job of its own"
    assert _times(desk, *numbers) == [1, 1, 1, 1]
    assert window.banner.accessibleName() == "4 张单据已送到打印机 OFFICE。"
    QTest.keyClick(page, Qt.Key.Key_Escape)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.page() is register_page


def test_what_is_shown_is_what_is_printed_and_then_it_is_counted(
    window: MainWindow, desk: Desk, settle: Settle, qtbot: QtBot, spooler: Spooler, slips: list[str]
) -> None:
    page = _page(window, settle, slips[0])
    panel = page.panel
    assert panel.printer.value() == "OFFICE", "the computer's usual one"
    assert panel.print_button.accessibleName() == "打印 4 联"
    assert panel._times.text() == "首次打印"
    shown = page.view._book
    assert shown is not None
    QTest.keyClick(page.view.canvas, Qt.Key.Key_P, CTRL)
    _until_printed(page, qtbot, settle)
    assert [sent.content for sent in spooler.sent] == [shown.content]
    assert _times(desk, slips[0]) == [1]
    assert panel._times.text() == "第 1 次", "the next one is a reprint"
    QTest.keyClick(page.view.canvas, Qt.Key.Key_P, CTRL)
    _until_printed(page, qtbot, settle)
    assert spooler.sent[1].content != shown.content, "with its 补打 mark"
    assert _times(desk, slips[0]) == [2]


def test_copies_sheet_and_sets(
    window: MainWindow, settle: Settle, qtbot: QtBot, spooler: Spooler, slips: list[str]
) -> None:
    page = _page(window, settle, slips[0], sheet="a5", copies="1,3")
    panel = page.panel
    assert [tick.isChecked() for tick in panel._copies] == [True, False, True, False]
    assert panel.print_button.accessibleName() == "打印 2 联"
    QTest.keyClick(panel._copies[0], Qt.Key.Key_Space)
    settle()
    assert page.view.page_count == len(pages.sizes(page.view._book.content))  # type: ignore[union-attr]  # it is shown
    panel.sets.choose("2")
    QTest.keyClick(page.view.canvas, Qt.Key.Key_P, CTRL)
    _until_printed(page, qtbot, settle)
    (sent,) = spooler.sent
    assert "media=A5" in sent.words
    assert sent.words[sent.words.index("-n") + 1] == "2"
    QTest.keyClick(panel._copies[2], Qt.Key.Key_Space)
    settle()
    assert not page.view.shows_paper
    assert page.why_not("print") == "请先勾选联次。"
    QTest.keyClick(page.view, Qt.Key.Key_P, CTRL)
    settle()
    assert len(spooler.sent) == 1


def test_every_paper_offers_its_own_copies(
    window: MainWindow, desk: Desk, settle: Settle, slips: list[str]
) -> None:
    chief = replace(desk.seat, role="administrator")
    names = ("存根联", "库房联", "收货联", "财务联", "督查联")
    write(desk.database, chief, lambda session: settings.save(session, copies=names))
    with reading(desk.database, desk.seat) as session:
        again = form_of(find(session, slips[0])).with_key("again")
    dates: dict[str, object] = {"voucher_date": None, "effective_at": None}
    form = again.model_copy(update=dates)
    new = write(desk.database, desk.seat, lambda session: documents.post(session, form)).number
    page = _page(window, settle, slips[0], new)
    panel = page.panel
    assert [tick.text()[1:] for tick in panel._copies] == ["存根联", "仓库联", "接收联", "财务联"]
    sheets = page.view.page_count // 4
    page.on_next()
    settle()
    assert [tick.text()[1:] for tick in panel._copies] == list(names)
    assert all(tick.isChecked() for tick in panel._copies)
    assert page.view.page_count == 5 * sheets
    QTest.keyClick(panel._copies[0], Qt.Key.Key_Space)
    settle()
    page.on_previous()
    settle()
    assert [tick.isChecked() for tick in panel._copies] == [False, True, True, True]
    assert page.view.page_count == 3 * sheets


def test_the_desks_own_sheet_and_offset_are_drawn_once(
    window: MainWindow, desk: Desk, settle: Settle, qtbot: QtBot, spooler: Spooler, slips: list[str]
) -> None:
    changes = {"stationery": "241x140", "offset_x": 3, "offset_y": -2}
    seat = desk.seat
    with reading(desk.database, seat) as session:
        straight = printing.pdf(session, slips[:1], Wish("241x140", leaving=True))
    chief = replace(seat, role="administrator")
    write(desk.database, chief, lambda session: settings.save(session, **changes))  # type: ignore[arg-type]  # by name
    page = _page(window, settle, slips[0])
    assert page.panel.sheet.value() == "241x140"
    QTest.keyClick(page.view.canvas, Qt.Key.Key_P, CTRL)
    _until_printed(page, qtbot, settle)
    (sent,) = spooler.sent
    assert "media=Custom.241x140mm" in sent.words
    assert sent.content != straight
    with reading(desk.database, seat) as session:
        stationery = printing.stationery_of(session)
        assert (stationery.offset_x, stationery.offset_y) == (3, -2)
    assert not any("offset" in word or "fit" in word for word in sent.words)


def test_a_printer_that_is_gone_counts_nothing(
    window: MainWindow, desk: Desk, settle: Settle, qtbot: QtBot, spooler: Spooler, slips: list[str]
) -> None:
    spooler.know("GONE-1")
    page = _page(window, settle, slips[0])
    QTest.keyClick(page.view.canvas, Qt.Key.Key_P, CTRL)
    _until_printed(page, qtbot, settle)
    told = window.banner.accessibleName()
    assert told.startswith("没有打印\n打印机“GONE-1”没有接收")
    assert _times(desk, slips[0]) == [0]
    assert page.why_not("print") == "", "and it can be tried again"


def test_without_a_printer_the_pdf_remains(
    window: MainWindow, settle: Settle, spooler: Spooler, slips: list[str]
) -> None:
    spooler.know()
    page = _page(window, settle, slips[0])
    assert page.why_not("print") == "没有打印机。"
    assert page.why_not("save_paper") == ""
    assert page.panel._no_printer.isVisible()
    assert not page.panel.printer.isVisible()
    assert not window.banner.isVisible(), "it is said calmly"
    spooler.know("NEW")
    QTest.keyClick(page.view.canvas, Qt.Key.Key_R, CTRL)
    settle()
    assert page.panel.printer.value() == "NEW"


def _save_as(window: MainWindow, path: Path, qtbot: QtBot) -> QFileDialog:
    dialogs = [one for one in window.findChildren(QFileDialog) if one.isVisible()]
    (dialog,) = dialogs
    field = dialog.findChild(QLineEdit)
    assert field is not None
    field.setText(str(path))
    QTest.keyClick(field, Qt.Key.Key_Return)
    return dialog


def test_saving_writes_what_is_shown_and_counts_it_as_a_print(
    window: MainWindow,
    desk: Desk,
    settle: Settle,
    qtbot: QtBot,
    spooler: Spooler,
    slips: list[str],
    tmp_path: Path,
) -> None:
    page = _page(window, settle, slips[0])
    assert page.view._book is not None
    shown = page.view._book.content
    QTest.keyClick(page.view.canvas, Qt.Key.Key_S, CTRL)
    out = tmp_path / "out"
    out.mkdir()
    _save_as(window, out / "slip", qtbot)
    settle()
    assert (out / "slip.pdf").read_bytes() == shown
    assert window.banner.accessibleName() == f"已存：{out / 'slip.pdf'}"
    assert window.around.preferences.text("folder.pdf") == str(out)
    assert _times(desk, slips[0]) == [1]
    assert spooler.sent == []


def test_the_second_saved_copy_carries_its_mark(
    window: MainWindow, desk: Desk, settle: Settle, slips: list[str], tmp_path: Path
) -> None:
    page = _page(window, settle, slips[0])
    saved = []
    for name in ("first.pdf", "second.pdf"):
        shown = page.view._book
        assert shown is not None
        path, papers = tmp_path / name, page._wanted()
        Saving(
            window.around, papers, page.panel.wish, blank=False, path=path, replaces=False
        ).start()
        settle()
        assert path.read_bytes() == shown.content, "what was shown was what leaves"
        saved.append(_words(path))
    assert "补打" not in saved[0]
    assert "补打（1）" in saved[1]
    assert page.panel._times.text() == "第 2 次"
    assert _times(desk, slips[0]) == [2]


def test_blank_receipts_that_are_saved_count_nothing(
    window: MainWindow, desk: Desk, settle: Settle, slips: list[str], tmp_path: Path
) -> None:
    page = _page(window, settle, slips[0], blank="yes")
    path = tmp_path / "blank.pdf"
    Saving(window.around, page._wanted(), Wish(), blank=True, path=path, replaces=False).start()
    settle()
    assert "接收回执" in _words(path)
    assert _times(desk, slips[0]) == [0]


def test_one_printed_elsewhere_meanwhile_is_drawn_as_it_is_counted(
    window: MainWindow, desk: Desk, settle: Settle, slips: list[str], tmp_path: Path
) -> None:
    page = _page(window, settle, slips[0])
    path = tmp_path / "slip.pdf"
    Saving(window.around, page._wanted(), Wish(), blank=False, path=path, replaces=False).start()
    # It is drawn on another thread by now; its answer has not come, so it is not counted yet.
    write(desk.database, desk.seat, lambda session: facts.count_print(session, slips[0]))
    settle()
    assert "补打（1）" in _words(path)
    assert _times(desk, slips[0]) == [2]


def _words(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


@pytest.fixture
def only_read(desk: Desk) -> Iterator[Desk]:
    """The desk, opened as one is whose file cannot be written."""
    whole = desk.database
    desk.database = engines(whole.location, read_only=True)
    yield desk
    desk.database.close()
    desk.database = whole


def test_a_desk_that_can_only_be_read_is_saved_from(
    window: MainWindow,
    only_read: Desk,
    settle: Settle,
    qtbot: QtBot,
    slips: list[str],
    tmp_path: Path,
) -> None:
    page = _page(window, settle, slips[0])
    path = tmp_path / "slip.pdf"
    Saving(window.around, page._wanted(), Wish(), blank=False, path=path, replaces=False).start()
    qtbot.waitUntil(path.exists, timeout=20_000)
    settle()
    assert window.banner.property("tone") == "warn"
    assert str(path) in window.banner.accessibleName()
    assert "未能计次" in window.banner.accessibleName()
    assert _times(only_read, slips[0]) == [0]


def test_a_desk_that_can_only_be_read_is_printed_from(
    window: MainWindow,
    only_read: Desk,
    settle: Settle,
    qtbot: QtBot,
    spooler: Spooler,
    slips: list[str],
) -> None:
    numbers = slips[:25]
    page = _page(window, settle, *numbers)
    QTest.keyClick(page.view.canvas, Qt.Key.Key_P, CTRL)
    _until_printed(page, qtbot, settle)
    assert len(spooler.sent) == 2, "the second lot goes as well"
    assert window.banner.property("tone") == "warn"
    assert "未能计次" in window.banner.accessibleName()
    assert set(_times(only_read, *numbers)) == {0}


def test_a_folder_that_takes_nothing_is_told(
    window: MainWindow, desk: Desk, settle: Settle, slips: list[str], tmp_path: Path
) -> None:
    page = _page(window, settle, slips[0])
    taken, nowhere = tmp_path / "taken.pdf", tmp_path / "no" / "x.pdf"
    taken.write_bytes(b"mine")
    wish, papers = page.panel.wish, page._wanted()
    saving = Saving(window.around, papers, wish, blank=False, path=taken, replaces=False)
    saving.start()
    settle()
    assert window.banner.accessibleName().startswith("PDF 没有存成\n")
    assert taken.read_bytes() == b"mine"
    replace(saving, path=nowhere).start()
    settle()
    assert str(nowhere) in window.banner.accessibleName()
    assert _times(desk, slips[0]) == [0], "what could not be written is no print"
    replace(saving, replaces=True).start()
    settle()
    assert taken.read_bytes().startswith(b"%PDF")


def test_from_paper_to_paper(
    window: MainWindow, settle: Settle, spooler: Spooler, slips: list[str]
) -> None:
    page = _page(window, settle, *slips[:3])
    assert page.why_not("previous") == "已是第一张。"
    QTest.keyClick(page.view.canvas, Qt.Key.Key_Right, ALT)
    settle()
    assert page.heading().subtitle == f"{slips[1]}　2/3"
    QTest.keyClick(page.view.canvas, Qt.Key.Key_Right, ALT)
    settle()
    assert page.why_not("next") == "已是最后一张。"
    QTest.keyClick(page.view.canvas, Qt.Key.Key_Left, ALT)
    settle()
    assert page._number() == slips[1]
    page.panel.which._take("this")
    settle()
    assert [paper.number for paper in page._wanted()] == [slips[1]]
    assert page.panel.print_button.accessibleName() == "打印 4 联"


def test_a_slip_that_is_reversed_meanwhile_is_drawn_anew(
    window: MainWindow, desk: Desk, settle: Settle, spooler: Spooler
) -> None:
    with reading(desk.database, desk.seat) as session:
        rows = register.rows(session, list(register.ids(session)))
    number = next(row.number for row in rows if row.kind == "dispatch" and row.state == "posted")
    page = _page(window, settle, number)
    assert page.view._book is not None
    before = page.view._book.content
    desk.write(lambda s: reverse(s, number, "录错", "undo-1"), lambda _done: None, owner=page)
    settle()
    assert page.view._book.content != before
    chip = page.heading().chip
    assert chip is not None
    assert chip.word == "已红冲"
    told = window.banner.accessibleName().split("\n")
    assert told == ["单据刚刚有变动，已按最新状态重新排印。", f"{number} 现为：已红冲"]


@pytest.mark.parametrize("about", ["DB-20991231-009", ""])
def test_a_paper_that_is_not_there(
    window: MainWindow, settle: Settle, spooler: Spooler, about: str
) -> None:
    page = _page(window, settle, *filter(None, [about]))
    assert not page.view.shows_paper
    assert about in page.view._message.accessibleName()
    assert page.why_not("print")
    assert page.why_not("save_paper")
    assert not page.panel.isVisible()


def test_the_blank_receipt_travels_and_is_not_counted(
    window: MainWindow, desk: Desk, settle: Settle, qtbot: QtBot, spooler: Spooler, slips: list[str]
) -> None:
    page = _page(window, settle, slips[0], sheet="a5", blank="yes")
    assert page.panel.blank
    QTest.keyClick(page.view.canvas, Qt.Key.Key_P, CTRL)
    _until_printed(page, qtbot, settle)
    (sent,) = spooler.sent
    assert "media=A4" in sent.words, "whatever the slip is printed on"
    with reading(desk.database, desk.seat) as session:
        assert sent.content == printing.blank_receipts(session, slips[:1])
    assert _times(desk, slips[0]) == [0]


def test_many_go_in_lots_and_each_is_counted(
    window: MainWindow, desk: Desk, settle: Settle, qtbot: QtBot, spooler: Spooler, slips: list[str]
) -> None:
    many = slips[:45]
    page = _page(window, settle, *many, copies="1")
    assert page.panel.print_button.accessibleName() == "打印 45 张，每张 1 联"
    QTest.keyClick(page.view.canvas, Qt.Key.Key_P, CTRL)
    _until_printed(page, qtbot, settle)
    titles = [sent.words[sent.words.index("-t") + 1] for sent in spooler.sent]
    assert titles == [
        f"{many[0]} – {many[19]}", f"{many[20]} – {many[39]}", f"{many[40]} – {many[44]}",
    ]  # fmt: skip
    assert _times(desk, *many) == [1] * 45


def test_a_printer_that_stops_half_way_leaves_a_known_place(
    window: MainWindow, desk: Desk, settle: Settle, qtbot: QtBot, spooler: Spooler, slips: list[str]
) -> None:
    many = slips[:45]
    spooler.take(1)
    page = _page(window, settle, *many, copies="1")
    QTest.keyClick(page.view.canvas, Qt.Key.Key_P, CTRL)
    _until_printed(page, qtbot, settle)
    assert window.banner.accessibleName().startswith(
        "打印中断：45 张中已有 20 张送到打印机并计次\n打印机“OFFICE”没有接收"
    )
    assert _times(desk, *many) == [1] * 20 + [0] * 25


def test_cancel_leaves_the_rest_unprinted_and_uncounted(
    window: MainWindow, desk: Desk, settle: Settle, qtbot: QtBot, spooler: Spooler, slips: list[str]
) -> None:
    many = slips[:45]
    spooler.sleep(1.5)
    page = _page(window, settle, *many, copies="1")
    QTest.keyClick(page.view.canvas, Qt.Key.Key_P, CTRL)
    shown: list[LongWork] = []

    def up() -> bool:
        found = window.findChildren(LongWork)
        shown[:] = [one for one in found if one.isVisible()]
        return bool(shown)

    qtbot.waitUntil(up, timeout=10_000)
    assert shown[0].windowTitle() == "正在打印 45 张单据到 OFFICE"
    QTest.keyClick(shown[0], Qt.Key.Key_Escape)
    _until_printed(page, qtbot, settle)
    took = len(spooler.sent)
    assert took in (0, 1), "what the printer had begun to take, it took"
    assert window.banner.accessibleName() == (
        f"打印已取消：45 张中 {20 * took} 张已送到打印机，{45 - 20 * took} 张没有打印。"
    )
    assert _times(desk, *many) == [1] * 20 * took + [0] * (45 - 20 * took)


def test_a_run_goes_on_in_the_background_and_is_counted(
    window: MainWindow, desk: Desk, settle: Settle, qtbot: QtBot, spooler: Spooler, slips: list[str]
) -> None:
    many = slips[:45]
    spooler.sleep(0.7)
    page = _page(window, settle, *many, copies="1")
    QTest.keyClick(page.view.canvas, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: page._run is not None and page._run._shown.shown, timeout=10_000)
    assert page._run is not None
    window.go(Target("register"))
    assert window.page() is page, "not while its dialog is shown"
    QTest.keyClick(page._run._shown, Qt.Key.Key_Return)
    window.go(Target("register"))
    assert isinstance(window.page(), RegisterPage)
    assert "正在打印 45 张单据" in window.status._work.accessibleName()
    window.go(Target("preview", slips[-1]))
    assert page.why_not("print") == "正在打印……"
    _until_printed(page, qtbot, settle)
    assert _times(desk, *many) == [1] * 45
    assert window.banner.accessibleName() == "45 张单据已送到打印机 OFFICE。"
    assert page.why_not("print") == ""


def test_what_cannot_be_counted_is_said(
    window: MainWindow,
    desk: Desk,
    settle: Settle,
    qtbot: QtBot,
    spooler: Spooler,
    slips: list[str],
) -> None:
    page = _page(window, settle, slips[0])
    # Another person sits down who may not print, between the printer and the books.
    spooler.sleep(0.5)
    QTest.keyClick(page.view.canvas, Qt.Key.Key_P, CTRL)
    QApplication.processEvents()
    desk.sit(replace(desk.seat, role="viewer"))
    _until_printed(page, qtbot, settle)
    assert len(spooler.sent) == 1
    assert window.banner.accessibleName().startswith(
        "1 张中已打印 1 张，但最后一批没有记上打印次数"
    )


def test_what_has_no_slip_is_left_out_and_said(
    window: MainWindow, settle: Settle, spooler: Spooler
) -> None:
    window.go(Target("register"))
    settle()
    page = window.page()
    assert isinstance(page, RegisterPage)
    QTest.keyClick(page.table, Qt.Key.Key_End)
    QTest.keyClick(page.table, Qt.Key.Key_P, CTRL)
    settle()
    assert window.page() is page
    assert window.banner.accessibleName().startswith("所选单据都不能打印")
    QTest.keyClick(page.table, Qt.Key.Key_A, CTRL)
    QTest.keyClick(page.table, Qt.Key.Key_P, CTRL)
    settle()
    assert isinstance(window.page(), PreviewPage)
    assert "没有列入" in window.banner.accessibleName()


def test_who_may_not_print_is_offered_nothing(
    window: MainWindow, desk: Desk, settle: Settle, spooler: Spooler, slips: list[str]
) -> None:
    desk.sit(replace(desk.seat, role="viewer"))
    window.go(Target("register"))
    settle()
    page = window.page()
    assert page is not None
    assert "print" not in page.offered()
    shown = _page(window, settle, slips[0])
    assert not shown.view.shows_paper
    assert not shown.panel.isVisible()


def test_the_window_waits_for_the_count(
    window: MainWindow, desk: Desk, settle: Settle, qtbot: QtBot, spooler: Spooler, slips: list[str]
) -> None:
    spooler.sleep(0.5)
    page = _page(window, settle, slips[0])
    QTest.keyClick(page.view.canvas, Qt.Key.Key_P, CTRL)
    assert not window.close()
    _until_printed(page, qtbot, settle)
    assert _times(desk, slips[0]) == [1]
    assert window.close()


def _posted(desk: Desk) -> str:
    """The number of a slip that stands and has no receipt yet."""
    with reading(desk.database, desk.seat) as session:
        rows = register.rows(session, list(register.ids(session)))
    return next(row.number for row in rows if row.kind == "dispatch" and row.state == "posted")


def test_what_was_undone_is_shown_as_the_slip_and_not_as_a_blank_receipt(
    window: MainWindow, desk: Desk, settle: Settle, spooler: Spooler
) -> None:
    number = _posted(desk)
    write(desk.database, desk.seat, lambda s: reverse(s, number, "录错", "undo-2"))
    page = _page(window, settle, number, blank="yes")
    assert f"{number}（已红冲）" in window.banner.accessibleName()
    assert not page.panel.blank
    assert page.view._book is not None
    with reading(desk.database, desk.seat) as session:
        assert page.view._book.content == printing.pdf(session, [number], page.panel.wish)


def test_a_slip_that_is_not_posted_is_shown_without_the_prices_of_the_one_before(
    window: MainWindow, desk: Desk, settle: Settle, spooler: Spooler
) -> None:
    number = _posted(desk)

    def approve(session: DeskSession) -> str:
        settings.save(session, approve=True)
        form = form_of(find(session, number)).model_copy(update={"key": "waiting"})
        drafts.save(session, form)
        return drafts.approve(session, "waiting").number or ""

    waiting = write(desk.database, desk.seat, approve)
    page = _page(window, settle, number, waiting, prices="yes")
    assert page.panel.prices.isVisible()
    page._turn(1)
    settle()
    assert page._number() == waiting
    assert page.view.shows_paper
    assert not page.panel.prices.isVisible()
    page._turn(-1)
    settle()
    assert page.panel.prices.isVisible()
    assert page.panel.prices.isChecked()
