"""What a cell means, or why nobody can tell."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from supplydesk.sheets import cells
from supplydesk.sheets.cells import Unclear
from supplydesk.sheets.table import Value, cell_address, column_letters, exact, shown

DAY = dt.date(2022, 10, 24)


@pytest.mark.parametrize(
    ("read", "value", "meaning"),
    [
        (cells.text, "  折叠床 ", "折叠床"),
        (cells.text, 12.0, "12"),
        (cells.text, 0.1 + 0.2, "0.3"),
        (cells.text, "<b>&", "<b>&"),
        (cells.text, "𠮷\n二行", "𠮷\n二行"),
        (cells.code, 101006.0, "101006"),
        (cells.code, 101006, "101006"),
        (cells.code, "007", "007"),
        (cells.code, "１０１００６", "101006"),
        (cells.code, "A－1 ", "A-1"),
        (cells.code, 123456789012345.0, "123456789012345"),
        (cells.whole, 77.0, 77),
        (cells.whole, "77", 77),
        (cells.whole, "７７", 77),
        (cells.whole, "1,234", 1234),
        (cells.whole, "１，２３４", 1234),
        (cells.whole, "-5", -5),
        (cells.whole, "12.0", 12),
        (cells.quantity, "3箱5瓶", "3箱5瓶"),
        (cells.quantity, 12.5, "12.5"),
        (cells.quantity, 0.1 + 0.2, "0.3"),
        (cells.quantity, 1e15, "1000000000000000"),
        (cells.quantity, -5.0, "-5"),
        (cells.day, DAY, DAY),
        (cells.day, dt.datetime(2022, 10, 24), DAY),  # noqa: DTZ001 - a cell has no zone
        (cells.day, "2022-10-24", DAY),
        (cells.day, "2022/10/24", DAY),
        (cells.day, "2022.10.24", DAY),
        (cells.day, "2022年10月24日", DAY),
        (cells.day, "２０２２－１０－２４", DAY),
        (cells.day, "2022-1-4", dt.date(2022, 1, 4)),
        (cells.day, "20221024", DAY),
        (cells.day, "2022-10-24 00:00:00", DAY),
        (cells.flag, True, True),
        (cells.flag, "是", True),
        (cells.flag, "YES", True),
        (cells.flag, 1.0, True),
        (cells.flag, "√", True),
        (cells.flag, "否", False),
        (cells.flag, "no", False),
        (cells.flag, 0, False),
        (cells.choice({"好": "good", "Good": "good"}), " GOOD", "good"),
    ],
)
def test_what_is_meant(read: Callable[[Value], object], value: Value, meaning: object) -> None:
    found = read(value)
    assert found == meaning
    assert type(found) is type(meaning)


@pytest.mark.parametrize(
    ("read", "value", "code"),
    [
        (cells.text, "a\x07b", "cell_control"),
        (cells.text, "\ud800", "cell_control"),
        (cells.text, "x" * 32_768, "cell_too_long"),
        (cells.text, "𠮷" * 16_384, "cell_too_long"),
        (cells.text, float("inf"), "cell_not_finite"),
        (cells.code, 1.5, "cell_not_code"),
        (cells.code, 1e15, "cell_digits_lost"),
        (cells.code, float("nan"), "cell_not_finite"),
        (cells.whole, "1_000", "cell_not_whole"),
        (cells.whole, "٣", "cell_not_whole"),
        (cells.whole, "12,34", "cell_not_whole"),
        (cells.whole, "1e9", "cell_not_whole"),
        (cells.whole, 1.5, "cell_not_whole"),
        (cells.whole, 1e300, "cell_not_whole"),
        (cells.whole, True, "cell_not_whole"),
        (cells.whole, DAY, "cell_not_whole"),
        (cells.whole, float("inf"), "cell_not_finite"),
        (cells.quantity, True, "cell_not_quantity"),
        (cells.quantity, DAY, "cell_not_quantity"),
        (cells.quantity, dt.timedelta(1), "cell_not_quantity"),
        (cells.quantity, float("nan"), "cell_not_finite"),
        (cells.day, "2022-10-24 08:30", "cell_not_day"),
        (cells.day, dt.datetime(2022, 10, 24, 8), "cell_not_day"),  # noqa: DTZ001
        (cells.day, "2022-13-01", "cell_no_such_day"),
        (cells.day, "20220230", "cell_no_such_day"),
        (cells.day, "22-10-24", "cell_not_day"),
        (cells.day, "2022-10", "cell_not_day"),
        (cells.day, "2022-10/24", "cell_not_day"),
        (cells.day, 44858.0, "cell_figure_for_day"),
        (cells.day, 20221024.0, "cell_figure_for_day"),
        (cells.day, 20221024, "cell_figure_for_day"),
        (cells.day, Decimal(45000), "cell_figure_for_day"),
        (cells.day, "45000", "cell_not_day"),
        (cells.day, True, "cell_not_day"),
        (cells.flag, "也许", "cell_not_flag"),
        (cells.choice({"好": "good"}), "坏", "cell_not_choice"),
    ],
)
def test_what_nobody_can_tell(read: Callable[[Value], object], value: Value, code: str) -> None:
    with pytest.raises(Unclear) as unclear:
        read(value)
    assert unclear.value.code == code
    assert len(unclear.value.words) < 120
    assert not unclear.value.words.isascii(), "said in English"


def test_addresses() -> None:
    assert [column_letters(number) for number in (0, 25, 26, 701, 702, 16_383)] == [
        *("A", "Z", "AA", "ZZ", "AAA", "XFD")
    ]
    assert cell_address(6, 1) == "B7"


def test_figures_as_a_spreadsheet_shows_them() -> None:
    assert shown(1e-7) == "0.0000001"
    assert shown(1e20) == "100000000000000000000"
    assert shown(-0.5) == "-0.5"
    assert str(exact(1.1 + 2.2)) == "3.3"
    assert shown(value=False) == "FALSE"
