"""The machine's clock is set back, its zone changed, the year turns: the books do not mind."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from supplydesk.store.database import locate, reading
from supplydesk.store.driver import Driver, Row
from supplydesk.store.migrate import open_desk
from tests.faults.hatchery import ROOT
from tests.faults.poster import Order
from tests.faults.state import SEAT, Desk, dispatch
from tests.faults.tracing import need

ONE: dict[str, object] = {"item": "101006", "ordered": "1"}
"""One bed: what each paper here sends out."""


def _at(
    when: str, desk: Path, folder: Path, forms: Sequence[dict[str, object]], zone: str = "UTC"
) -> list[dict[str, object]]:
    """Post *forms* in a program whose machine, in *zone*, takes it to be *when* at the desk."""
    need("faketime")
    out, words = folder / "said", folder / "order.json"
    out.unlink(missing_ok=True)
    order = Order("post", str(desk), str(out), forms=list(forms), clock=None)
    words.write_text(json.dumps(asdict(order)), encoding="utf-8")
    moment = datetime.fromisoformat(when).replace(tzinfo=SEAT.zone).astimezone(ZoneInfo(zone))
    poster = [sys.executable, "-m", "tests.faults.poster", str(words)]
    subprocess.run(
        ["faketime", f"{moment:%Y-%m-%d %H:%M:%S}", *poster],
        check=True,
        cwd=ROOT,
        env=os.environ | {"TZ": zone},
    )
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def _rows(desk: Path, sql: str) -> list[Row]:
    database = open_desk(locate(desk))
    with reading(database, SEAT) as session:
        rows = Driver(session).all(sql)
    database.close()
    return rows


def _month_totals(desk: Path) -> list[Row]:
    """What left for the road in each month of the books."""
    return _rows(
        desk,
        "SELECT p.name, SUM(f.quantity) FROM flow f JOIN period p ON p.id = f.period "
        "WHERE f.reason = 'dispatch' GROUP BY p.name ORDER BY p.name",
    )


def _papers(desk: Path) -> list[Row]:
    """Number and period of each dispatch, in the journal's order."""
    return _rows(
        desk,
        "SELECT d.number, p.name FROM document d JOIN period p ON p.id = d.period "
        "WHERE d.kind = 'dispatch' ORDER BY d.id",
    )


def test_a_clock_set_back_is_told_and_the_order_stands(desk: Desk, tmp_path: Path) -> None:
    straight, back = tmp_path / "straight.supplydesk", desk.path
    straight.write_bytes(back.read_bytes())
    forms = [dispatch(f"x{n}", ONE) for n in range(3)]
    _at("2022-11-05 10:00:00", straight, tmp_path, forms[1:])
    _at("2022-11-20 10:00:00", straight, tmp_path, forms[:1])

    (first,) = _at("2022-11-20 10:00:00", back, tmp_path, forms[:1])
    second, third = _at("2022-11-05 10:00:00", back, tmp_path, forms[1:])
    assert first["warnings"] == []
    assert second["warnings"] == third["warnings"] == ["clock_set_back"]
    assert [number for number, _ in _papers(back)[1:]] == [
        "DB-20221120-001",
        "DB-20221105-001",
        "DB-20221105-002",
    ]
    assert _month_totals(back) == _month_totals(straight)
    assert len(desk.numbers()) == 2 + 3


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati", "Asia/Shanghai"])
def test_the_machines_zone_means_nothing(desk: Desk, tmp_path: Path, zone: str) -> None:
    forms = [dispatch("late", ONE), dispatch("early", ONE)]
    _at("2022-10-31 23:30:00", desk.path, tmp_path, forms[:1], zone)
    _at("2022-11-01 00:30:00", desk.path, tmp_path, forms[1:], zone)
    assert _papers(desk.path)[1:] == [
        ("DB-20221031-001", "2022-10"),
        ("DB-20221101-001", "2022-11"),
    ]


def test_the_year_turns(desk: Desk, tmp_path: Path) -> None:
    _at("2022-12-31 23:58:00", desk.path, tmp_path, [dispatch("old", ONE)], "Europe/London")
    _at("2023-01-01 00:00:30", desk.path, tmp_path, [dispatch("new", ONE)], "Europe/London")
    assert _papers(desk.path)[1:] == [
        ("DB-20221231-001", "2022-12"),
        ("DB-20230101-001", "2023-01"),
    ]
    assert len(desk.numbers()) == 2 + 2
