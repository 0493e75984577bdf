"""Figures of a grid stand with their commas; what else was typed stands as it was typed."""

import pytest

from supplydesk.ui.grid.lines import UNKNOWN, GridColumn


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("999", "999"),
        ("1000", "1,000"),
        ("1234567.25", "1,234,567.25"),
        ("3箱5瓶", "3箱5瓶"),
        ("", ""),
        ("12a00", "12a00"),
    ],
)
def test_figures_have_commas(typed: str, shown: str) -> None:
    figure = GridColumn("quantity", "Quantity", 80, "figure", figure=True)
    assert figure.cell({"quantity": typed}, UNKNOWN).text == shown
    text = GridColumn("quantity", "Quantity", 80, "text")
    assert text.cell({"quantity": typed}, UNKNOWN).text == typed
