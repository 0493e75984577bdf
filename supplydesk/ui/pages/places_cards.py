"""Bin cards (货位卡) of the chosen bins and warehouses, saved as a PDF to be printed."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from supplydesk import paths
from supplydesk.services import bin_cards
from supplydesk.store.database import reading
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.desk import Tick
from supplydesk.ui.parts.long_work import LongWork, long_work
from supplydesk.ui.parts.refusals import problems_of
from supplydesk.ui.parts.save_file import ask_where


def save_cards(around: Around, codes: Sequence[str]) -> QFileDialog:
    """Ask where to, then draw the cards of the places *codes* there."""
    return ask_where(
        around,
        translate("ui.pages.places_cards", "Save bin cards"),
        ((".pdf", translate("ui.pages.places_cards", "PDF")),),
        translate("ui.pages.places_cards", "bin cards {code}").format(code=codes[0]),
        lambda path, replace: draw_cards(around, codes, path, replace=replace),
    )


def draw_cards(around: Around, codes: Sequence[str], path: Path, *, replace: bool) -> LongWork:
    """Draw the cards of the places *codes* into the file *path*; what is there goes if it may."""
    database, seat = around.desk.database, around.desk.seat

    def draw(tick: Tick) -> Path:
        with reading(database, seat) as session:
            made = bin_cards.pdf(session, codes, tick)
        paths.write_atomically(path, made, replace=replace)
        return path

    def done(file: Path) -> None:
        text = translate("ui.pages.places_cards", "Bin cards saved: {file}")
        around.window.tell(text.format(file=file), (), "good")

    def failed(error: Exception) -> None:
        problems = problems_of(error)
        if problems:
            title = translate("ui.pages.places_cards", "No bin cards were made")
            around.window.tell(title, problems)
        else:
            around.desk.failed.emit(error)

    return long_work(
        around,
        translate("ui.pages.places_cards", "Drawing bin cards"),
        translate("ui.pages.places_cards", "No file is left."),
        draw,
        done,
        failed=failed,
        behind=True,
    )
