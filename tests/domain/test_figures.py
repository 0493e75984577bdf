"""Figures: read strictly, written plainly, kept as whole thousandths."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplydesk.domain.figures import (
    LARGEST,
    fold,
    from_thousandths,
    parse_decimal,
    to_thousandths,
    write_plain,
)
from supplydesk.domain.problem import Refused

LEDGER = st.integers(min_value=-(10**18) + 1, max_value=10**18 - 1)
ENTERED = st.integers(min_value=0, max_value=int(LARGEST) * 1000 - 1)


@given(LEDGER)
def test_thousandths_come_back(thousandths: int) -> None:
    quantity = from_thousandths(thousandths)
    assert type(quantity) is Decimal
    assert to_thousandths(quantity) == thousandths
    assert quantity * 1000 == thousandths


@given(LEDGER)
def test_a_quantity_is_in_normal_form(thousandths: int) -> None:
    written = str(from_thousandths(thousandths))
    assert "E" not in written
    assert "." not in written or written[-1] != "0"


@pytest.mark.parametrize(
    ("quantity", "thousandths"),
    [("0", 0), ("-0", 0), ("0E+30", 0), ("4E+2", 400_000), ("1.5000", 1500), ("-0.001", -1)],
)
def test_thousandths_of(quantity: str, thousandths: int) -> None:
    assert to_thousandths(Decimal(quantity)) == thousandths


@pytest.mark.parametrize(
    "quantity", ["0.0001", "1.0005", "1E-999999", "NaN", "sNaN", "Infinity", "-Infinity", "1E+15"]
)
def test_what_the_ledger_cannot_keep_is_an_error(quantity: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        to_thousandths(Decimal(quantity))


@pytest.mark.parametrize(
    ("typed", "quantity"),
    [
        ("77", "77"),
        (" 77 ", "77"),
        ("０７７", "77"),
        ("1,234.5", "1234.5"),
        ("１，２３４．５", "1234.5"),
        ("\u3000１２３", "123"),
        ("12,345,678.125", "12345678.125"),
        ("77.00", "77"),
        ("0.1230", "0.123"),
        ("0", "0"),
        ("999999999.999", "999999999.999"),
    ],
)
def test_figures_that_are_read(typed: str, quantity: str) -> None:
    assert str(parse_decimal(typed)) == quantity


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "number_empty"),
        ("  ", "number_empty"),
        ("NaN", "number_not_finite"),
        ("-inf", "number_not_finite"),
        ("Infinity", "number_not_finite"),
        ("-", "number_dash"),
        ("－", "number_dash"),
        ("——", "number_dash"),
        ("-5", "number_negative"),
        ("－５", "number_negative"),
        ("\u22125", "number_negative"),
        ("+5", "number_signed"),
        ("1_000", "number_underscore"),
        ("1e9", "number_exponent"),
        ("1e999", "number_exponent"),
        ("1.5E-3", "number_exponent"),
        ("٣", "number_foreign_digits"),
        ("1٣", "number_foreign_digits"),
        ("12,34", "number_commas"),
        ("1,2345", "number_commas"),
        (",123", "number_commas"),
        ("0,234", "number_commas"),
        ("1,234,56.5", "number_commas"),
        ("1.0005", "number_too_fine"),
        ("1000000000", "number_too_large"),
        ("9" * 40, "number_too_large"),
        ("9" * 41, "number_unreadable"),
        (".5", "number_unreadable"),
        ("5.", "number_unreadable"),
        ("1 234", "number_unreadable"),
        ("3²", "number_unreadable"),
        ("①", "number_unreadable"),
        ("½", "number_unreadable"),
        ("0x1F", "number_unreadable"),
        ("1.2.3", "number_unreadable"),
        ("七十七", "number_unreadable"),
    ],
)
def test_figures_that_are_refused(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_decimal(typed, row=3, field="quantity")
    [problem] = refused.value.problems
    assert (problem.code, problem.row, problem.field) == (code, 3, "quantity")
    assert problem.stops
    assert fold(typed)[:40] in problem.text


def test_a_long_text_is_shown_in_part() -> None:
    with pytest.raises(Refused) as refused:
        parse_decimal("a" * 5000)
    assert len(refused.value.problems[0].text) < 200


@given(ENTERED)
def test_what_is_written_plainly_is_read_back(thousandths: int) -> None:
    quantity = from_thousandths(thousandths)
    full_width = "".join(chr(ord(sign) + 0xFEE0) for sign in write_plain(quantity, thousands=True))
    assert parse_decimal(write_plain(quantity)) == quantity
    assert parse_decimal(write_plain(quantity, thousands=True)) == quantity
    assert parse_decimal(full_width) == quantity


@given(st.text(alphabet="0123456789,.eE+-_ ٣３，．²NaN", max_size=12))
def test_no_text_is_misread(typed: str) -> None:
    """Whatever is accepted is the figure that is left when its commas are taken out."""
    try:
        quantity = parse_decimal(typed)
    except Refused:
        return
    assert quantity == Decimal(fold(typed).replace(",", ""))
    assert 0 <= quantity < LARGEST
    assert to_thousandths(quantity) == quantity * 1000


@pytest.mark.parametrize(
    ("quantity", "plain", "thousands"),
    [
        ("4E+2", "400", "400"),
        ("-1234.50", "-1234.5", "-1,234.5"),
        ("0.000", "0", "0"),
        ("1000000", "1000000", "1,000,000"),
    ],
)
def test_plain_writing(quantity: str, plain: str, thousands: str) -> None:
    assert write_plain(Decimal(quantity)) == plain
    assert write_plain(Decimal(quantity), thousands=True) == thousands


def test_folding_leaves_signs_that_would_be_misread() -> None:
    assert fold("　ＡＢ３箱㎡²① ") == "AB3箱㎡²①"
