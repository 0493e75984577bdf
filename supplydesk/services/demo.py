"""The demonstration: the sample desk, and every paper that a bureau asks it for, in a folder."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from pathlib import Path

from supplydesk.domain.places import Level
from supplydesk.domain.problem import Problem, refuse
from supplydesk.domain.seat import Seat
from supplydesk.papers import stock_summary as summary_paper
from supplydesk.papers.press import Tick
from supplydesk.papers.stock_summary_text import as_text
from supplydesk.paths import safe_name, write_atomically
from supplydesk.queries.documents import numbers_of
from supplydesk.queries.verify import Verified, verify
from supplydesk.services import brief, people, printing, sample, stock_summary
from supplydesk.sheets.stock_summary import stock_summary_bytes
from supplydesk.store.database import Database, DeskSession, locate, reading
from supplydesk.store.driver import Driver
from supplydesk.text import translate

DESK = "tianshui-2022.supplydesk"
MONTHS = ("2022-10", "2022-11")
LEVELS = (Level.CITY, Level.COUNTY)
ABOUT = "about.txt"
BRIEF = "brief.txt"
VERIFIED = "verify.txt"


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What was made: the folder, its files, the brief, and what `verify` found (nothing)."""

    folder: Path
    files: tuple[Path, ...]
    brief: str
    findings: tuple[Problem, ...]


@dataclass(slots=True)
class _Folder:
    """Writes files into one folder, each whole or not at all."""

    root: Path
    replace: bool
    written: list[Path] = field(default_factory=list)

    def put(self, name: str, content: bytes | str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        self.written.append(write_atomically(path, data, replace=self.replace))


def build(out: Path, *, replace_old: bool = False, tick: Tick | None = None) -> Demonstration:
    """Make the sample desk in *out* and draw every paper of it.

    Args:
        out: a folder; made where it is missing.
        replace_old: take the place of an earlier demonstration there.
        tick: told how many papers are done, of how many; may raise to cancel.

    Raises:
        Refused: *out* is a file, or an earlier demonstration is there and was not to be replaced.
        StoreTrouble, OSError: the folder cannot be written.
    """
    if out.exists() and not out.is_dir():
        raise refuse(
            "demo_no_folder",
            "services.demo",
            "{folder} is a file. Name a folder: it is made where there is none.",
            field="out",
            folder=out,
        )
    desk = out / DESK
    if desk.exists():
        if not replace_old:
            raise refuse(
                "demo_there",
                "services.demo",
                "{folder} holds a demonstration already. Name another folder, or add --replace.",
                field="out",
                folder=out,
            )
        desk.unlink()
        desk.with_name(desk.name + "-journal").unlink(missing_ok=True)
    with _gone_if_broken_off(out):
        out.mkdir(parents=True, exist_ok=True)
        database = sample.make(locate(desk))
        try:
            return _draw(database, _Folder(out, replace_old), tick)
        finally:
            database.close()


@contextmanager
def _gone_if_broken_off(out: Path) -> Iterator[None]:
    """Where the folder *out* is made for it, a demonstration that fails leaves none behind."""
    missing = [folder for folder in (out, *out.absolute().parents) if not folder.exists()]
    try:
        yield
    except BaseException:
        if missing:
            shutil.rmtree(missing[-1], ignore_errors=True)
        raise


def _draw(database: Database, folder: _Folder, tick: Tick | None) -> Demonstration:
    evening = datetime.combine(sample.ENDS, time(17), sample.ZONE)
    with reading(database, Seat()) as session:
        seat = replace(people.sit(session, sample.KEEPER), now=lambda: evening)
    with reading(database, seat) as session:
        numbers = numbers_of(Driver(session), ("dispatch", "confirmation"))
        jobs: list[tuple[str, Callable[[], bytes]]] = [
            (
                f"{kind}/{safe_name(number, '.pdf')}",
                lambda number=number: printing.pdf(session, [number]),  # type: ignore[misc]
            )
            for kind, number in numbers
        ]
        for done, (name, draw) in enumerate(jobs):
            if tick is not None:
                tick(done, len(jobs))
            folder.put(name, draw())
        for name, content in _summaries(session):
            folder.put(name, content)
        told = brief.brief(session, sample.INCIDENT, sample.ENDS).text
    folder.put(BRIEF, told + "\n")
    verified = verify(database, seat)
    folder.put(VERIFIED, _verdict(verified))
    folder.put(ABOUT, _about())
    if tick is not None:
        tick(len(jobs), len(jobs))
    return Demonstration(folder.root, tuple(folder.written), told, tuple(verified.findings))


def _summaries(session: DeskSession) -> Iterator[tuple[str, bytes | str]]:
    """The months of each reserve: as text, PDF and xlsx."""
    stationery = printing.stationery_of(session)
    for month in MONTHS:
        for level in LEVELS:
            summary = stock_summary.summary(session, month, level=level)
            name = f"{month}-{level.value}"
            yield f"{name}.txt", as_text(summary)
            yield f"{name}.pdf", summary_paper.draw(summary, stationery)
            yield f"{name}.xlsx", stock_summary_bytes(summary, created=session.seat.now())


def _verdict(verified: Verified) -> str:
    if verified.sound:
        return translate(
            "services.demo",
            "Verified: {documents} documents, {movements} movements, nothing altered.\n{head}\n",
        ).format(documents=verified.documents, movements=verified.movements, head=verified.head)
    return "".join(f"{problem.text}\n" for problem in verified.findings)


def _about() -> str:
    return translate(
        "services.demo",
        "The totals per level and item are those that Tianshui's bureau reported for the autumn of "
        "2022. How they split over sites, warehouses and days is not known: the split here is "
        "invented. So are all people, phones, plates, prices and lots.\n",
    )
