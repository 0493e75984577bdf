"""`waiting`: all that the clerk has to see to, in words and as JSON, and nothing else."""

from decimal import Decimal

import pytest

from supplydesk.services import catalogue, drafts, facts
from supplydesk.services.catalogue import ItemFacts
from tests.cli.running import Line
from tests.databases import Bench, dispatch_fields


@pytest.fixture
def morning(bench: Bench) -> Bench:
    """A paper owed and overdue, a slip on the road, a draft, a lot that expires, an item low."""
    bench.opening(
        {"item": "101006", "quantity": "100"},
        {"item": "201012", "quantity": "2箱", "expires": "2022-11-05", "lot_number": "B2"},
    )
    with bench.transaction() as session:
        low = ItemFacts("101006", "折叠床", "张", "单人", minimum=Decimal(500))
        catalogue.put(session, (low,))
    phone = {"given_by": "赵××", "noted_by": "王××", "at": "2022-10-24T06:40"}
    line: dict[str, object] = {"item": "101006", "ordered": "10"}
    first = bench.dispatch(line, instruction=None, phone=phone, site="S2").number
    bench.post("confirmation", dispatch=first, all_received=True)
    second = bench.dispatch({"item": "101006", "ordered": "20"}).number
    bench.post("confirmation", dispatch=second, lines=[{"line": 1, "received": "5"}])
    with bench.transaction() as session:
        drafts.save(session, bench.form("dispatch", **dispatch_fields(line)).with_key("草-1"))
    bench.clock.forward(days=3)
    return bench


def test_everything_that_waits_is_told(line: Line, morning: Bench) -> None:
    told = line("waiting", "--json").good().json
    assert list(told) == ["papers_owed", "slips_open", "unposted", "expiring", "low"]
    (owed,) = told["papers_owed"]
    assert (owed["number"], owed["overdue"]) == ("DB-20221024-001", True)
    assert owed["due"] == "2022-10-26T06:40:00+08:00"
    (slip,) = told["slips_open"]
    assert (slip["number"], slip["open"], slip["partly"]) == ("DB-20221024-002", "15", True)
    assert [(one["key"], one["state"]) for one in told["unposted"]] == [("草-1", "draft")]
    (lot,) = told["expiring"]
    assert (lot["lot_number"], lot["days"], lot["quantity"]) == ("B2", 9, "48")
    (low,) = told["low"]
    assert (low["item"], low["minimum"], low["available"]) == ("101006", "500", "70")

    text = line("waiting").good().out
    parts = text.split("\n\n")
    assert [part.splitlines()[0] for part in parts] == [
        "待补文号的电话调拨：1 份",
        "物资在途、未回执的调拨单：1 份",
        "未过账的单据：1 份",
        "临期和过期的批次：1 批",
        "低于最低库存的物资：1 种",
    ]
    assert parts[0].splitlines()[2].split() == [
        "DB-20221024-001", "麦积区××社区", "赵××", "王××", "2022-10-26", "06:40", "已逾期"
    ]  # fmt: skip

    with morning.transaction() as session:
        facts.add_fact(session, "DB-20221024-001", "paper_number", "天应急调〔2022〕15号")
    assert line("waiting", "--json").good().json["papers_owed"] == []
    assert line("waiting", "--json", "--days", "5").good().json["expiring"] == []


@pytest.mark.usefixtures("file_bench")
def test_a_quiet_morning_says_so(here: Line) -> None:
    assert here("waiting").good().out == "没有待办。\n"
    assert here("--lang", "en", "waiting").good().out == "Nothing waits.\n"
    for days in ("x", "-1", "3661", "٣"):
        assert here("waiting", "--days", days).code == 2


@pytest.mark.usefixtures("morning")
def test_in_english_only_what_was_typed_is_chinese(line: Line) -> None:
    titles = [
        part.splitlines()[0] for part in line("--lang", "en", "waiting").good().out.split("\n\n")
    ]
    assert all(title.isascii() for title in titles), titles
    month = line("--lang", "en", "month", "2022-10").good().out.splitlines()
    assert month[1].startswith("Warehouse: All warehouses  Period: 2022-10-01 to 2022-10-31")
    assert month[2].isascii()
    json_value = line("--lang", "en", "month", "2022-10", "--json").good().json
    assert json_value["warehouse"] == "全部仓库", "a program reads the same in every language"
