"""The tour: each picture has its size, nothing in it is cut off, every control has a name."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from supplydesk.cli import touring
from supplydesk.ui.look.look import SCALES
from supplydesk.ui.tour import checks
from supplydesk.ui.tour.desks import MAKERS, NO_DESK, Desks
from supplydesk.ui.tour.scenes import SCENES, Scene
from supplydesk.ui.tour.stage import SceneFault, Stage
from supplydesk.ui.tour.take import Wanted, play, prepare, take, wrong

LOOKS = [("zh_CN", "light", 100), ("en", "dark", 150)]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desks:
    """The desks of the scenes, each made once."""
    return Desks(tmp_path_factory.mktemp("tour"))


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look)))
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_nothing_is_cut_off_and_every_control_has_a_name(
    scene: Scene, look: tuple[str, str, int], made: Desks, qapp: QApplication, tmp_path: Path
) -> None:
    language, theme, scale = look
    preferences = prepare(Wanted(tmp_path, language, theme, scale), tmp_path)
    found: list[str] = []
    size = QSize(1366, 768)

    def see(stage: Stage) -> None:
        assert stage.picture(size).size() == size
        found.extend(wrong(stage))

    play(scene, made, preferences, size, see)
    assert found == []


def test_pictures_are_written_in_each_size_that_was_asked_for(
    qapp: QApplication, tmp_path: Path
) -> None:
    heard: list[tuple[int, int]] = []
    wanted = Wanted(tmp_path / "out", sizes=((1366, 768), (1920, 1080)), only=("welcome",))
    taken = take(wanted, lambda done, total: heard.append((done, total)))
    shown = {path.name: QImage(str(path)).size().toTuple() for path in taken.pictures}
    assert shown == {"welcome-1366x768.png": (1366, 768), "welcome-1920x1080.png": (1920, 1080)}
    assert taken.faults == ()
    assert heard == [(0, 2), (1, 2), (2, 2)]


def test_a_picture_of_another_size_is_a_fault(
    made: Desks, qapp: QApplication, tmp_path: Path
) -> None:
    preferences = prepare(Wanted(tmp_path), tmp_path)

    def see(stage: Stage) -> None:
        stage.picture(QSize(1366, 768))

    with pytest.raises(SceneFault, match="800×600, not 1366×768"):
        play(SCENES[0], made, preferences, QSize(640, 480), see)


def test_scenes_have_names_of_their_own_and_desks_that_can_be_made() -> None:
    names = [scene.name for scene in SCENES]
    assert len(set(names)) == len(names)
    assert {scene.desk for scene in SCENES} <= {*MAKERS, NO_DESK}


def test_the_command_takes_the_scales_that_the_window_has() -> None:
    assert tuple(str(scale) for scale in SCALES) == touring.SCALES


def _row(qtbot: QtBot, *parts: QWidget) -> QWidget:
    whole = QWidget()
    qtbot.addWidget(whole)
    row = QHBoxLayout(whole)
    for part in parts:
        row.addWidget(part)
    whole.resize(400, 100)
    whole.show()
    return whole


def test_planted_faults_are_found(qtbot: QtBot) -> None:
    cut = QLabel("a text that is far too long for its room")
    cut.setFixedWidth(40)
    narrow = QPushButton("a word that is too long")
    narrow.setFixedWidth(30)
    wrapped = QLabel("one two three four five six seven eight nine ten " * 4)
    wrapped.setWordWrap(True)
    wrapped.setFixedSize(60, 20)
    nameless = QLineEdit()
    whole = _row(qtbot, cut, narrow, wrapped, nameless)
    outside = QLabel("x", whole)
    outside.setGeometry(390, 10, 50, 20)
    outside.show()
    found = "\n".join(checks.faults(whole))
    for part in ("px of words in 40", "has 30", "cut off below", "has no name", "outside"):
        assert part in found
    assert len(found.splitlines()) == 5


def test_what_fits_is_no_fault(qtbot: QtBot) -> None:
    field = QLineEdit()
    field.setAccessibleName("name")
    assert checks.faults(_row(qtbot, QLabel("short"), QPushButton("press"), field)) == []
