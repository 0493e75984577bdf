"""Bad input: one clear message in Chinese that says where, the exit code, nothing written."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Line, program
from tests.cli.wrong import GOOD, chinese, digest, dispatch, rows
from tests.databases import Bench


def stock(bench: Bench) -> Bench:
    """Beds, and disinfectant that has expired."""
    bench.opening(
        {"item": "101006", "quantity": "100"},
        {"item": "201012", "quantity": "10箱", "expires": "2022-10-20"},
    )
    return bench


@pytest.fixture
def stocked(file_bench: Bench) -> Bench:
    """A desk in a file, with stock."""
    return stock(file_bench)


@pytest.mark.parametrize(
    ("lines", "fields", "row", "field", "words"),
    [
        ([GOOD, {"item": "101006", "ordered": "5瓶"}], {}, 2, "ordered", "瓶"),
        ([{"item": "101006", "ordered": "5公斤"}], {}, 1, "ordered", "公斤"),
        ([GOOD, {"item": "999", "ordered": "5"}], {}, 2, "item", "999"),
        ([{"item": "101006", "ordered": "-5"}], {}, 1, "ordered", "不带符号"),
        ([{"item": "101006", "ordered": "1e9"}], {}, 1, "ordered", "科学计数法"),
        ([{"item": "101006", "ordered": "1000000000"}], {}, 1, "ordered", "太大"),
        ([{"item": "101006", "ordered": "1_0"}], {}, 1, "ordered", "下划线"),
        ([{"item": "101006", "ordered": "٣"}], {}, 1, "ordered", "0 到 9"),
        ([{"item": "101006", "ordered": "0.5"}], {}, 1, "ordered", "整"),
        ([{"item": "101006", "ordered": ""}], {}, 1, "ordered", "数量"),
        ([{"item": "101006", "ordered": "0"}], {}, 1, "ordered", "零"),
        ([{"item": "101006", "ordered": "5", "issued": "0"}], {}, 1, "issued", "零"),
        ([{"item": "101006", "ordered": 0}], {}, 1, "ordered", "零"),
        ([GOOD, {"item": "101006", "ordered": "100"}], {}, 2, "issued", "95"),
        ([{"item": "201012", "ordered": "1箱"}], {}, 1, "issued", "过期"),
        ([], {}, None, "lines", "明细"),
        ([GOOD], {"site": "S9"}, None, "site", "S9"),
        ([GOOD], {"warehouse": "S1"}, None, "warehouse", "S1"),
        ([GOOD], {"incident": "ZZ"}, None, "incident", "ZZ"),
        ([GOOD], {"voucher_date": "2023-10-24"}, None, "voucher_date", "2023-10-24"),
        ([GOOD], {"voucher_date": "2022-09-24"}, None, "voucher_date", "2022-10-01"),
        ([GOOD], {"instruction": None}, None, "instruction", "电话"),
        ([GOOD], {"colour": "红"}, None, "colour", "colour"),
        ([{**GOOD, "lots": [{"lot": 2, "quantity": "5"}]}], {}, 1, "lots", "2"),
    ],
)
def test_a_dispatch_that_is_wrong(
    here: Line,
    stocked: Bench,
    tmp_path: Path,
    lines: list[dict[str, object]],
    fields: dict[str, object],
    row: int | None,
    field: str,
    words: str,
) -> None:
    before = rows(stocked)
    path = dispatch(tmp_path, *lines, **fields)
    refused = here("post", path, "--json")
    assert (refused.code, refused.out) == (1, "")
    problem = refused.problems[0]
    assert (problem["row"], problem["field"], problem["stops"]) == (row, field, True)
    assert words in problem["text"]
    assert chinese(problem["text"])

    told = here("post", path).err
    assert problem["text"] in told
    assert field in told
    assert row is None or f"第 {row} 行" in told
    assert rows(stocked) == before


@pytest.mark.usefixtures("stocked")
def test_an_empty_line_is_named(here: Line, tmp_path: Path) -> None:
    refused = here("post", dispatch(tmp_path, GOOD, {}), "--json")
    assert refused.code == 1
    assert [(one["row"], one["field"]) for one in refused.problems] == [(2, "item"), (2, "ordered")]


def test_a_closed_site_is_named_with_its_day(here: Line, stocked: Bench, tmp_path: Path) -> None:
    here("place", "close", "S1", "--on", "2022-10-20").good()
    before = rows(stocked)
    refused = here("post", dispatch(tmp_path, GOOD), "--json")
    assert refused.code == 1
    assert refused.problems[0]["field"] == "site"
    assert "2022-10-20" in refused.problems[0]["text"]
    assert rows(stocked) == before


@pytest.mark.usefixtures("stocked")
def test_full_width_digits_are_read_and_echoed(here: Line, tmp_path: Path) -> None:
    path = dispatch(tmp_path, {"item": "１０１００６".translate({}), "ordered": "１２"})
    assert here("post", path).code == 1, "a code is not a figure"
    number = (
        here("post", dispatch(tmp_path, {"item": "101006", "ordered": "１２"}), "--json")
        .good()
        .json["number"]
    )
    assert here("show", number, "--json").json["lines"][0]["quantity"] == "12"


@pytest.mark.usefixtures("stocked")
def test_markup_formulas_and_rare_characters_stay_as_they_were_typed(
    here: Line, tmp_path: Path
) -> None:
    names = [
        "<b>粗</b>&amp;",
        "=cmd()|' /C calc'!A0",
        "䶮野家门口",
        "{name}",
        "%s",
        "'; DROP TABLE item",
    ]
    for at, name in enumerate(names):
        here("place", "add-site", f"X{at}", name, "--level", "community").good()
        path = dispatch(tmp_path, GOOD, site=f"X{at}", note=name)
        document = {**json.loads(path.read_text(encoding="utf-8")), "key": f"x{at}"}
        path.write_text(json.dumps(document), encoding="utf-8")
        number = here("post", path, "--json").good().json["number"]
        shown = here("show", number, "--json").good().json
        assert (shown["site"], shown["note"]) == (name, name)
        assert name in here("documents", "--site", f"X{at}").good().out


@pytest.mark.parametrize(
    ("lines", "fields", "field"),
    [
        ([GOOD, {"item": "999", "ordered": "5"}], {}, "item"),
        ([GOOD, {"item": "101006", "ordered": "100"}], {}, "issued"),
        ([{"item": "201012", "ordered": "1箱"}], {}, "issued"),
        ([GOOD], {"site": "S9"}, "site"),
    ],
)
def test_on_both_databases_nothing_of_it_is_written(
    line: Line,
    bench: Bench,
    tmp_path: Path,
    lines: list[dict[str, object]],
    fields: dict[str, object],
    field: str,
) -> None:
    before = rows(stock(bench))
    refused = line("post", dispatch(tmp_path, *lines, **fields), "--json")
    assert (refused.code, refused.problems[0]["field"]) == (1, field)
    assert rows(bench) == before


# --- Files that are no desk ----------------------------------------------------------------------


def _garbage(path: Path) -> None:
    path.write_bytes(b"This is a shopping list, not a database." * 100)


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (x)")
    other.close()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def _scrambled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page : page + 40] = b"\xa5" * 40
    path.write_bytes(content)


@pytest.mark.parametrize("spoil", [_garbage, _foreign, _empty, _newer, _cut, _scrambled])
def test_a_file_that_is_no_desk_of_ours(here: Line, file_bench: Bench, spoil: Any) -> None:  # noqa: ANN401
    path = Path(here.address)
    file_bench.database.close()
    if spoil in {_garbage, _foreign, _empty}:
        path.unlink()
    spoil(path)
    before = digest(path)
    for command in (("stock",), ("settings",), ("documents",)):
        failed = here(*command, "--json")
        assert (failed.code, failed.out) == (3, ""), command
        assert chinese(failed.problems[0]["text"])
    assert digest(path) == before


def test_a_desk_that_is_not_there(tmp_path: Path) -> None:
    failed = program("--db", tmp_path / "none.supplydesk", "stock")
    assert (failed.code, failed.out) == (3, "")
    assert "supplydesk init" in failed.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_desk(tmp_path: Path) -> None:
    assert program("--db", tmp_path, "stock").code == 3


def test_init_leaves_what_is_there(here: Line) -> None:
    before = digest(Path(here.address))
    failed = here("init", "--bureau", "局", "--begins", "2022-10-01")
    assert failed.code == 3
    assert "原样" in failed.err or "未作" in failed.err
    assert digest(Path(here.address)) == before


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\xff\xfe{\x00}\x00", "UTF-8"), (b"{'key': 1}", "第 1 行"), (b"", "空")],
)
def test_a_file_that_is_no_json(here: Line, tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    refused = here("post", path)
    assert refused.code == 1
    assert words in refused.err


def test_a_file_that_is_not_there(here: Line, tmp_path: Path) -> None:
    failed = here("post", tmp_path / "a.json")
    assert failed.code == 3
    assert "a.json" in failed.err
    assert here("post", tmp_path).code == 3
