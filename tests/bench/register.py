"""The register at a million papers: opened, jumped about in, filtered, painted, in memory."""

import time
from array import array
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median

from PySide6.QtSql import QSqlDatabase, QSqlQueryModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from supplydesk.queries import register as queries
from supplydesk.services.register import Filters
from supplydesk.ui.around import Target
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.register import RegisterPage
from supplydesk.ui.table.model import WINDOW
from tests.bench import bare, screen
from tests.bench.ground import Ground
from tests.bench.grown import grown
from tests.bench.measure import Figure, alternately, timed

FRAME, MEMORY = 0.016, 60.0
KIND = "dispatch"
FRAMES, JUMPS = 60, 40
FETCHED = 2_000
"""Rows that Qt's own model is given: it keeps all that it has read."""
COLUMNS = (
    "voucher_date", "number", "kind", "key", "content", "effective_at", "sequence",
    "prepared_by", "reviewed_by", "approved_by", "id",
)  # fmt: skip
_ALL = Filters(newest_first=True)
_SOME = Filters(newest_first=True, kind=KIND)


def measure(ground: Ground) -> list[Figure]:
    """Every figure of the register."""
    path = grown(ground, ground.scale.papers, lines=1)
    theirs = _Bare(path)
    with screen.shown(ground, path) as window:
        before = screen.resident()
        window.go(Target("register"))
        shown = _Shown(window)
        shown.wait()
        figures = [_opened(ground, shown, theirs), _jumped(ground, shown, theirs)]
        figures += [_filtered(ground, shown, theirs), _painted(path, shown, before)]
    theirs.connection.close()
    return figures


class _Bare:
    """Ids in an array by one query, and windows of 200 rows, by nothing but sqlite3."""

    def __init__(self, path: Path) -> None:
        self.connection = bare.connect(path)
        self.ids: array[int] = array("q")

    def open(self, where: str = "1 = 1") -> None:
        """The ids, and the rows of the first window."""
        order = "ORDER BY d.voucher_date DESC, d.id DESC"
        cursor = self.connection.execute(f"SELECT d.id FROM document d WHERE {where} {order}")
        self.ids = array("q", [row[0] for row in cursor.fetchall()])
        self.window(0)

    def window(self, at: int) -> None:
        """The rows of the window that *at* lies in, and their first lines."""
        first = at // WINDOW * WINDOW
        wanted = tuple(self.ids[first : first + WINDOW])
        marks = ", ".join("?" * len(wanted))
        self.connection.execute(queries._FIRST_LINES.format(ids=marks), (*wanted, 3)).fetchall()
        self.connection.execute(queries._ROWS.format(ids=marks), wanted).fetchall()


class _Shown:
    """The register as it is on the screen."""

    def __init__(self, window: MainWindow) -> None:
        page = window.page()
        assert isinstance(page, RegisterPage)
        self.page, self.model, self.table = page, page.model, page.table
        self.desk = window.around.desk

    def wait(self) -> None:
        """Until everything is answered, the totals too."""
        screen.until(lambda: self.desk.idle and self.there(0))

    def there(self, at: int) -> bool:
        """Whether the row at *at* has come."""
        return self.model.rowCount() > at and self.model.row_at(at) is not None

    def ask(self, filters: Filters) -> None:
        """Show the papers that fit, until the first rows are there and painted."""
        self.model.show_ids(array("q"))
        self.page.row.narrow_to(filters)
        screen.until(lambda: self.there(0))  # which paints as well


def _opened(ground: Ground, shown: _Shown, theirs: _Bare) -> Figure:
    def ours(_turn: int) -> None:
        shown.model.show_ids(array("q"))
        shown.page.refresh()
        screen.until(lambda: shown.there(0))

    times, bares, totals = [], [], 0.0
    for turn in range(ground.scale.few):
        bares.append(timed(lambda _turn: theirs.open()))
        times.append(timed(ours, turn))
        start = time.perf_counter()
        shown.wait()
        totals = time.perf_counter() - start + times[-1]
    note = "" if theirs.ids == shown.model.ids else "the ids differ"
    return Figure(
        f"register of {len(theirs.ids):,} papers: opened and painted", median(bares),
        median(times), None, "array of ids and 200 rows, bare",
        note or f"the totals are there after {totals:.1f} s",
    )  # fmt: skip


def _jumped(ground: Ground, shown: _Shown, theirs: _Bare) -> Figure:
    chance = Random("jump")

    def ours(_turn: int) -> None:
        shown.model._windows.clear()
        at = chance.randrange(len(theirs.ids))
        shown.table.put(at)
        screen.until(lambda: shown.there(at))

    def bare_jump(_turn: int) -> None:
        theirs.window(chance.randrange(len(theirs.ids)))

    rounds = min(JUMPS, ground.scale.rounds * 3)
    taken = alternately(ours, bare_jump, rounds)
    return taken.figure("register: jump anywhere, painted", None, "200 rows, bare")


def _filtered(ground: Ground, shown: _Shown, theirs: _Bare) -> Figure:
    times, bares, note = [], [], ""
    for _ in range(ground.scale.few):
        bares.append(timed(lambda _turn: theirs.open(f"d.kind = '{KIND}'")))
        times.append(timed(lambda _turn: shown.ask(_SOME)))
        shown.wait()
        note = note if theirs.ids == shown.model.ids else "the ids differ"
        shown.ask(_ALL)
        shown.wait()
    return Figure(
        "register: filtered by kind and painted", median(bares), median(times), None,
        "array of ids and 200 rows, bare", note,
    )  # fmt: skip


def _painted(path: Path, shown: _Shown, before: float | None) -> Figure:
    """One frame of a full table, beside Qt's own model of a query in C++, by turns."""
    table, close = _qt_table(path, shown)
    shown.table.put(0)
    screen.until(lambda: shown.there(0) and shown.there(min(WINDOW, shown.model.rowCount()) - 1))
    ours: list[float] = []
    theirs: list[float] = []
    for turn in range(FRAMES):
        for one, times in ((shown.table, ours), (table, theirs)):
            one.verticalScrollBar().setValue(turn * 2)
            QApplication.processEvents()
            times.append(timed(lambda _turn, one=one: one.viewport().repaint()))  # type: ignore[misc]
    close()
    share = sum(one <= FRAME for one in ours) / len(ours)
    after = screen.resident()
    grown_by = None if before is None or after is None else after - before
    return Figure(
        "register: one frame of a full-HD table", median(theirs), median(ours), 1.5,
        "C++ QSqlQueryModel", f"{share:.0%} of frames within 16 ms",
        memory=grown_by, memory_reach=None if grown_by is None else MEMORY,
    )  # fmt: skip


def _qt_table(path: Path, shown: _Shown) -> tuple[QTableView, Callable[[], None]]:
    """As many columns of the same rows by Qt alone, in a table of the same size."""
    database = QSqlDatabase.addDatabase("QSQLITE", "bench")
    database.setDatabaseName(str(path))
    database.setConnectOptions("QSQLITE_OPEN_READONLY")
    assert database.open(), database.lastError().text()
    seen = [at for at in range(len(shown.model.columns)) if not shown.table.isColumnHidden(at)]
    model = QSqlQueryModel()
    model.setQuery(
        f"SELECT {', '.join(COLUMNS[: len(seen)])} FROM document "
        f"ORDER BY voucher_date DESC, id DESC LIMIT {FETCHED}",
        database,
    )
    while model.canFetchMore():
        model.fetchMore()
    table = QTableView()
    table.setModel(model)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(shown.table.rowHeight(0))
    for at, column in enumerate(seen):
        table.setColumnWidth(at, shown.table.columnWidth(column))
    table.resize(shown.table.size())
    table.show()
    QApplication.processEvents()

    def close() -> None:
        table.close()
        table.setModel(None)
        model.deleteLater()
        table.deleteLater()
        QApplication.processEvents()
        database.close()

    return table, close
