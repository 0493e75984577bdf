"""verify, backup, backups, restore, print: what keeps the books safe, from the command line."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from supplydesk.services import backups, settings
from supplydesk.store.database import write
from tests.cli.running import Line
from tests.databases import Bench, make_bench
from tests.queries.tampering import spoil


@pytest.fixture
def busy(bench: Bench) -> Bench:
    """A dispatch on the road."""
    bench.opening({"item": "101006", "quantity": "500"})
    bench.dispatch({"item": "101006", "ordered": "100"})
    return bench


@pytest.mark.usefixtures("busy")
def test_verify_finds_nothing_and_names_the_head(line: Line) -> None:
    told = line("verify", "--json").good().json
    assert (told["sound"], told["documents"], told["findings"]) == (True, 2, [])
    head = line("show", "DB-20221024-001", "--json").json["head"]
    assert line("verify", "--head", head.upper(), "--json").good().json["sound"]
    assert "核对无误" in line("verify").good().out


@pytest.mark.usefixtures("busy")
def test_a_head_that_is_not_on_the_chain(line: Line) -> None:
    told = line("verify", "--head", "ab" * 32, "--json")
    assert told.code == 1
    assert told.json["findings"][0]["code"] == "head_not_on_chain"
    assert [one["code"] for one in told.problems] == ["not_sound", "head_not_on_chain"]


def test_a_damaged_file_is_said_once_and_ends_as_everywhere(here: Line, file_bench: Bench) -> None:
    file_bench.opening({"item": "101006", "quantity": "500"})
    file_bench.dispatch({"item": "101006", "ordered": "100"})
    file_bench.database.close()
    spoil(Path(here.address))
    told = here("verify", "--json")
    assert told.code == 3
    codes = [one["code"] for one in told.json["findings"]]
    assert codes.count("damaged") == 1
    assert told.problems[0]["code"] == "damaged"
    assert here.address in told.problems[0]["text"]
    said = here("verify")
    assert (said.code, said.out) == (3, "")
    assert said.err.count("台账文件") == 1
    assert said.err.count("SQLite") == said.err.count("***") == 0
    assert len(said.err.splitlines()) == len(codes), "a line each"
    copied = here("backup", "--json")
    assert (copied.code, [one["code"] for one in copied.problems]) == (3, ["damaged"])
    assert here.address in copied.problems[0]["text"]


def test_a_row_that_somebody_wrote_past_the_rules_is_no_damaged_file(
    here: Line, file_bench: Bench
) -> None:
    file_bench.opening({"item": "101006", "quantity": "500"})
    file_bench.database.close()
    with closing(sqlite3.connect(here.address, isolation_level=None)) as hand:
        hand.execute("PRAGMA ignore_check_constraints = ON")
        hand.execute("UPDATE balance SET quantity = -5 WHERE quantity > 0 AND inside = 1")
    told = here("verify", "--json")
    assert told.code == 1
    assert "broken_row" in [one["code"] for one in told.json["findings"]]
    assert "damaged" not in [one["code"] for one in told.json["findings"]]
    copied = here("backup", "--json")
    assert (copied.code, copied.json["altered"]) == (1, True)


def test_backup_list_and_restore(line: Line, owner: Line, busy: Bench, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    made = line("backup", "--reason", "下班", "--folder", folder, "--json").good().json
    assert Path(made["path"]).is_file()
    assert made["at"].startswith("2022-10-24T09:30:00+08:00")
    listed = line("backups", "--folder", folder, "--json").good().json
    assert [(one["path"], one["reason"]) for one in listed] == [(made["path"], "下班")]
    assert listed[0]["at"] == made["at"]

    busy.dispatch({"item": "101006", "ordered": "50"})
    busy.database.close()
    done = owner("restore", made["path"], "--folder", folder, "--json").good().json
    assert done["set_aside"]
    assert [one["number"] for one in line("documents", "--json").good().json] == [
        "QC-20220930-001", "DB-20221024-001"
    ]  # fmt: skip
    assert line("verify", "--json").good().json["sound"]


def _alter(bench: Bench) -> None:
    """Change balances by hand, as somebody with the file or the owner's password may."""
    said = "UPDATE balance SET quantity = quantity + 1000 WHERE quantity > 1000"
    place = bench.owner
    if place.path is None:
        with psycopg.connect(str(place)) as server:
            server.execute(said.encode())
    else:
        with closing(sqlite3.connect(place.path, isolation_level=None)) as file:
            file.execute(said)


def test_a_backup_verifies_unless_it_is_told_to_hurry(
    line: Line, busy: Bench, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    for words in ((), ("--thorough",)):
        made = line("backup", "--folder", folder, *words).good()
        assert "已备份并核对" in made.out
    hurried = line("backup", "--quick", "--folder", folder).good()
    assert "已备份，文件完好；账目未核算" in hurried.out
    assert line("backup", "--quick", "--thorough", "--folder", folder).code == 2

    _alter(busy)
    found = [one["text"] for one in line("verify", "--json").json["findings"]]
    assert found
    for words in ((), ("--thorough",)):
        told = line("backup", "--folder", folder, *words, "--json")
        assert (told.code, told.json["verified"], told.json["altered"]) == (1, True, True)
        assert Path(told.json["path"]).is_file()
        assert "altered" in Path(told.json["path"]).name
        assert [one["text"] for one in told.problems][1:] == found
    said = line("backup", "--folder", folder)
    assert said.code == 1
    assert "账目与当初写入的不一致" in said.out
    assert found[0] in said.err
    assert line("backup", "--quick", "--folder", folder, "--json").good().json["verified"] is False
    assert "（账目有改动）" in line("backups", "--folder", folder).good().out


@pytest.mark.usefixtures("busy")
def test_why_copies_were_made_is_said_in_the_clerks_language(
    line: Line, bench: Bench, tmp_path: Path
) -> None:
    for reason in ("before-import", "before-restore", "before-upgrade"):
        backups.automatic(bench.database, bench.seat, reason, tmp_path)
    said = line("backups", "--folder", tmp_path).good().out
    reasons = said.replace(str(tmp_path), "").splitlines()
    for word in ("导入之前", "恢复备份之前", "程序升级之前"):
        assert any(word in one for one in reasons)
    told = line("backups", "--folder", tmp_path, "--json").good().json
    assert {one["reason"] for one in told} == {"before-import", "before-restore", "before-upgrade"}


def test_a_damaged_desk_is_restored_by_who_sits_at_the_copy(here: Line, file_bench: Bench) -> None:
    made = here("backup", "--json").good().json
    file_bench.database.close()
    Path(here.address).write_bytes(b"nothing left")
    assert here("stock").code == 3
    assert here("backups", "--json").json[0]["path"] == made["path"]
    here("restore", made["path"]).good()
    here("stock").good()


def test_another_bureaus_copy_only_when_told_so(
    here: Line, file_bench: Bench, tmp_path: Path
) -> None:
    other = make_bench(tmp_path / "other.supplydesk")
    write(other.database, other.seat, lambda s: settings.save(s, bureau="麦积区应急管理局"))
    copy = backups.back_up(other.database, other.seat, "", tmp_path / "theirs").path
    other.database.close()
    file_bench.database.close()
    before = Path(here.address).read_bytes()
    refused = here("restore", copy, "--json")
    assert refused.code == 1
    (problem,) = refused.problems
    assert problem["code"] == "another_desk"
    assert Path(here.address).read_bytes() == before
    here("restore", copy, "--another-bureau").good()
    assert here("settings", "--json").good().json["bureau"] == "麦积区应急管理局"


def test_a_copy_that_is_none(here: Line, file_bench: Bench, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"nothing")
    file_bench.database.close()
    before = Path(here.address).read_bytes()
    assert here("restore", other).code == 3
    assert here("restore", tmp_path / "missing").code == 3
    assert here("backup", "--folder", other).code == 3
    assert Path(here.address).read_bytes() == before


@pytest.mark.usefixtures("busy")
def test_print_counts_and_replaces_only_when_told(line: Line, tmp_path: Path) -> None:
    out = tmp_path / "slip.pdf"
    line("print", "DB-20221024-001", "--out", out).good()
    first = out.read_bytes()
    assert first.startswith(b"%PDF")
    assert line("print", "DB-20221024-001", "--out", out).code == 3
    facts = line("show", "DB-20221024-001", "--json").json["facts"]
    assert [one["name"] for one in facts] == ["printed"], "what was not written counts nothing"
    again = line("print", "DB-20221024-001", "--out", out, "--replace", "--sheet", "A5", "--json")
    assert again.good().json["numbers"] == ["DB-20221024-001"]
    assert out.read_bytes() != first
    assert line("print", "DB-20221024-001", "--out", tmp_path / "b.pdf", "--sheet", "a9").code == 2
    assert line("print", "DB-20221024-001", "--out", tmp_path / "b.pdf", "--copies", "x").code == 2
    assert line("print", "QC-20220930-001", "--out", tmp_path / "b.pdf").code == 1
    line("print", "DB-20221024-001", "--out", tmp_path / "b.pdf", "--blank-receipt").good()
    assert len(line("show", "DB-20221024-001", "--json").json["facts"]) == 2


def test_print_into_a_folder_that_is_not_there(
    here: Line, file_bench: Bench, tmp_path: Path
) -> None:
    file_bench.opening({"item": "101006", "quantity": "500"})
    file_bench.dispatch({"item": "101006", "ordered": "100"})
    failed = here("print", "DB-20221024-001", "--out", tmp_path / "no" / "slip.pdf", "--json")
    assert (failed.code, failed.problems[0]["code"]) == (3, "file_enoent")
    assert str(tmp_path / "no") in failed.problems[0]["text"]
    assert ".part" not in failed.problems[0]["text"]


def test_a_copy_that_is_not_there_is_missed_and_no_desk_advised(here: Line, tmp_path: Path) -> None:
    before = Path(here.address).read_bytes()
    for address in (here.address, str(tmp_path / "gone.supplydesk")):
        failed = Line(address, here.capture)("restore", tmp_path / "none.supplydesk")
        assert failed.code == 3
        assert "none.supplydesk" in failed.err
        assert "init" not in failed.err
    assert Path(here.address).read_bytes() == before


def test_the_sample_wants_a_folder(here: Line, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    for more in ((), ("--replace",)):
        refused = here("demo", "--out", file, *more, "--json")
        assert (refused.code, refused.problems[0]["field"]) == (1, "out")
        assert "是文件" in refused.problems[0]["text"]
    assert file.read_text(encoding="utf-8") == "mine"


def _never_written(here: Line, tmp_path: Path) -> dict[str, Path]:
    """Names that lead to the desk, to its copy or to what SQLite reads beside it."""
    desk = Path(here.address)
    here("backup").good()
    (copy,) = (desk.parent / "backups").iterdir()
    named = {"link": tmp_path / "a.pdf", "journal": tmp_path / "b.pdf", "copy": tmp_path / "c.pdf"}
    named["link"].symlink_to(desk)
    named["journal"].write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")
    named["copy"].hardlink_to(copy)
    return named


@pytest.mark.parametrize(
    "command", [("print", "DB-20221024-001", "--out"), ("month", "2022-10", "--pdf")]
)
def test_no_paper_takes_a_ledgers_place(
    here: Line, file_bench: Bench, tmp_path: Path, command: tuple[str, ...]
) -> None:
    file_bench.opening({"item": "101006", "quantity": "500"})
    file_bench.dispatch({"item": "101006", "ordered": "100"})
    desk = Path(here.address)
    named = _never_written(here, tmp_path)
    before = {file: file.read_bytes() for file in (desk, *named.values())}
    for file in named.values():
        refused = here(*command, file, "--replace", "--json")
        assert (refused.code, refused.problems[0]["code"]) == (3, "file_holds_ledger")
        assert "台账的文件" in refused.problems[0]["text"]
    for name in (desk, f"{desk}-journal", desk.parent / "backups" / "x.supplydesk"):
        refused = here(*command, name, "--replace", "--json")
        assert (refused.code, refused.problems[0]["field"]) == (2, command[-1])
        assert ".pdf" in refused.problems[0]["text"]
    assert {file: file.read_bytes() for file in before} == before
    assert here("show", "DB-20221024-001", "--json").json["facts"] == [], "no print was counted"


def test_a_paper_gets_the_suffix_that_it_has_none_of(
    here: Line, file_bench: Bench, tmp_path: Path
) -> None:
    file_bench.opening({"item": "101006", "quantity": "500"})
    file_bench.dispatch({"item": "101006", "ordered": "100"})
    made = here(
        "month", "2022-10", "--pdf", tmp_path / "十月", "--xlsx", tmp_path / "十月", "--json"
    )
    assert made.code == 0
    assert sorted(one.name for one in tmp_path.glob("十月*")) == ["十月.pdf", "十月.xlsx"]
    assert (tmp_path / "十月.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.usefixtures("file_bench")
def test_one_file_cannot_be_both_and_neither_is_written(here: Line, tmp_path: Path) -> None:
    one = tmp_path / "m.pdf"
    assert here("month", "2022-10", "--pdf", one, "--xlsx", one).code == 2
    assert here("month", "2022-10", "--xlsx", "").code == 2
    (tmp_path / "m.xlsx").write_bytes(b"mine")
    assert here("month", "2022-10", "--pdf", one, "--xlsx", tmp_path / "m.xlsx").code == 3
    assert not one.exists(), "the second was in the way before the first was written"
    assert (tmp_path / "m.xlsx").read_bytes() == b"mine"
