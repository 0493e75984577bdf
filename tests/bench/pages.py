"""The stock page with ten thousand pairs, a key in a voucher of 200 lines, memory over a day."""

from pathlib import Path
from statistics import median

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from supplydesk.ui.around import Target
from supplydesk.ui.document.page import VoucherPage
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.stock import StockPage
from tests.bench import bare, screen
from tests.bench.ground import Ground, item_code, make, months_before, open_stock, site_code
from tests.bench.measure import Figure, timed
from tests.bench.stock import NOW, pairs

KEYS = 40
KEPT_DAYS = 4
"""Parts that the story is told in: memory is looked at after each."""
GROWTH = 12.0
"""MiB that the second half of it may take: the books' own pages are cached, and no more."""


def stock(ground: Ground) -> list[Figure]:
    """The stock page, from asking to painted, beside the bare query."""
    path = pairs(ground)
    connection = bare.connect(path)
    times, bares = [], []
    with screen.shown(ground, path) as window:
        window.go(Target("stock"))
        page = window.page()
        assert isinstance(page, StockPage)
        desk = window.around.desk
        screen.until(lambda: desk.idle)

        def ours(_turn: int) -> None:
            page.model.show_rows(())
            page.refresh()
            screen.until(lambda: page.model.rowCount() and desk.idle)
            page.table.viewport().repaint()

        for turn in range(ground.scale.rounds):
            bares.append(timed(lambda _turn: connection.execute(NOW).fetchall()))
            times.append(timed(ours, turn))
        rows = page.model.rowCount()
    connection.close()
    job = f"stock page of {rows:,} items, read and painted"
    return [Figure(job, median(bares), median(times), None, "the bare query on balances")]


def voucher(ground: Ground) -> list[Figure]:
    """From a key to the painted grid in a long voucher, beside a bare line edit."""
    lines = ground.scale.voucher_lines
    path = _small(ground, lines)
    with screen.shown(ground, path) as window:
        page = _new(window)
        page.body.lines.put_many(
            0, [{"item": item_code(at), "ordered": "1"} for at in range(lines)]
        )
        screen.until(lambda: window.around.desk.idle and not page.keeper.looking)
        page.body.grid.go(lines // 2, "ordered")
        QApplication.processEvents()
        bare_field = QLineEdit()
        bare_field.resize(page.body.grid.editor.size())
        bare_field.show()
        bare_field.setFocus()
        QApplication.processEvents()
        typed, committed, bares = [], [], []
        for turn in range(KEYS):
            editor = page.body.grid.editor
            editor.setFocus()
            typed.append(timed(lambda _turn: _key(page)))
            committed.append(timed(lambda _turn: _down(page)))
            bare_field.setFocus()
            bares.append(timed(lambda _turn: _bare_key(bare_field)))
            page.body.grid.go((turn * 7) % lines, "ordered")
        bare_field.close()
        bare_field.deleteLater()
        screen.until(lambda: window.around.desk.idle and not page.keeper.looking)
        page.keeper.give_up()
    name = f"voucher of {lines} lines: "
    return [
        Figure(f"{name}a key in a cell, painted", median(bares), median(typed), None,
               "a bare line edit"),
        Figure(f"{name}a figure taken over, the next line, painted", median(bares),
               median(committed), None, "a bare line edit"),
    ]  # fmt: skip


def _key(page: VoucherPage) -> None:
    QTest.keyClick(page.body.grid.editor, Qt.Key.Key_1)
    page.body.grid.viewport().repaint()


def _down(page: VoucherPage) -> None:
    QTest.keyClick(page.body.grid.editor, Qt.Key.Key_Down)
    page.body.grid.viewport().repaint()


def _bare_key(field: QLineEdit) -> None:
    QTest.keyClick(field, Qt.Key.Key_1)
    field.repaint()


def memory(ground: Ground) -> list[Figure]:
    """A thousand dispatches typed, posted and looked at: what the window holds does not grow."""
    path = ground.copy(_small(ground, ground.scale.items), "story")
    part = max(ground.scale.story // KEPT_DAYS, 1)
    held: list[float] = []
    times: list[float] = []
    with screen.shown(ground, path) as window:
        for _ in range(KEPT_DAYS):
            times.append(timed(lambda _turn: _day(window, part)) / part)
            held.append(screen.resident() or 0.0)
    growth = held[-1] - held[KEPT_DAYS // 2 - 1]
    told = ", ".join(f"{one:.0f}" for one in held)
    return [
        Figure(
            f"{part * KEPT_DAYS:,} dispatches typed and posted in one window, each",
            times[0], times[-1], 1.3, "the first quarter of them", f"MiB held: {told}",
            memory=max(growth, 0.0), memory_reach=GROWTH,
        )
    ]  # fmt: skip


def _day(window: MainWindow, count: int) -> None:
    for turn in range(count):
        page = _new(window)
        head = dict(page.body.head.values())
        head |= {"warehouse": "W1", "site": site_code(0), "incident": "YQ"}
        page.body.head.load(head | {"instruction": "天应急调〔2022〕15号"})
        for at in range(3):
            page.body.lines.put(at, {"item": item_code((turn + at) % 3), "ordered": "1"})
        page.act("post")
        _settled(window, page)
        assert page.paper.state == "posted", page.body.problems
        if turn % 10 == 0:
            for name in ("stock", "register", "home"):
                window.go(Target(name))
                screen.until(lambda: window.around.desk.idle)


def _settled(window: MainWindow, page: VoucherPage) -> None:
    screen.until(lambda: window.around.desk.idle and not page.keeper.looking)


def _new(window: MainWindow) -> VoucherPage:
    window.go(Target("home"))
    window.go(Target("dispatch", "", {"warehouse": "W1"}))
    page = window.page()
    assert isinstance(page, VoucherPage)
    _settled(window, page)
    return page


def _small(ground: Ground, items: int) -> Path:
    """A desk with one warehouse that has plenty of everything."""

    def fill(path: Path) -> None:
        bench = make(path, months_before(1), items, 1)
        open_stock(bench, items)
        bench.database.close()

    return ground.desk(f"small-{items}", fill)
