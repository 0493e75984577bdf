"""The spooler: which printers it knows, what it is handed, what is said when it will not."""

from pathlib import Path

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.ui.paper import pages, sending, spool
from supplydesk.ui.paper.sending import Job
from supplydesk.ui.paper.spool import Printer
from tests.ui.slips import slip
from tests.ui.spooler import Spooler, make_spooler


@pytest.fixture
def spooler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Spooler:
    return make_spooler(tmp_path, monkeypatch)


def _send(content: bytes, printer: str = "LASER", copies: int = 1) -> None:
    sending.send(Job(content, printer, "DB-20221024-001", copies), lambda _done, _total: None)


def test_the_printers_and_the_usual_one(spooler: Spooler) -> None:
    assert spool.printers() == (Printer("LASER"), Printer("OFFICE", usual=True))
    spooler.know()
    assert spool.printers() == ()


def test_without_its_programs_nobody_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not spool.available()
    assert spool.printers() is None


@pytest.mark.parametrize(
    ("sheet", "media"),
    [("A4", "A4"), ("A5", "A5"), ("241x140", "Custom.241x140mm"), ("241x279", "Custom.241x279mm")],
)
def test_the_pdf_goes_as_it_is_on_its_own_sheet(spooler: Spooler, sheet: str, media: str) -> None:
    content = slip(sheet=sheet, offset=3)
    _send(content, copies=2)
    (sent,) = spooler.sent
    assert sent.content == content, "the offset is in it already, and nothing is added"
    assert sent.words == (
        "-d", "LASER", "-n", "2", "-t", "DB-20221024-001",
        "-o", f"media={media}", "-o", "sides=one-sided",
        "-o", "print-scaling=none", "-o", "collate=true",
    )  # fmt: skip


def test_a_printer_that_is_gone_is_told_with_what_to_do(spooler: Spooler) -> None:
    with pytest.raises(Refused) as refused:
        _send(slip(), "GONE")
    (problem,) = refused.value.problems
    assert problem.code == "printer_gone"
    assert "GONE" in problem.text
    assert "The printer or class does not exist." in problem.text
    assert "PDF" in problem.text
    assert spooler.sent == []


def test_a_printer_that_does_not_answer_is_given_up(
    spooler: Spooler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "PATIENCE", 0.2)
    spooler.sleep(30)
    with pytest.raises(Refused) as refused:
        _send(slip())
    assert [one.code for one in refused.value.problems] == ["printer_silent"]


def test_a_spooler_that_cannot_be_started(spooler: Spooler) -> None:
    program = spooler.folder.parent / "bin" / "lp"
    program.write_text("#!/nowhere/at/all\n")
    with pytest.raises(Refused) as refused:
        _send(slip())
    assert [one.code for one in refused.value.problems] == ["printer_gone"]


def test_the_size_of_every_page_is_read() -> None:
    (size,) = pages.sizes(slip(sheet="A5"))
    assert size == pytest.approx((210, 148), abs=0.1)
