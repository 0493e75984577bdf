"""The window's course: the ground first, the desk by and by, and one clear message where not."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from supplydesk import paths, text
from supplydesk.domain.problem import Problem
from supplydesk.domain.seat import Seat
from supplydesk.services import people
from supplydesk.store.database import engines, locate, write
from supplydesk.store.trouble import StoreTrouble
from supplydesk.ui import entrance
from supplydesk.ui.around import Target
from supplydesk.ui.document.page import VoucherPage
from supplydesk.ui.ground import Ground
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.parts.sit_dialog import SitDialog
from supplydesk.ui.preferences import Preferences
from supplydesk.ui.program import Program
from supplydesk.ui.tour.stage import dialogs
from supplydesk.ui.welcome import Welcome
from tests.house.source import ROOT

WAIT = 20_000


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "log_folder", lambda: tmp_path / "log")
    monkeypatch.setattr(paths, "user_folder", lambda: tmp_path / "own")


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, preferences: Preferences) -> Iterator[Program]:
    made = Program(preferences)
    yield made
    made.end()
    made.deleteLater()
    qapp.processEvents()


@pytest.fixture
def file(sample_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "desk.supplydesk"
    shutil.copy(sample_file, path)
    return path


def _main(program: Program, qtbot: QtBot) -> MainWindow:
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=WAIT)
    window = program.window
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: window.around.desk.idle, timeout=WAIT)
    return window


def _welcome(program: Program, qtbot: QtBot) -> Welcome:
    qtbot.waitUntil(lambda: isinstance(program.window, Welcome), timeout=WAIT)
    assert isinstance(program.window, Welcome)
    return program.window


def test_the_ground_is_painted_before_the_desk_is_opened(
    program: Program, qtbot: QtBot, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[str] = []
    enter = entrance.enter

    def watched(address: str, user: str = "") -> entrance.Entered:
        threads.append(threading.current_thread().name)
        assert isinstance(program.window, Ground)
        assert program.window.isVisible()
        return enter(address, user)

    monkeypatch.setattr(entrance, "enter", watched)
    assert program.start(str(file))
    window = _main(program, qtbot)
    assert threads == ["desk-work"]
    assert window.here.page == "home"
    assert program.preferences.recent == (str(file),)
    assert window.around.desk.seat.name == "李××"


def test_the_last_desk_is_opened_where_none_is_named(
    program: Program, qtbot: QtBot, file: Path
) -> None:
    program.preferences.opened(str(file))
    program.start()
    assert _main(program, qtbot).around.desk.database.location.path == file


def test_without_any_desk_it_welcomes_and_says_nothing_of_trouble(
    program: Program, qtbot: QtBot
) -> None:
    program.start()
    welcome = _welcome(program, qtbot)
    assert not welcome.banner.isVisible()
    assert not welcome.again.isVisible()
    assert welcome.new.hasFocus()


def _gone(path: Path) -> None:
    path.unlink()


def _foreign(path: Path) -> None:
    path.write_bytes(b"no desk at all")


def _short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:8192])


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [(_gone, "已经没有账簿"), (_foreign, "不是"), (_short, "损坏"), (_newer, "更新")],
)
def test_a_desk_that_cannot_be_opened_is_one_message_and_the_ways_out(
    program: Program, qtbot: QtBot, file: Path, spoil: Callable[[Path], None], words: str
) -> None:
    spoil(file)
    before = file.read_bytes() if file.exists() else None
    program.start(str(file))
    welcome = _welcome(program, qtbot)
    assert words in welcome.banner.accessibleName()
    assert str(file) in welcome.banner.accessibleName()
    for way in (welcome.again, welcome.new, welcome.old, welcome.sample, welcome.restore):
        assert way.isVisible()
    assert (file.read_bytes() if file.exists() else None) == before


def test_a_locked_desk_is_tried_again(
    program: Program, qtbot: QtBot, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = entrance.enter

    def locked(_address: str, _user: str = "") -> entrance.Entered:
        raise StoreTrouble(Problem("locked", "账簿被占用"))

    monkeypatch.setattr(entrance, "enter", locked)
    program.start(str(file))
    welcome = _welcome(program, qtbot)
    assert "账簿被占用" in welcome.banner.accessibleName()
    monkeypatch.setattr(entrance, "enter", real)
    assert welcome.again.hasFocus()
    QTest.keyClick(welcome.again, Qt.Key.Key_Return)
    _main(program, qtbot)


def test_a_desk_that_cannot_be_written_is_open_for_reading_and_says_so(
    program: Program, qtbot: QtBot, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever runs this may be root, who may write anywhere.
    monkeypatch.setattr("supplydesk.store.migrate.may_write", lambda _path: False)
    program.start(str(file))
    window = _main(program, qtbot)
    assert "只读" in window.banner.accessibleName()
    assert window.around.desk.database.read_only


def test_an_older_desk_is_copied_and_upgraded_and_that_is_said(
    program: Program, qtbot: QtBot, file: Path, newer_program: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("supplydesk.store.migrate.upgrade", _mark_upgraded)
    newer_program()
    program.start(str(file))
    window = _main(program, qtbot)
    (copy,) = (file.parent / "backups").iterdir()
    assert "before-upgrade" in copy.name
    assert str(copy) in window.banner.accessibleName()


def _mark_upgraded(database: object) -> None:
    """The migration of `newer_program` is PostgreSQL's; what counts here is what comes before."""
    assert hasattr(database, "location")
    with sqlite3.connect(database.location.path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


def _share(file: Path, pin: str) -> None:
    database = engines(locate(file))
    write(database, Seat(), lambda session: people.add(session, "王××", "clerk", pin))
    database.close()


def _asked(qtbot: QtBot) -> SitDialog:
    def there() -> bool:
        return any(isinstance(one, SitDialog) for one in dialogs())

    qtbot.waitUntil(there, timeout=WAIT)
    found = dialogs()[-1]
    assert isinstance(found, SitDialog)
    return found


def test_where_several_sit_it_is_asked_who_and_the_pin(
    program: Program, qtbot: QtBot, file: Path
) -> None:
    _share(file, "2468")
    program.preferences.keep("person", "王××")
    program.start(str(file))
    dialog = _asked(qtbot)
    assert dialog.person.value() == "王××", "who sat here last"
    assert isinstance(program.window, Ground), "nobody sees the books before"
    QTest.keyClicks(dialog.pin, "1357")
    QTest.keyClick(dialog.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.pin.selectedText() == "1357", timeout=WAIT)
    assert isinstance(program.window, Ground)
    QTest.keyClicks(dialog.pin, "2468")
    QTest.keyClick(dialog.pin, Qt.Key.Key_Return)
    assert _main(program, qtbot).around.desk.seat.name == "王××"


def test_three_wrong_pins_cost_a_wait_and_are_logged(
    program: Program, qtbot: QtBot, file: Path
) -> None:
    _share(file, "2468")
    program.start(str(file), "王××")
    dialog = _asked(qtbot)
    for _ in range(3):
        dialog.pin.setText("1357")
        dialog.taken.emit()
        qtbot.waitUntil(lambda: dialog.pin.selectedText() == "1357", timeout=WAIT)
        dialog.pin.deselect()
    assert not dialog.main.isEnabled()
    log = (paths.log_folder() / "supplydesk.log").read_text(encoding="utf-8")
    assert log.count("wrong PIN") == 3
    dialog.pin.setText("2468")
    dialog.taken.emit()
    qtbot.wait(100)
    assert isinstance(program.window, Ground), "the right one has to wait as well"
    dialog.reject()
    _welcome(program, qtbot)


def test_who_wants_nothing_comes_to_the_welcome(program: Program, qtbot: QtBot, file: Path) -> None:
    _share(file, "")
    program.start(str(file))
    QTest.keyClick(_asked(qtbot), Qt.Key.Key_Escape)
    _welcome(program, qtbot)
    assert program.desk is None


def test_another_language_theme_and_size_keep_what_is_shown(
    program: Program, qtbot: QtBot, file: Path
) -> None:
    program.start(str(file))
    before = _main(program, qtbot)
    before.resize(1400, 800)
    before.everywhere.manual()
    desk = before.around.desk
    program.preferences.language = "en"
    program.preferences.theme = "dark"
    program.preferences.scale = 120
    before.rebuild()
    qtbot.waitUntil(lambda: program.window is not before, timeout=WAIT)
    window = _main(program, qtbot)
    assert text.language() == "en"
    assert window.windowTitle().startswith("Help")
    assert window.around.look.dark
    assert window.around.look.scale == 1.2
    assert window.around.desk is desk
    assert (window.width(), window.height()) == (1400, 800)
    window.back()
    assert window.here.page == "home"


def _typed(window: MainWindow, qtbot: QtBot) -> VoucherPage:
    window.go(Target("dispatch"))
    qtbot.waitUntil(lambda: window.around.desk.idle, timeout=WAIT)
    page = window.page()
    assert isinstance(page, VoucherPage)
    page.body.lines.put(0, {"item": "101009", "ordered": "3"})
    page._edited()
    return page


def test_a_draft_is_saved_before_its_window_goes_and_open_in_the_next(
    program: Program, qtbot: QtBot, file: Path
) -> None:
    program.start(str(file))
    before = _main(program, qtbot)
    page = _typed(before, qtbot)
    key = page.paper.key
    assert not page.settled()
    program.preferences.theme = "dark"
    before.rebuild()
    qtbot.waitUntil(lambda: program.window is not before, timeout=WAIT)
    window = _main(program, qtbot)
    again = window.page()
    assert isinstance(again, VoucherPage)
    qtbot.waitUntil(lambda: again.paper.key == key, timeout=WAIT)
    assert again.paper.editable
    assert again.body.lines.lines[0]["ordered"] == "3"


def test_a_draft_that_cannot_be_saved_keeps_its_window(
    program: Program, qtbot: QtBot, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.start(str(file))
    before = _main(program, qtbot)
    page = _typed(before, qtbot)

    def full(*_words: object) -> None:
        raise StoreTrouble(Problem("disk_full", "磁盘已满"))

    monkeypatch.setattr("supplydesk.services.drafts.save", full)
    before.rebuild()
    qtbot.waitUntil(lambda: before.around.desk.idle and page.keeper.dirty, timeout=WAIT)
    qtbot.waitUntil(before.banner.isVisible, timeout=WAIT)
    assert program.window is before
    assert not before.close(), "nor does it close over what is not saved"
    qtbot.waitUntil(lambda: before.around.desk.idle, timeout=WAIT)
    assert before.isVisible()
    monkeypatch.undo()
    page.keeper.forget()


@pytest.mark.parametrize("there", [True, False])
def test_after_a_restore_the_desk_is_opened_anew_by_who_sat_there(
    program: Program, qtbot: QtBot, file: Path, there: bool
) -> None:
    _share(file, "")
    program.start(str(file), "王××" if not there else "李××")
    before = _main(program, qtbot)
    desk = before.around.desk
    if not there:
        # The copy is older than she is: whoever sits there is asked anew.
        database = engines(locate(file))
        write(database, Seat(), lambda session: people.change(session, "王××", active=False))
        database.close()
    before.reopen()
    qtbot.waitUntil(lambda: program.window is not before, timeout=WAIT)
    if not there:
        asked = _asked(qtbot)
        QTest.keyClick(asked.person, Qt.Key.Key_Return)
        assert asked.focusWidget() is asked.main, "no PIN to go on to"
        QTest.keyClick(asked.main, Qt.Key.Key_Return)
    window = _main(program, qtbot)
    assert window.around.desk is not desk
    assert window.around.desk.seat.name == "李××"


def test_another_desk_is_opened_in_its_place(
    program: Program, qtbot: QtBot, file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.supplydesk"
    shutil.copy(file, other)
    program.start(str(file))
    _main(program, qtbot).everywhere.leave()
    welcome = _welcome(program, qtbot)
    welcome.chosen.emit(str(other))
    assert _main(program, qtbot).around.desk.database.location.path == other
    assert program.preferences.recent[:2] == (str(other), str(file))


def test_a_fault_opens_one_dialog_and_the_work_goes_on(
    program: Program, qtbot: QtBot, file: Path
) -> None:
    program.start(str(file))
    window = _main(program, qtbot)
    for number in range(2):
        window.failed(KeyError(number))
    qtbot.waitUntil(lambda: bool(dialogs()), timeout=WAIT)
    (dialog,) = dialogs()
    dialog.accept()
    qtbot.waitUntil(lambda: not dialogs(), timeout=WAIT)
    window.go(window.here)
    assert window.isVisible()


def test_where_the_window_stood_is_remembered(
    program: Program, qtbot: QtBot, file: Path, preferences: Preferences
) -> None:
    program.start(str(file))
    window = _main(program, qtbot)
    window.resize(800, 650)  # no larger than the screen that there is offscreen
    window.close()
    assert not preferences.geometry.isEmpty()
    program.end()
    again = Program(preferences)
    again.start(str(file))
    assert (_main(again, qtbot).width(), _main(again, qtbot).height()) == (800, 650)
    again.end()
    again.deleteLater()


RUN = """
import sys
from PySide6.QtCore import QTimer
from supplydesk.ui import program
start = program.Program.start
def watch(self, *words):
    def look():
        if type(self.window).__name__ == "MainWindow":
            self.window.close()
    self.timer = QTimer()
    self.timer.timeout.connect(look)
    self.timer.start(20)
    return start(self, *words)
program.Program.start = watch
from supplydesk.__main__ import main
sys.argv = ["supplydesk", "--db", sys.argv[1]]
sys.exit(main())
"""


def test_the_real_program_opens_closes_and_leaves_nothing_behind(
    file: Path, tmp_path: Path
) -> None:
    own = {"XDG_DATA_HOME": str(tmp_path / "data"), "XDG_STATE_HOME": str(tmp_path / "state")}
    ran = subprocess.run(
        [sys.executable, "-X", "dev", "-c", RUN, str(file)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, **own, "QT_QPA_PLATFORM": "offscreen"},
        timeout=120,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert not (tmp_path / "state").exists(), "nothing to log"
