"""Lists that are handed on from an English desk: papers are Chinese, sheets follow the desk."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from supplydesk import paths, text
from supplydesk.sheets.columns import Column, read_table
from supplydesk.ui.around import Target
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.pages.card import CardPage
from supplydesk.ui.pages.register import RegisterPage
from supplydesk.ui.pages.reports import ReportsPage
from supplydesk.ui.pages.stock import StockPage
from supplydesk.ui.parts.export import Handout
from tests.papers.reading import raw_text, squeezed
from tests.ui.conftest import Settle

ENGLISH = re.compile(r"[A-Za-z]{3,}")
# Units of measure and a maker's own names are data.
DATA = {"PE", "mm", "cm"}


@pytest.fixture
def english(request: pytest.FixtureRequest) -> MainWindow:
    text.use(text.SOURCE_LANGUAGE, paths.resource("translations"))
    window = request.getfixturevalue("window")
    assert isinstance(window, MainWindow)
    return window


def _of(page: QWidget) -> tuple[Callable[[], Handout | None], Callable[..., None]]:
    assert isinstance(page, RegisterPage | StockPage | ReportsPage | CardPage)
    return page._handout, page.export._write


@pytest.mark.parametrize(
    ("target", "said", "title", "column"),
    [
        (
            Target.to("register", kind="dispatch", states="confirmed reversed", first="2022-10-01"),
            ("单据序时簿", "种类调拨", "状态", "件数", "已回执"),
            "Register",
            "Pieces",
        ),
        (Target("stock"), ("库存", "全部仓库", "截至", "可用"), "Stock", "Available"),
        (Target("reports"), ("简报", "全市共调拨", "级别"), "Brief", "Issued"),
        (Target("reports", "gaps"), ("断号", "无断号"), "Gap report", "Numbers"),
        (Target("card", "101006"), ("应急物资库存台账", "全部仓库"), "Stock card", "Balance"),
    ],
    ids=["register", "stock", "brief", "gaps", "card"],
)
def test_the_paper_is_chinese_and_the_sheet_english(
    english: MainWindow,
    settle: Settle,
    tmp_path: Path,
    target: Target,
    said: tuple[str, ...],
    title: str,
    column: str,
) -> None:
    english.go(target)
    settle()
    page = english.page()
    assert page is not None
    make, write = _of(page)
    made = make()
    assert made is not None
    assert made.name.startswith(title)
    for suffix in (".pdf", ".xlsx"):
        write(made, tmp_path / f"list{suffix}", replace=False)
        settle()
    told = raw_text(tmp_path, (tmp_path / "list.pdf").read_bytes())
    for part in said:
        assert part in squeezed(told), told[:600]
    assert set(ENGLISH.findall(told)) <= DATA
    # With its one title missing, no row is a title row, and the list is refused.
    assert read_table(tmp_path / "list.xlsx", (Column("any", (column,), required=False),)).rows
    assert text.language() == text.SOURCE_LANGUAGE
