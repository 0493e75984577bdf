"""The words that paper, text and workbook of the month share."""

from dataclasses import replace
from decimal import Decimal

import pytest

from supplydesk.domain.figures import common_unit
from supplydesk.domain.stock_summary_wording import basis, memo, sealed_by, signed, unit_of
from tests.domain.test_stock_summary import BEDS, QUILTS, month_of


@pytest.mark.parametrize(
    ("by_books", "closed", "said"),
    [
        (True, True, "按账"),
        (False, True, "按实物"),
        (True, False, "按账，未月结"),
        (False, False, "按实物，未月结"),
    ],
)
def test_what_the_figures_stand_on(by_books: bool, closed: bool, said: str) -> None:
    assert basis(replace(month_of(BEDS), by_books=by_books, closed=closed)) == said


def test_only_a_closed_month_is_sealed() -> None:
    month = replace(month_of(BEDS), head="9C1F", sequence=7)
    assert sealed_by(month) == "月结链值：9C1F（流水末号7）"
    assert sealed_by(replace(month, closed=False)) == "流水链值：9C1F（流水末号7）"
    assert sealed_by(replace(month, sequence=None)) == "月结链值：9C1F"
    assert sealed_by(month_of(BEDS)) == ""


def test_a_sum_names_its_unit() -> None:
    assert unit_of([BEDS, BEDS]) == "张"
    assert unit_of([BEDS, QUILTS]) == "件，混合单位"
    assert unit_of([]) == "件，混合单位"
    assert common_unit([]) is None


def test_what_has_left_the_closing_stock_is_not_said_to_be_in_it() -> None:
    told = replace(BEDS, reserved=Decimal("7.50"), on_the_road=Decimal(400))
    assert memo(month_of(told, QUILTS)) == [
        ("期末结存中待验", ("折叠床 5张", "棉被 5床")),
        ("期末结存中已预留", ("折叠床 7.5张",)),
        ("在途（未回执，仍属发出方）", ("折叠床 400张",)),
    ]
    assert memo(month_of()) == []


def test_whoever_signed_already_stands_at_his_place() -> None:
    month = replace(month_of(BEDS), prepared_by="李××")
    assert signed(month) == {"负责人": "", "复核": "", "制表": "李××"}
