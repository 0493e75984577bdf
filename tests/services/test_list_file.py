"""Any list handed on: what stands in the xlsx, the PDF and the text, bounds, cancelling."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.papers.stationery import Stationery
from supplydesk.paths import AlreadyThere
from supplydesk.services import list_file
from supplydesk.services.list_shape import List, ListColumn, ListRow, hearsay
from supplydesk.sheets.columns import Column, read_table
from tests.papers.reading import raw_text, squeezed
from tests.sheets.office import opened

CREATED = datetime(2022, 10, 31, 9, tzinfo=UTC)
STATIONERY = Stationery("天水市应急管理局")
ROWS = (
    ListRow((date(2022, 10, 24), "折叠床", Decimal(2610), Decimal(0))),
    ListRow((date(2022, 10, 25), "棉被", Decimal("0.5"), Decimal(-3))),
    ListRow((None, "合计", Decimal("2610.5"), Decimal(-3)), strong=True),
)


class Stop(Exception):
    """What a tick raises to end the work."""


def listed(rows: tuple[ListRow, ...] = ROWS, count: int | None = None) -> List:
    return List(
        "库存",
        (
            ListColumn("日期", 20),
            ListColumn("物资", 60),
            ListColumn("在库", 20, figure=True),
            ListColumn("差异", 20, figure=True, zero=True),
        ),
        lambda: rows,
        len(rows) if count is None else count,
        ("仓库：全部仓库", "低库存"),
    )


def test_the_sheet_holds_days_and_figures(tmp_path: Path) -> None:
    path = list_file.write(tmp_path / "库存.xlsx", listed(ROWS[:2]), STATIONERY, created=CREATED)
    found = read_table(
        path,
        (
            Column("day", ("日期",), kind="date"),
            Column("item", ("物资",)),
            Column("on_hand", ("在库",), kind="quantity"),
        ),
    )
    assert [tuple(row.values.values()) for row in found.checked()] == [
        (date(2022, 10, 24), "折叠床", "2610"),
        (date(2022, 10, 25), "棉被", "0.5"),
    ]


def test_the_paper_says_what_was_asked_for(tmp_path: Path) -> None:
    path = list_file.write(tmp_path / "库存.pdf", listed(), STATIONERY, created=CREATED)
    text = squeezed(raw_text(tmp_path, path.read_bytes()))
    for word in ("天水市应急管理局", "仓库：全部仓库", "低库存", "2022-10-24", "2610.5", "棉被"):
        assert word in text


def test_a_remark_in_lines_is_handed_on(tmp_path: Path) -> None:
    rows = (ListRow((None, "被\n褥\t各半", Decimal(3), None)),)
    pdf = list_file.write(tmp_path / "库存.pdf", listed(rows), STATIONERY, created=CREATED)
    assert "被褥各半3" in squeezed(raw_text(tmp_path, pdf.read_bytes()))
    assert "被 褥 各半" in list_file.as_text(listed(rows))


def test_a_figure_from_hearsay_says_so_and_stays_a_figure(tmp_path: Path) -> None:
    rows = (
        ListRow((None, "棉被", hearsay(Decimal(100), True), hearsay(Decimal(0), True))),  # noqa: FBT003
        ListRow((None, "折叠床", hearsay(Decimal(7), False), Decimal(0))),  # noqa: FBT003
    )
    pdf = list_file.write(tmp_path / "库存.pdf", listed(rows), STATIONERY, created=CREATED)
    assert "棉被100余折叠床7" in squeezed(raw_text(tmp_path, pdf.read_bytes()))
    assert [line.split()[1:] for line in list_file.as_text(listed(rows)).splitlines()[3:]] == [
        ["100余", "0"],
        ["7", "0"],
    ]
    path = list_file.write(tmp_path / "库存.xlsx", listed(rows), STATIONERY, created=CREATED)
    assert [row[1:] for row in opened(path, shown=True)[4:]] == [
        ["棉被", "100余", "0"],
        ["折叠床", "7", "0"],
    ]
    assert opened(path)[4][2] == "100", "a figure that can be added up"


def test_the_text_lines_up() -> None:
    assert list_file.as_text(listed()).splitlines() == [
        "库存",
        "仓库：全部仓库    低库存",
        "日期        物资      在库  差异",
        "2022-10-24  折叠床    2610     0",
        "2022-10-25  棉被       0.5    -3",
        "            合计    2610.5    -3",
    ]


def test_rows_come_one_by_one_and_each_is_told(tmp_path: Path) -> None:
    asked: list[int] = []
    told: list[tuple[int, int]] = []

    def rows() -> Iterator[ListRow]:
        for at in range(1000):
            asked.append(at)
            yield ListRow((None, f"物资{at}", Decimal(at), None))

    def tick(done: int, total: int) -> None:
        told.append((done, total))
        if done == 500:
            raise Stop

    wanted = List("库存", listed().columns, rows, 1000)
    with pytest.raises(Stop):
        list_file.write(tmp_path / "库存.xlsx", wanted, STATIONERY, created=CREATED, tick=tick)
    assert told == [(done, 1000) for done in range(1, 501)]
    assert len(asked) == 500
    assert list(tmp_path.iterdir()) == []


def test_a_paper_tells_its_rows_then_its_pages() -> None:
    told: list[tuple[int, int]] = []
    list_file.draw(listed(), STATIONERY, lambda done, total: told.append((done, total)))
    assert told == [(1, 6), (2, 6), (3, 6), (1, 2), (2, 2)]


@pytest.mark.parametrize("most", [list_file.MOST_PRINTED])
def test_what_nobody_would_turn_over_is_refused(tmp_path: Path, most: int) -> None:
    wanted = listed(count=most + 1)
    with pytest.raises(Refused) as paper:
        list_file.write(tmp_path / "库存.pdf", wanted, STATIONERY, created=CREATED)
    with pytest.raises(Refused) as copied:
        list_file.as_text(wanted)
    codes = [refusal.value.problems[0].code for refusal in (paper, copied)]
    assert codes == ["list_too_long_to_print", "list_too_long_to_copy"]
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "库存.pdf"
    path.write_bytes(b"old")
    with pytest.raises(AlreadyThere):
        list_file.write(path, listed(), STATIONERY, created=CREATED)
    list_file.write(path, listed(), STATIONERY, created=CREATED, replace=True)
    assert path.read_bytes().startswith(b"%PDF")
