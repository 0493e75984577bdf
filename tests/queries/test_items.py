"""The items of a report: by code, the same however they are asked for."""

import pytest

from supplydesk.queries import items
from supplydesk.queries.items import named
from supplydesk.store.driver import Driver
from tests.databases import Bench


def test_a_report_names_its_items_in_the_order_of_their_codes(
    desk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {str(code): int(identity) for code, identity in desk.rows("SELECT code, id FROM item")}
    ids = {known["301003"], known["101006"], known["201012"]}
    with desk.reading() as session:
        driver = Driver(session)
        found = named(driver, ids)
        monkeypatch.setattr(items, "MOST_BY_ID", 2)
        assert named(driver, ids) == found, "too many to be asked for one by one"
        assert named(driver, ()) == []
    assert [one.code for one in found] == ["101006", "201012", "301003"]
    assert found[0][2:] == ("101006", "折叠床", "单人", "张")
