"""stock, card, documents, show, month, brief, gaps: figures as decimal strings, tables that fit."""

import re
import subprocess
from pathlib import Path

import pytest

from supplydesk.cli.output import width
from supplydesk.services import register
from tests.cli.running import Line
from tests.databases import Bench

DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]{1,3})?")


@pytest.fixture
def busy(bench: Bench) -> Bench:
    """Some stock, a dispatch that arrived in part, one that is on the road."""
    bench.opening(
        {"item": "101006", "quantity": "500", "unit_cost": "128.5", "lot_number": "A-1"},
        {"item": "201012", "quantity": "10箱5瓶", "expires": "2024-05-01"},
        {"item": "301003", "quantity": "12.345"},
    )
    number = bench.dispatch(
        {"item": "101006", "ordered": "100"},
        {"item": "301003", "ordered": "2.345"},
        {"item": "201012", "ordered": "3箱5瓶"},
    ).number
    bench.clock.forward(hours=5)
    bench.post(
        "confirmation",
        dispatch=number,
        lines=[{"line": 1, "received": "90", "short": "10"}, {"line": 3, "received": "77"}],
    )
    bench.clock.forward(days=1)
    bench.dispatch({"item": "101006", "ordered": "50"}, site="S2")
    return bench


@pytest.mark.usefixtures("busy")
def test_stock_now_and_then(line: Line) -> None:
    now = line("stock", "--json").good().json
    found = {(one["place"], one["item"]): one["quantity"] for one in now}
    assert found == {
        ("W1-good-0", "101006"): "350",
        ("W1-good-0", "201012"): "168",
        ("W1-good-0", "301003"): "10",
        ("W1-transit", "101006"): "50",
        ("W1-transit", "301003"): "2.345",
        ("S1", "101006"): "90",
        ("S1", "201012"): "77",
    }
    assert all(DECIMAL.fullmatch(one["quantity"]) for one in now)
    assert next(one for one in now if one["place"] == "S1")["amount"] == "11565.00"

    before = line("stock", "--as-of", "2022-10-23", "--item", "101006", "--json").good().json
    assert [(one["place"], one["quantity"], one["reserved"]) for one in before] == [
        ("W1-good-0", "500", None)
    ]
    moment = line("stock", "--as-of", "2022-10-24T09:30:00", "--warehouse", "S1", "--json")
    assert moment.good().json == []
    zoned = line("stock", "--as-of", "2022-10-24T14:31+08:00", "--warehouse", "S1", "--json")
    assert len(zoned.good().json) == 2
    books = line("stock", "--as-of", "2022-10-24", "--books", "--warehouse", "S1", "--json")
    assert len(books.good().json) == 2

    lots = line("stock", "--lots", "--item", "101006", "--json").good().json
    assert lots[0]["lots"][0]["lot_number"] == "A-1"
    assert "A-1" in line("stock", "--lots").good().out


def test_the_lots_tell_the_cartons_that_a_slip_may_name(line: Line, bench: Bench) -> None:
    bench.opening(
        {"item": "201004", "quantity": "4箱110套"},
        {"item": "201004", "quantity": "3箱", "pack_size": "30"},
        {"item": "201012", "quantity": "3箱"},
    )
    heading, *rows = line("stock", "--lots").good().out.splitlines()
    assert heading.split()[-2:] == ["数量", "箱数"]
    assert [row.split()[-2:] for row in rows[:2]] == [["110", "4"], ["90", "3"]]
    assert rows[2].split()[-1] == "72", "fixed ones are counted with the pieces"


def test_tables_line_up_and_fit(here: Line, file_bench: Bench) -> None:
    file_bench.opening({"item": "101006", "quantity": "500"}, {"item": "101009", "quantity": "7"})
    lines = here("stock").good().out.splitlines()
    assert [line.split() for line in lines[1:]] == [
        ["市级一号库", "合格区", "101006", "折叠床", "单人", "张", "500"],
        ["市级一号库", "合格区", "101009", "棉被", "2.0×1.8m", "床", "7"],
    ]
    ends = {
        width(line[: line.rindex(end) + len(end)])
        for line, end in zip(lines[1:], ("500", "7"), strict=True)
    }
    assert len(ends) == 1, "figures end in one column"
    assert max(map(width, lines)) <= 100
    assert "没有库存" in here("stock", "--warehouse", "W2").good().out


@pytest.mark.usefixtures("busy")
def test_the_card(line: Line) -> None:
    card = line("card", "101006", "--warehouse", "W1", "--json").good().json
    assert [(one["in"], one["out"], one["balance"]) for one in card["lines"]] == [
        (None, "100", "400"),
        (None, "50", "350"),
    ]
    assert (card["opening"], card["closing"], card["unit"]) == ("500", "350", "张")
    text = line("card", "101006", "--from", "2022-10-25", "--until", "2022-10-25").good().out
    assert "DB-20221025-001" in text
    assert "DB-20221024-001" not in text
    assert line("card", "999").code == 1


@pytest.mark.usefixtures("busy")
def test_the_register_and_one_document(line: Line) -> None:
    listed = line("documents", "--json").good().json
    assert [(one["number"], one["state"]) for one in listed] == [
        ("QC-20220930-001", "posted"),
        ("DB-20221024-001", "partly_confirmed"),
        ("HZ-20221024-001", "posted"),
        ("DB-20221025-001", "posted"),
    ]
    some = line("documents", "--kind", "dispatch", "--newest-first", "--limit", "1", "--json")
    assert [one["number"] for one in some.good().json] == ["DB-20221025-001"]
    posted = line("documents", "--state", "posted", "--state", "confirmed", "--site", "S2")
    assert "DB-20221025-001" in posted.good().out
    assert "共 4 份" in line("documents").good().out
    assert line("documents", "--state", "lost").code == 2
    assert line("documents", "--from", "10/24").code == 2

    shown = line("show", "DB-20221024-001", "--json").good().json
    assert shown["effective_at"] == "2022-10-24T09:30:00+08:00"
    assert [one["open"] for one in shown["lines"]] == ["0", "2.345", "0"]
    assert shown["lines"][0]["lots"] == [
        {
            "lot": 1,
            "lot_number": "A-1",
            "expires": None,
            "reason": "dispatch",
            "quantity": "100",
            "approximate": False,
        }
    ]
    assert shown["content"]["site"] == "秦州区××集中隔离点"
    assert "2.345" in line("show", "DB-20221024-001").good().out
    unknown = line("show", "DB-20221024-009", "--json")
    assert (unknown.code, unknown.problems[0]["field"]) == (1, "number")


@pytest.mark.usefixtures("busy")
def test_the_month_adds_up_and_is_written(line: Line, tmp_path: Path) -> None:
    month = line("month", "2022-10", "--warehouse", "W1", "--json").good().json
    beds = next(row for row in month["rows"] if row["item"] == "101006")
    assert (beds["opening"], beds["out"]["dispatch"], beds["closing"]) == ("500", "150", "350")
    assert beds["amounts"]["closing"] == "44975.00"
    assert "折叠床" in line("month", "2022-10", "--level", "city").good().out
    pdf, xlsx = tmp_path / "m.pdf", tmp_path / "m.xlsx"
    written = line("month", "2022-10", "--pdf", pdf, "--xlsx", xlsx)
    assert (written.code, written.out) == (0, "")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert xlsx.read_bytes().startswith(b"PK")
    again = line("month", "2022-10", "--pdf", pdf, "--json")
    assert (again.code, again.problems[0]["code"]) == (3, "file_there")
    assert line("month", "2022-10", "--pdf", pdf, "--replace").code == 0
    assert line("month", "2022-13").code == 1
    assert line("month", "2022-10", "--level", "moon").code == 2


@pytest.mark.usefixtures("busy")
def test_places_and_items_are_known_by_their_names(line: Line) -> None:
    coded = line("month", "2022-10", "--warehouse", "W1").good().out
    assert line("month", "2022-10", "--warehouse", "市级一号库").good().out == coded
    site = line("stock", "--warehouse", "S1", "--json").good().json
    assert site
    assert line("stock", "--warehouse", site[0]["warehouse_name"], "--json").good().json == site
    assert line("month", "2022-10", "--warehouse", "没有的库").code == 1
    assert line("card", "折叠床").good().out == line("card", "101006").good().out
    unclear = line("card", "床", "--json")
    assert (unclear.code, unclear.problems[0]["code"]) == (1, "item_unclear")
    assert "101006 折叠床" in unclear.problems[0]["text"]
    nothing = line("card", "飞船", "--json")
    assert (nothing.code, nothing.problems[0]["code"]) == (1, "unknown_item")


def test_a_month_is_closed_and_opened_again(line: Line, busy: Bench) -> None:
    early = line("close", "2022-10", "--json")
    assert (early.code, early.problems[0]["code"]) == (1, "period_not_over")
    busy.clock.forward(days=10)
    closed = line("close", "2022-10", "--json").good().json
    assert (closed["closed"], closed["closings"]) == (True, 1)
    assert closed["changed_at"].endswith("+08:00")
    assert line("reopen", "2022-10").code == 2
    assert line("reopen", "2022-10", "--reason", "漏单", "--json").good().json["closed"] is False


@pytest.mark.usefixtures("busy")
def test_the_brief(line: Line) -> None:
    told = line("brief", "--incident", "YQ", "--json").good().json
    assert told["text"].startswith("截至目前，全市共调拨疫情防控保障物资229.345件。其中，市级调拨")
    assert told["levels"][0]["items"][0] == {
        "name": "折叠床", "unit": "张", "quantity": "150", "approximate": False, "other": False
    }  # fmt: skip
    earlier = line("brief", "--incident", "YQ", "--until", "2022-10-24").good().out
    assert earlier.startswith("截至2022年10月24日")
    assert line("brief").code == 2
    assert line("brief", "--incident", "ZZ").code == 1


@pytest.mark.usefixtures("busy")
def test_no_number_is_missing(line: Line) -> None:
    told = line("gaps", "--json").good().json
    assert (told["sound"], told["numbers"], told["gaps"]) == (True, 4, [])
    assert "DB-20221025-001" in line("gaps", "--from", "2022-10-25").good().out


def test_a_gap_ends_with_one(here: Line, file_bench: Bench) -> None:
    file_bench.opening({"item": "101006", "quantity": "500"})
    file_bench.dispatch({"item": "101006", "ordered": "1"})
    with file_bench.database.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE number_counter SET last = 2 WHERE series = 'DB'")
    told = here("gaps", "--json")
    assert told.code == 1
    assert told.json["gaps"] == ["DB-20221024-002"]
    assert told.problems[0]["code"] == "gaps"


@pytest.mark.usefixtures("file_bench")
def test_lists_and_settings(here: Line) -> None:
    assert [one["code"] for one in here("place", "list", "--json").good().json] == [
        "S1", "S2", "W1", "W2"
    ]  # fmt: skip
    assert "市级一号库" in here("place", "list").good().out
    assert here("incident", "list", "--json").good().json[0]["name"] == "疫情防控"
    assert here("person", "list", "--json").good().json == [
        {"name": "李××", "role": "administrator", "active": True, "pin": False}
    ]
    assert here("settings", "--json").good().json["bureau"] == "天水市应急管理局"
    told = here("settings", "keepers", "李××，王××", "--json").good().json
    assert told == {"keepers": ["李××", "王××"]}
    assert here("settings", "cut_off", "25", "--json").good().json == {"cut_off": 25}
    assert here("settings", "cut_off", "none", "--json").good().json == {"cut_off": None}
    for name, value in (
        ("zone", "Mars"),
        ("review", "也许"),
        ("paper_due_hours", "x"),
        ("q", "1"),
        ("bureau_code", "小"),
        ("stationery", "a9"),
        ("cut_off", "32"),
        ("offset_x", "999"),
        ("offset_y", "5"),
        ("copies", "甲，" * 10 + "乙"),
        ("copies", "存根联，" + "长" * 17),
        ("realm", "长" * 101),
    ):
        refused = here("settings", name, value, "--json")
        assert (refused.code, refused.problems[0]["field"]) == (1, name)
    assert here("settings", "须审批", "是", "--json").good().json == {"approve": True}
    assert re.search("须审批 +approve +开", here("settings").good().out)
    wrong = here("settings", "approve", "也许")
    assert "【须审批】须审批 只有开和关" in wrong.err
    assert "单位名称" in here("settings", "q").err, "what there is, in the clerk's words"


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize(
    "arguments",
    [
        ("documents", "--from", "2022-10-25", "--until", "2022-10-24"),
        ("gaps", "--from", "2022-10-25", "--until", "2022-10-24"),
        ("card", "101006", "--from", "2022-10-25", "--until", "2022-10-24"),
    ],
)
def test_days_the_wrong_way_round_are_no_empty_answer(
    line: Line, arguments: tuple[str, ...]
) -> None:
    refused = line(*arguments, "--json")
    assert (refused.code, refused.out, refused.problems[0]["field"]) == (2, "", "--until")
    assert "2022-10-24 早于 2022-10-25" in refused.problems[0]["text"]


@pytest.mark.usefixtures("busy")
def test_only_kinds_that_exist_are_offered(line: Line) -> None:
    refused = line("documents", "--kind", "foo", "--json")
    assert refused.code == 2
    assert "期初 opening、调拨 dispatch、回执 confirmation。" in refused.problems[0]["text"]
    assert line("documents", "--kind", "调拨", "--json").good().json == (
        line("documents", "--kind", "dispatch", "--json").good().json
    )
    word = register.state_words()["partly_confirmed"]
    assert line("documents", "--state", word, "--json").good().json == (
        line("documents", "--state", "partly_confirmed", "--json").good().json
    )
    assert line("documents", "--kind", "receipt").code == 2, "there are none in this program yet"


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize(
    "arguments",
    [("stock", "--as-of", "2022-10-26"), ("brief", "--incident", "YQ", "--until", "2022-10-26")],
)
def test_a_day_to_come_is_refused_by_stock_and_brief_alike(
    line: Line, arguments: tuple[str, ...]
) -> None:
    refused = line(*arguments, "--json")
    assert (refused.code, refused.problems[0]["code"]) == (1, "date_in_future")
    today = (*arguments[:-1], "2022-10-25")
    line(*today).good()


def test_hearsay_says_so_in_month_and_card(here: Line, file_bench: Bench, tmp_path: Path) -> None:
    file_bench.opening({"item": "101006", "quantity": "1200余"})
    file_bench.dispatch({"item": "101006", "ordered": "180"})
    told = here("month", "2022-10").good().out
    row = next(line.split() for line in told.splitlines() if "101006" in line)
    assert row[5:] == ["1200余", "180", "180", "1020余"]
    month = here("month", "2022-10", "--json").good().json["rows"][0]
    assert (month["opening"], month["opening_approximate"]) == ("1200", True)
    here("month", "2022-10", "--pdf", tmp_path / "m.pdf")
    printed = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "m.pdf", "-"], check=True, capture_output=True
    ).stdout.decode()
    assert printed.count("1200余") == printed.count("1020余") == 2, "in its row and in the total"
    assert "180余" not in printed
    card = here("card", "101006", "--warehouse", "W1").good().out
    assert [line.split()[-1] for line in card.splitlines()[2:4]] == ["1200余", "1020余"]
