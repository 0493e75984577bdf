"""`print`: posted, approved and void papers as PDF, prints counted, and what has no slip."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.running import Line
from tests.cli.wrong import dispatch
from tests.databases import Bench

LINE: dict[str, object] = {"item": "101006", "ordered": "5"}


@pytest.fixture
def stocked(file_bench: Bench) -> Bench:
    """A desk in a file, with beds on it."""
    file_bench.opening({"item": "101006", "quantity": "100"})
    return file_bench


def _text(pdf: Path) -> str:
    ran = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True)
    return ran.stdout.decode()


def _approved(line: Line, tmp_path: Path) -> str:
    line("settings", "approve", "是").good()
    line("draft", dispatch(tmp_path, LINE)).good()
    number: str = line("approve", "bad", "--json").good().json["number"]
    return number


def test_a_copy_that_does_not_exist_is_named_with_those_that_do(
    here: Line, stocked: Bench, tmp_path: Path
) -> None:
    here("settings", "copies", "存根联，接收联").good()
    number = stocked.dispatch(LINE).number
    pdf = tmp_path / "a.pdf"
    for copies in ("3", "1,9", "10"):
        refused = here("print", number, "--out", pdf, "--copies", copies, "--json")
        assert (refused.code, refused.problems[0]["field"]) == (1, "copies")
        assert "1 存根联、2 接收联" in refused.problems[0]["text"]
    assert not pdf.exists()
    assert here("show", number, "--json").json["facts"] == [], "no print was counted"
    here("print", number, "--out", pdf, "--copies", "2").good()
    assert "第二联接收联" in "".join(_text(pdf).split())
    assert "第一联" not in "".join(_text(pdf).split())
    for wrong in ("0", "x", "1;2"):
        assert here("print", number, "--out", pdf, "--copies", wrong, "--replace").code == 2


def test_an_approved_slip_and_a_void_one_are_printed_and_not_counted(
    here: Line, stocked: Bench, tmp_path: Path
) -> None:
    posted = stocked.dispatch(LINE).number
    number = _approved(here, tmp_path)
    pdf = tmp_path / "a.pdf"
    here("print", number, posted, "--out", pdf).good()
    assert "作废" not in _text(pdf)
    assert number in _text(pdf)
    assert posted in _text(pdf)
    # Printed before its goods left the books, it is not to be taken for the one printed after.
    for page in _text(pdf).split("\f")[:-1]:
        assert ("已批准未过账" in page) is (number in page)
    counted = here("show", posted, "--json").json["facts"]
    assert [(one["name"], one["value"]) for one in counted] == [("printed", "1")]

    here("void", number, "--reason", "不发了").good()
    here("print", number, "--out", pdf, "--replace").good()
    assert "作废" in _text(pdf)
    assert "未过账" not in _text(pdf)


def test_a_draft_without_a_number_is_no_paper_yet(
    here: Line, stocked: Bench, tmp_path: Path
) -> None:
    assert stocked is not None
    here("draft", dispatch(tmp_path, LINE)).good()
    refused = here("print", "bad", "--out", tmp_path / "a.pdf", "--json")
    assert (refused.code, refused.problems[0]["code"]) == (1, "unknown_number")
    assert "取得单号" in refused.problems[0]["text"]


def test_opening_stock_has_no_slip_and_says_so(here: Line, stocked: Bench, tmp_path: Path) -> None:
    assert stocked is not None
    refused = here("print", "QC-20220930-001", "--out", tmp_path / "a.pdf")
    assert refused.code == 1
    assert "期初" in refused.err
    assert "supplydesk show" in refused.err


@pytest.mark.parametrize("command", [("reverse", "--reason", "x"), ("add-fact", "plate", "甘E")])
def test_what_only_a_posted_paper_takes_says_that_this_one_is_not(
    here: Line, stocked: Bench, tmp_path: Path, command: tuple[str, ...]
) -> None:
    assert stocked is not None
    number = _approved(here, tmp_path)
    refused = here(command[0], number, *command[1:], "--json")
    assert (refused.code, refused.problems[0]["code"]) == (1, "not_posted")
    assert "已批准" in refused.problems[0]["text"]


def test_a_print_that_cannot_be_written_is_not_counted(
    here: Line, stocked: Bench, tmp_path: Path
) -> None:
    number = stocked.dispatch(LINE).number
    folder = tmp_path / "折叠床.pdf"
    folder.mkdir()
    for out, code in ((tmp_path / "nowhere" / "a.pdf", 3), (folder, 2), ("", 2)):
        assert here("print", number, "--out", out, "--replace").code == code
    assert here("show", number, "--json").json["facts"] == []
    assert sorted(tmp_path.iterdir()) == sorted({folder, *tmp_path.glob("*.supplydesk*")})
    pdf = tmp_path / "a.pdf"
    here("print", number, "--out", pdf).good()
    assert "补打" not in "".join(_text(pdf).split())


def test_a_slip_that_was_undone_has_no_blank_receipt(
    here: Line, stocked: Bench, tmp_path: Path
) -> None:
    number = stocked.dispatch(LINE).number
    pdf = tmp_path / "a.pdf"
    here("print", number, "--out", pdf, "--blank-receipt").good()
    pdf.unlink()
    undone: str = here("reverse", number, "--reason", "录错", "--json").good().json["number"]
    for one in (number, undone):
        refused = here("print", one, "--out", pdf, "--blank-receipt", "--json")
        assert (refused.code, refused.problems[0]["code"]) == (1, "no_goods")
    assert not pdf.exists()


def test_prices_of_what_is_not_posted_are_refused(
    here: Line, stocked: Bench, tmp_path: Path
) -> None:
    assert stocked is not None
    number = _approved(here, tmp_path)
    pdf = tmp_path / "a.pdf"
    for _ in range(2):
        refused = here("print", number, "--out", pdf, "--prices", "--json")
        assert (refused.code, refused.problems[0]["code"]) == (1, "not_priced")
        here("void", number, "--reason", "不发了")
    assert not pdf.exists()
