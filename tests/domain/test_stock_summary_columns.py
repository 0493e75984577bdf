"""Every flow has its column, and a column that the summary really has."""

import pytest

from supplydesk.domain.places import PlaceKind
from supplydesk.domain.stock_summary import Incoming, Outgoing
from supplydesk.domain.stock_summary_columns import incoming_column, outgoing_column


@pytest.mark.parametrize("kind", PlaceKind)
def test_each_kind_of_place_leads_to_a_column_of_the_paper(kind: PlaceKind) -> None:
    assert incoming_column("anything", kind) in Incoming._fields
    assert outgoing_column("anything", kind) in Outgoing._fields


@pytest.mark.parametrize(
    ("reason", "start", "column"),
    [
        ("received", PlaceKind.SUPPLIER, "purchase"),
        ("received", PlaceKind.UPPER_BODY, "upper"),
        ("received", PlaceKind.DONOR, "donation"),
        ("received", PlaceKind.LENDER, "borrowed"),
        ("recovered", PlaceKind.SITE, "recovered"),
        ("moved", PlaceKind.BIN, "transferred_in"),
        ("surplus", PlaceKind.LOST_FOUND, "over"),
        ("refused", PlaceKind.TRANSIT, "other"),
        ("opening", PlaceKind.OPENING, "other"),
    ],
)
def test_what_comes_in(reason: str, start: PlaceKind, column: str) -> None:
    assert incoming_column(reason, start) == column


@pytest.mark.parametrize(
    ("reason", "end", "column"),
    [
        ("dispatch", PlaceKind.TRANSIT, "dispatch"),
        ("dispatch", PlaceKind.SITE, "dispatch"),
        ("issued", PlaceKind.CONSUMED, "issue"),
        ("returned", PlaceKind.LENDER, "given_back"),
        ("rejected", PlaceKind.SUPPLIER, "given_back"),
        ("moved", PlaceKind.BIN, "transferred_out"),
        ("scrapped", PlaceKind.SCRAPPED, "scrap"),
        ("shortage", PlaceKind.LOST_FOUND, "short"),
        ("unheard of", PlaceKind.SITE, "other"),
    ],
)
def test_what_goes_out(reason: str, end: PlaceKind, column: str) -> None:
    assert outgoing_column(reason, end) == column
