"""A list goes out as xlsx or csv and comes back through our own import with the same cells."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.sheets.columns import Column, read_table
from supplydesk.sheets.listing import Listing, write_listing
from supplydesk.sheets.shape import WrittenColumn

CREATED = dt.datetime(2022, 10, 31, 17, tzinfo=dt.UTC)
LISTING = Listing(
    title="库存表",
    lines=("仓库：市级一号库", "截至 2022年10月31日"),
    columns=(
        WrittenColumn("编码"),
        WrittenColumn("名称"),
        WrittenColumn("数量", "quantity"),
        WrittenColumn("有效期至", "date"),
    ),
    rows=[
        ("101006", "折叠床", Decimal(2610), None),
        ("007", "=cmd()", Decimal("0.5"), dt.date(2022, 10, 24)),
    ],
)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".CSV"])
def test_there_and_back(tmp_path: Path, suffix: str) -> None:
    path = write_listing(tmp_path / f"库存表{suffix}", LISTING, created=CREATED)
    rows = read_table(
        path,
        (
            Column("code", ("编码",), kind="code"),
            Column("name", ("名称",)),
            Column("quantity", ("数量",), kind="quantity"),
            Column("expires", ("有效期至",), required=False, kind="date"),
        ),
    )
    assert [tuple(row.values.values()) for row in rows.checked()] == [
        ("101006", "折叠床", "2610", None),
        ("007", "=cmd()", "0.5", dt.date(2022, 10, 24)),
    ]


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        write_listing(tmp_path / "库存表.xls", LISTING, created=CREATED)
    assert refusal.value.problems[0].code == "list_suffix"
    assert list(tmp_path.iterdir()) == []


def test_an_empty_list(tmp_path: Path) -> None:
    empty = Listing("断号表", (WrittenColumn("编号"),), iter(()))
    assert write_listing(tmp_path / "断号表.xlsx", empty, created=CREATED).exists()
