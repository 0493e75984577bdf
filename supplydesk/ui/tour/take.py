"""Taking the tour: each scene in each size, written as PNG, with what is wrong in it."""

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QIODevice,
    QMessageLogContext,
    QSize,
    QtMsgType,
    qInstallMessageHandler,
)

from supplydesk import paths
from supplydesk.domain.choices import listed
from supplydesk.domain.problem import refuse
from supplydesk.ui.application import Speaker, application, dress
from supplydesk.ui.crash import NO_FAULT
from supplydesk.ui.look import cut
from supplydesk.ui.preferences import Preferences
from supplydesk.ui.tour.checks import faults
from supplydesk.ui.tour.desks import NO_DESK, Desks
from supplydesk.ui.tour.scenes import SCENES, Scene
from supplydesk.ui.tour.stage import Stage, dialogs, set_up

SCALE = 100
SIZES = ((1366, 768), (1920, 1080))
Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the pictures shall be taken; ``only`` names scenes, empty for all of them."""

    out: Path
    language: str = "zh_CN"
    theme: str = "light"
    scale: int = 100
    sizes: tuple[tuple[int, int], ...] = SIZES
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """The pictures, and for each scene what is wrong in it."""

    pictures: tuple[Path, ...]
    faults: tuple[str, ...]


def take(wanted: Wanted, tick: Tick | None = None) -> Taken:
    """Take all pictures that are *wanted*.

    Raises:
        Refused: there is no scene of a name that was asked for.
        SceneFault: a scene did not stand, or a picture has another size.
        OSError: a picture cannot be written.
    """
    known = [one.name for one in SCENES]
    for name in wanted.only:
        if name not in known:
            raise refuse(
                "unknown_scene",
                "ui.tour.take",
                "There is no scene “{name}”. Choose from: {names}.",
                field="scene",
                name=name,
                names=listed(known),
            )
    scenes = [one for one in SCENES if not wanted.only or one.name in wanted.only]
    pictures: list[Path] = []
    found: list[str] = []
    total = len(scenes) * len(wanted.sizes)
    with _listening(), tempfile.TemporaryDirectory() as folder:
        preferences = prepare(wanted, Path(folder))
        desks = Desks(Path(folder))
        for wide, high in wanted.sizes:
            for scene in scenes:
                if tick is not None:
                    tick(len(pictures), total)
                name = f"{scene.name}-{wide}x{high}{_marks(wanted)}"
                size = QSize(wide, high)

                def look(stage: Stage, name: str = name, size: QSize = size) -> None:
                    pictures.append(_save(stage, wanted.out / f"{name}.png", size))
                    found.extend(f"{name}: {fault}" for fault in wrong(stage))

                play(scene, desks, preferences, size, look)
        preferences.sync()
    if tick is not None:
        tick(total, total)
    return Taken(tuple(pictures), tuple(found))


@contextmanager
def _listening() -> Iterator[None]:
    """Say on stderr what Qt warns of."""
    before = qInstallMessageHandler(_heard)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _heard(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if NO_FAULT not in message:
        sys.stderr.write(message + "\n")


def prepare(wanted: Wanted, folder: Path) -> Preferences:
    """Dress the application as *wanted*; the preferences lie in *folder*, apart from anybody's."""
    preferences = Preferences(folder / "window.ini")
    preferences.language = wanted.language
    preferences.theme = wanted.theme
    preferences.scale = wanted.scale
    running = application()
    running.setQuitOnLastWindowClosed(False)
    running.setCursorFlashTime(0)  # a caret that is there in one picture is there in all
    Speaker().speak(running, wanted.language)
    dress(running, preferences.look)
    return preferences


def play(
    scene: Scene, desks: Desks, preferences: Preferences, size: QSize, look: Callable[[Stage], None]
) -> None:
    """Play *scene* in a window of *size*; *look* sees it once it stands."""
    file = None if scene.desk == NO_DESK else desks.copy(scene.desk)
    with set_up(file, preferences, size, desks.folder, scene.now) as stage:
        scene.act(stage)
        stage.settle()
        look(stage)


def wrong(stage: Stage) -> Iterable[str]:
    """What is wrong with the window and with the dialogs over it."""
    windows = (stage.window, *dialogs())
    with cut.listening() as heard:
        for window in windows:
            window.grab()
    yield from heard
    for window in windows:
        yield from faults(window)


def _marks(wanted: Wanted) -> str:
    """What tells this tour's pictures from another's, beyond the ordinary."""
    marks = []
    if wanted.theme != "light":
        marks.append(wanted.theme)
    if wanted.scale != SCALE:
        marks.append(str(wanted.scale))
    if wanted.language != "zh_CN":
        marks.append(wanted.language)
    return "".join(f"-{mark}" for mark in marks)


def _save(stage: Stage, path: Path, size: QSize) -> Path:
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    stage.picture(size).save(made, "PNG")
    path.parent.mkdir(parents=True, exist_ok=True)
    return paths.write_atomically(path, bytes(made.data().data()), replace=True)
