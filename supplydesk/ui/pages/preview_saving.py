"""Saving papers as one PDF: where to, the work, and what came of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QFileDialog

from supplydesk import paths
from supplydesk.domain.problem import Problem, Refused
from supplydesk.services import paper_file, printing
from supplydesk.services.paper_file import Outgoing
from supplydesk.services.print_run import RunPaper
from supplydesk.services.printing import Wish
from supplydesk.store.database import reading
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.desk import Tick
from supplydesk.ui.parts.long_work import long_work
from supplydesk.ui.parts.not_written import why_not_written
from supplydesk.ui.parts.save_file import ask_where


def save(around: Around, papers: tuple[RunPaper, ...], wish: Wish, *, blank: bool) -> QFileDialog:
    """Ask where *papers* go and write them there; *blank*: the return receipts of them."""
    name = papers[0].number
    if len(papers) > 1:
        name = f"{name} – {papers[-1].number}"
    if blank:
        name = f"{translate('ui.pages.preview_saving', 'Return receipt')} {name}"
    return ask_where(
        around,
        translate("ui.pages.preview_saving", "Save as PDF"),
        ((".pdf", translate("ui.pages.preview_saving", "PDF")),),
        name,
        lambda path, replaces: Saving(around, papers, wish, blank, path, replaces).start(),
    )


class _Drawn(NamedTuple):
    outgoing: Outgoing
    content: bytes


@dataclass(frozen=True, slots=True)
class Saving:
    """Papers on their way into the file ``path``; ``replaces`` where somebody said it may go."""

    around: Around
    papers: tuple[RunPaper, ...]
    wish: Wish
    blank: bool
    path: Path
    replaces: bool

    def start(self) -> None:
        """Draw it, count it, write it, and say what came of it."""
        text = translate("ui.pages.preview_saving", "{count} papers into one PDF")
        long_work(
            self.around,
            text.format(count=len(self.papers)),
            translate(
                "ui.pages.preview_saving", "No file is left; one that was there stays as it is."
            ),
            self._draw,
            self._drawn,
            about=str(self.path),
            failed=self._failed,
            behind=True,
        )

    @property
    def _numbers(self) -> list[str]:
        return [paper.number for paper in self.papers]

    def _draw(self, tick: Tick) -> _Drawn:
        desk = self.around.desk
        with reading(desk.database, desk.seat) as session:
            if self.blank:
                draw = printing.prepare_blank_receipts(session, self._numbers)
                outgoing = Outgoing(draw, {})
            else:
                outgoing = paper_file.prepare(session, self._numbers, self.wish)
        content = outgoing.draw(tick)
        paths.require_free(self.path, replace=self.replaces)
        paths.try_out(self.path, content)
        return _Drawn(outgoing, content)

    def _drawn(self, drawn: _Drawn) -> None:
        """A file that leaves is a print, and is counted before it lies there."""
        desk, outgoing = self.around.desk, drawn.outgoing
        if not outgoing.prints:
            self._write(drawn.content)
            return
        desk.write(
            lambda session: paper_file.count(session, outgoing),
            lambda sound: self._write(drawn.content if sound else None),
            owner=self.around.window.widget(),
            failed=lambda error: self._not_counted(error, drawn.content),
        )

    def _not_counted(self, error: Exception, content: bytes) -> None:
        """A desk that can only be read is printed from all the same; any other trouble stops."""
        remark = paper_file.uncounted(error)
        if remark is None:
            self._failed(error)
        else:
            self._write(content, remark)

    def _write(self, content: bytes | None, remark: Problem | None = None) -> None:
        desk = self.around.desk

        def work(_tick: Tick) -> Path:
            # Printed elsewhere meanwhile: it is drawn once more, with the mark that it has now.
            said = content or desk.look(lambda s: printing.pdf(s, self._numbers, self.wish))
            return paths.write_atomically(self.path, said, replace=self.replaces)

        desk.long(
            work,
            lambda path: self._saved(path, remark),
            owner=self.around.window.widget(),
            progress=lambda _done, _total: None,
            failed=self._failed,
            # What is counted is written before the window may close.
            writes=True,
        )

    def _saved(self, path: Path, remark: Problem | None) -> None:
        text = translate("ui.pages.preview_saving", "Saved: {path}").format(path=path)
        if remark is None:
            self.around.window.tell(text, (), "good")
        else:
            self.around.window.tell(text, (remark,), "warn")

    def _failed(self, error: Exception) -> None:
        window = self.around.window
        problems: tuple[Problem, ...] = ()
        if isinstance(error, paths.NotSettled):
            text = translate(
                "ui.pages.preview_saving",
                "Saved to {path}, but the disk did not confirm it. Open the file to see that it is "
                "whole.",
            )
            window.tell(text.format(path=self.path), (), "warn")
            return
        if isinstance(error, OSError):
            problems = (why_not_written(error, self.path),)
        elif isinstance(error, Refused):
            problems = error.problems
        else:
            self.around.desk.failed.emit(error)
            return
        window.tell(translate("ui.pages.preview_saving", "The PDF was not saved"), problems)
