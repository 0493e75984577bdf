"""No desk yet: a new one by keys, the sample with progress and cancel, a backup restored."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from supplydesk import paths
from supplydesk.domain.seat import Seat
from supplydesk.services import backups, rosters, settings
from supplydesk.store.database import engines, locate, reading
from supplydesk.ui.application import dress
from supplydesk.ui.parts.dialog import Box
from supplydesk.ui.parts.long_work import LongWork
from supplydesk.ui.parts.new_desk import NewDeskDialog
from supplydesk.ui.preferences import Preferences
from supplydesk.ui.tour.stage import dialogs
from supplydesk.ui.welcome import Welcome

WAIT = 30_000


@pytest.fixture
def welcome(
    qapp: QApplication,
    qtbot: QtBot,
    preferences: Preferences,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Welcome]:
    monkeypatch.setattr(paths, "user_folder", lambda: tmp_path / "own")
    dress(qapp, preferences.look)
    made = Welcome(preferences, str(tmp_path / "own" / "desk.supplydesk"), None)
    qtbot.addWidget(made)
    made.bug.connect(_raise)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.steps.wait()


def _raise(error: Exception) -> None:
    raise error


def _dialog(qtbot: QtBot, kind: type[QDialog]) -> QDialog:
    qtbot.waitUntil(lambda: any(isinstance(one, kind) for one in dialogs()), timeout=WAIT)
    return next(one for one in reversed(dialogs()) if isinstance(one, kind))


def test_a_new_desk_by_keys_alone(welcome: Welcome, qtbot: QtBot, tmp_path: Path) -> None:
    QTest.keyClick(welcome.new, Qt.Key.Key_Return)
    dialog = _dialog(qtbot, NewDeskDialog)
    assert isinstance(dialog, NewDeskDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.field_of("bureau").property("wrong") == "true", timeout=WAIT)
    assert not (tmp_path / "own").exists(), "refused: nothing was made"
    assert dialog.field_of("bureau").hasFocus()
    dialog.field_of("bureau").setText("天水市应急管理局")
    dialog.field_of("begins").setText("2022-10-01")
    dialog.field_of("person").setText("王秀兰")
    dialog.rows.names[1].setText("城西库")
    with qtbot.waitSignal(welcome.chosen, timeout=WAIT) as chosen:
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    path = Path(chosen.args[0])
    assert path == tmp_path / "own" / "desk.supplydesk"
    database = engines(locate(path))
    with reading(database, Seat()) as session:
        assert settings.load(session).bureau == "天水市应急管理局"
        places = [(one.code, one.name) for one in rosters.places(session)]
        assert places == [("CK02", "城西库")], "a row without a name is none"
        assert [one.name for one in rosters.people(session)] == ["王秀兰"]
    database.close()


def test_a_pin_is_typed_twice(welcome: Welcome, qtbot: QtBot) -> None:
    welcome.make_new()
    dialog = _dialog(qtbot, NewDeskDialog)
    assert isinstance(dialog, NewDeskDialog)
    again = dialog.field_of("pin_again")
    assert not again.isVisible()
    dialog.field_of("pin").setText("2468")
    assert again.isVisible()
    again.setText("2469")
    assert dialog.wanted() is None
    assert again.property("wrong") == "true"
    again.setText("2468")
    wanted = dialog.wanted()
    assert wanted is not None
    assert wanted.facts.pin == "2468"
    dialog.reject()


def test_what_is_no_day_is_marked(welcome: Welcome, qtbot: QtBot) -> None:
    welcome.make_new()
    dialog = _dialog(qtbot, NewDeskDialog)
    assert isinstance(dialog, NewDeskDialog)
    dialog.field_of("begins").setText("2022-13-01")
    assert dialog.wanted() is None
    qtbot.waitUntil(dialog.field_of("begins").hasFocus, timeout=WAIT)
    dialog.reject()


def test_a_new_desk_never_takes_the_place_of_another(
    welcome: Welcome, qtbot: QtBot, tmp_path: Path
) -> None:
    there = tmp_path / "own" / "desk.supplydesk"
    there.parent.mkdir()
    there.write_bytes(b"something else")
    welcome.make_new()
    dialog = _dialog(qtbot, NewDeskDialog)
    assert isinstance(dialog, NewDeskDialog)
    assert dialog.field_of("path").text() == str(there.with_name("desk-2.supplydesk"))
    dialog.field_of("path").setText(str(there))
    dialog.field_of("bureau").setText("局")
    dialog.taken.emit()
    qtbot.waitUntil(dialog.main.isEnabled, timeout=WAIT)
    assert dialog.isVisible()
    assert there.read_bytes() == b"something else"
    dialog.reject()


def test_the_sample_can_be_cancelled_and_leaves_nothing(
    welcome: Welcome, qtbot: QtBot, tmp_path: Path
) -> None:
    welcome.make_sample()
    dialog = _dialog(qtbot, LongWork)
    assert isinstance(dialog, LongWork)
    qtbot.waitUntil(lambda: dialog._bar.value() > 0, timeout=WAIT)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.other.isEnabled()
    qtbot.waitUntil(lambda: not dialogs(), timeout=WAIT)
    assert list((tmp_path / "own").iterdir()) == []
    assert not welcome.banner.isVisible(), "who cancels knows it"


def test_the_sample_is_made_once_and_opened_again(
    welcome: Welcome, qtbot: QtBot, tmp_path: Path, sample_file: Path
) -> None:
    with qtbot.waitSignal(welcome.chosen, timeout=WAIT) as chosen:
        welcome.make_sample()
    path = Path(chosen.args[0])
    before = path.read_bytes()
    with qtbot.waitSignal(welcome.chosen, timeout=WAIT):
        welcome.make_sample()
    assert path.read_bytes() == before


def _backup(sample_file: Path, tmp_path: Path) -> Path:
    source = tmp_path / "was.supplydesk"
    shutil.copy(sample_file, source)
    database = engines(locate(source))
    made = backups.automatic(database, Seat(), "before-import", tmp_path / "copies")
    database.close()
    return made.path


def _take(welcome: Welcome, qtbot: QtBot, backup: Path) -> Box:
    place = welcome._wanted_path()
    welcome.steps._place = place
    welcome.steps.take(backup)
    qtbot.waitUntil(lambda: bool(dialogs()), timeout=WAIT)
    asked = dialogs()[-1]
    assert isinstance(asked, Box)
    return asked


def test_a_backup_is_restored_after_a_question(
    welcome: Welcome, qtbot: QtBot, tmp_path: Path, sample_file: Path
) -> None:
    backup = _backup(sample_file, tmp_path)
    asked = _take(welcome, qtbot, backup)
    place = tmp_path / "own" / "desk.supplydesk"
    assert not place.exists(), "nothing before the question is answered"
    with qtbot.waitSignal(welcome.chosen, timeout=WAIT) as chosen:
        asked.main.click()
    assert Path(chosen.args[0]) == place
    assert place.exists()
    assert backup.exists()


def test_no_backup_no_restore(welcome: Welcome, qtbot: QtBot, tmp_path: Path) -> None:
    bad = tmp_path / "bad.supplydesk"
    bad.write_bytes(b"no desk")
    welcome.steps.take(bad)
    qtbot.waitUntil(welcome.banner.isVisible, timeout=WAIT)
    assert "bad.supplydesk" in welcome.banner.accessibleName()
    QTest.keyClick(welcome, Qt.Key.Key_Escape)
    assert not welcome.banner.isVisible()


def test_desks_that_were_open_before_are_offered(
    qapp: QApplication, qtbot: QtBot, preferences: Preferences, sample_file: Path, tmp_path: Path
) -> None:
    preferences.opened(str(tmp_path / "gone.supplydesk"))
    preferences.opened(str(sample_file))
    made = Welcome(preferences, "", None)
    qtbot.addWidget(made)
    made.show()
    links = [one for one in made.findChildren(type(made.new)) if one.text() == sample_file.stem]
    assert len(links) == 1
    with qtbot.waitSignal(made.chosen) as chosen:
        links[0].click()
    assert chosen.args == [str(sample_file)]
    words = [one.text() for one in made.findChildren(type(made.new))]
    assert "gone" not in words
