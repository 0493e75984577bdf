"""`import` from the command line: dry, for good, twice; a copy before; the cell in each message."""

import re
from pathlib import Path

import pytest

from supplydesk.cli.columns import hints
from supplydesk.cli.output import width
from supplydesk.domain.seat import Seat
from supplydesk.services import backups, import_places, imports
from supplydesk.services.imports import Subject
from supplydesk.sheets.columns import read_table
from supplydesk.store.database import Database, write
from tests.cli.running import Line, program
from tests.databases import Bench


def csv(path: Path, *lines: str, encoding: str = "gbk") -> Path:
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def test_dry_then_for_good_then_again(line: Line, bench: Bench, tmp_path: Path) -> None:
    path = csv(tmp_path / "目录.csv", "编码,名称,单位,包装", "906001,救生衣,件,箱=20")
    dry = line("import", "catalogue", path, "--dry-run", "--json").good().json
    assert dry == {
        "subject": "catalogue",
        "file": "目录.csv",
        "new": 1,
        "changed": 0,
        "same": 0,
        "done": False,
        "documents": [],
        "as_drafts": False,
        "drafts": [],
    }
    assert bench.rows("SELECT COUNT(*) FROM item WHERE code = '906001'") == [(0,)]
    assert "仅试算" in line("import", "catalogue", path, "--dry-run").good().out
    assert line("import", "catalogue", path, "--json").good().json["done"] is True
    assert line("import", "catalogue", path, "--json").good().json["same"] == 1


@pytest.mark.usefixtures("file_bench")
def test_a_copy_is_made_before_it_writes_and_only_then(here: Line, tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", "编码,名称,单位", "906001,救生衣,件")
    here("import", "catalogue", path, "--dry-run").good()
    assert here("backups", "--json").json == []
    here("import", "catalogue", path).good()
    (copy,) = here("backups", "--json").json
    assert copy["reason"] == "before-import"
    here("import", "catalogue", path).good()
    assert len(here("backups", "--json").json) == 1


def test_problems_name_the_cell_and_nothing_is_written(
    line: Line, bench: Bench, tmp_path: Path
) -> None:
    path = csv(tmp_path / "a.csv", "编码,名称,单位,包装", "906001,救生衣,件,箱", "906002,,件,")
    before = bench.rows("SELECT COUNT(*) FROM journal")
    refused = line("import", "catalogue", path, "--json")
    assert (refused.code, refused.out) == (1, "")
    assert [(one["row"], one["field"]) for one in refused.problems] == [(2, "D2"), (3, "B3")]
    text = line("import", "catalogue", path)
    assert text.err.startswith("D2（包装）"), "the cell is named once"
    assert bench.rows("SELECT COUNT(*) FROM journal") == before


def test_opening_stock_names_its_documents(line: Line, bench: Bench, tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", "编码,数量", "101006,5", "201012,2箱3瓶")
    told = line("import", "opening", path, "--place", "W1", "--json").good().json
    assert told["documents"] == ["QC-20220930-001"]
    again = line("import", "opening", path, "--place", "W1", "--json").good().json
    assert (again["documents"], again["same"]) == (["QC-20220930-001"], 2)
    assert bench.on_hand("W1-good-0", "201012") == 51_000
    nowhere = line("import", "opening", path, "--json")
    assert (nowhere.code, nowhere.problems[0]["code"]) == (1, "no_place")


def test_the_same_list_on_top_is_posted_once_more_and_only_once(
    line: Line, bench: Bench, tmp_path: Path
) -> None:
    path = csv(tmp_path / "a.csv", "编码,数量", "101006,5")
    asked = ("import", "opening", path, "--place", "W1")
    line(*asked).good()
    dry = line(*asked, "--on-top", "--dry-run")
    assert "新增 1" in dry.out
    assert "QC-20220930-001" in dry.err, "it comes on top of that"
    ran = line(*asked, "--on-top")
    assert (ran.code, ran.out.split()[-1]) == (0, "QC-20220930-002")
    assert "QC-20220930-001" in ran.err
    for _ in range(3):
        # The answer was lost, and it is asked again: the goods did not come a third time.
        again = line(*asked, "--on-top", "--json").good().json
        assert (again["same"], again["documents"]) == (1, ["QC-20220930-002"])
        same = line(*asked, "--json").good().json
        assert (same["same"], same["documents"]) == (1, ["QC-20220930-001"])
    assert bench.on_hand("W1-good-0", "101006") == 10_000


def test_with_approval_on_the_list_becomes_a_draft_and_says_so(
    line: Line, bench: Bench, tmp_path: Path
) -> None:
    path = csv(tmp_path / "a.csv", "编码,数量", "101006,5")
    line("settings", "approve", "是").good()
    told = line("import", "opening", path, "--place", "W1", "--dry-run").good().out
    assert "草稿" in told
    told = line("import", "opening", path, "--place", "W1").good().out
    (key,) = bench.rows("SELECT key FROM draft")
    assert f"{key[0]}：尚为草稿" in told
    again = line("import", "opening", path, "--place", "W1", "--json").good().json
    assert (again["same"], again["documents"], again["drafts"]) == (1, [], [key[0]])


@pytest.mark.usefixtures("file_bench")
def test_a_refused_import_leaves_no_copy(
    here: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = csv(tmp_path / "a.csv", "类型,编码,名称,级别", "站点,S1,新名称,县区")
    copy = backups.automatic

    def overtaken(database: Database, seat: Seat, reason: str, *rest: object) -> backups.Backup:
        """Another desk changes the place between the plan and its use."""
        made = copy(database, seat, reason)
        changes = {"contact": "赵××"}
        write(database, seat, lambda session: import_places.change(session, "S1", changes))
        return made

    monkeypatch.setattr(backups, "automatic", overtaken)
    refused = here("import", "places", path, "--json")
    assert (refused.code, refused.problems[0]["code"]) == (1, "changed_since")
    assert here("backups", "--json").json == []


@pytest.mark.usefixtures("bench")
def test_a_warning_is_told_and_ends_well(line: Line, tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", "编码,名称,单位,颜色", "906001,救生衣,件,橙")
    told = line("import", "catalogue", path, "--json")
    assert told.code == 0
    assert told.json["new"] == 1
    assert [(one["code"], one["stops"]) for one in told.problems] == [
        ("list_unknown_column", False)
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"PK\x03\x04 not really"),
        ("a.xlsx", b""),
        ("a.csv", b"\x00\x01\x02"),
        ("a.csv", "甲,乙\r\n1,2".encode("gbk")),
        ("a.csv", b""),
        ("a.pdf", b"%PDF-1.4"),
    ],
)
def test_a_file_that_is_no_list(here: Line, tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    before = Path(here.address).read_bytes()
    refused = here("import", "catalogue", path)
    assert (refused.code, refused.out) == (1, "")
    assert re.search("[\u4e00-\u9fff]", refused.err)
    assert Path(here.address).read_bytes() == before


def test_a_file_that_is_not_there(here: Line, tmp_path: Path) -> None:
    failed = here("import", "places", tmp_path / "none.csv")
    assert failed.code == 3
    assert "none.csv" in failed.err


def test_the_whole_beginning_of_a_desk_with_the_real_program(address: str, tmp_path: Path) -> None:
    """From nothing to stock on the books, as the IT person does it, on either database."""
    places = csv(
        tmp_path / "places.csv",
        "类型,编码,名称,级别,承储单位",
        "仓库,W1,市级一号库,市级,天水市应急物资储备中心",
        "站点,S1,秦州区××隔离点,县区,",
        encoding="utf-8",
    )
    opening = csv(tmp_path / "opening.csv", "仓库,名称,规格,数量", "W1,棉被,,160包")
    environment = {"SUPPLYDESK_DB": address}
    for arguments in (
        ("init", "--bureau", "天水市应急管理局", "--code", "TSYJ", "--begins", "2022-10-01"),
        ("import", "catalogue", "--starter"),
        ("import", "places", places),
        ("import", "opening", opening),
    ):
        program(*arguments, environment=environment).good()
    told = program("stock", environment=environment).good().out
    assert "800" in told.split()
    assert max(map(width, told.splitlines())) <= 100
    assert program("verify", "--json", environment=environment).good().json["sound"]


@pytest.mark.parametrize("subject", imports.SUBJECTS)
def test_the_help_names_every_column_that_the_reader_knows(
    subject: Subject, capsys: pytest.CaptureFixture[str]
) -> None:
    from supplydesk.cli.app import run  # noqa: PLC0415 - after the language is set

    assert run(["import", subject, "--help"]) == 0
    told = capsys.readouterr().out
    assert max(map(width, told.splitlines())) <= 100
    flat = "".join(told.split())
    for column in imports.COLUMNS[subject]:
        mark = r"\*" if column.required else " "
        assert re.search(rf"^  {mark} {re.escape(column.titles[0])} ", told, re.MULTILINE), column
        for title in column.titles[1:]:
            assert title in flat, (column.field, title)
    fields = {(name, column.field) for name in imports.SUBJECTS for column in imports.COLUMNS[name]}
    assert set(hints()) <= fields, "a hint for a column that is no longer read"


@pytest.mark.usefixtures("file_bench")
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("subject", imports.SUBJECTS)
def test_the_empty_list_has_the_columns_and_is_read_again(
    here: Line, tmp_path: Path, subject: Subject, suffix: str
) -> None:
    path = tmp_path / f"空白.{suffix}"
    assert here("import", subject, "--template", path, "--json").good().json == {"file": str(path)}
    read = read_table(path, imports.COLUMNS[subject])
    assert (read.problems, read.rows) == ((), ())
    empty = here("import", subject, path, "--json")
    assert (empty.code, [one["code"] for one in empty.problems]) == (1, ["list_empty"])
    assert here("import", subject, "--template", path).code == 3, "it is there already"
    here("import", subject, "--template", path, "--replace").good()
    assert here("import", subject, path, "--template", path).code == 2
    assert here("import", subject).code == 2
