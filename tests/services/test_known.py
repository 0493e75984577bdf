"""What the slips of one run look up once, and what they must not remember."""

from collections.abc import Iterable

import pytest

from supplydesk.domain.posting import Article
from supplydesk.domain.problem import Refused
from supplydesk.queries import articles
from supplydesk.services import catalogue
from supplydesk.services.catalogue import ItemFacts
from supplydesk.services.documents import post
from supplydesk.services.known import Known
from supplydesk.store.driver import Driver
from tests.databases import Bench, dispatch_fields

BED = "101006"


@pytest.fixture
def stocked(desk: Bench) -> Bench:
    desk.opening({"item": BED, "quantity": "9"})
    return desk


def _line(quantity: int) -> dict[str, object]:
    return {"item": BED, "ordered": str(quantity)}


def test_what_one_slip_has_looked_up_the_next_does_not_ask_for(
    stocked: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    by_code = articles.by_code

    def told(driver: Driver, codes: Iterable[str]) -> dict[str, Article]:
        asked.extend(codes)
        return by_code(driver, asked[-1:])

    monkeypatch.setattr(articles, "by_code", told)
    with stocked.transaction() as session:
        shared = Known(session)
        for site in ("S1", "S2"):
            form = stocked.form("dispatch", **dispatch_fields(_line(1), site=site))
            post(session, form, known=shared)
    assert asked == [BED]
    assert stocked.on_hand("W1-good-0", BED) == 7000


def test_the_slips_of_one_run_still_draw_from_one_stock(stocked: Bench) -> None:
    """What the first has taken, the second does not find: stock is never remembered."""
    with pytest.raises(Refused) as refused, stocked.transaction() as session:
        shared = Known(session)
        for _ in range(2):
            form = stocked.form("dispatch", **dispatch_fields(_line(5)))
            post(session, form, known=shared)
    assert [one.code for one in refused.value.problems] == ["not_enough"]
    assert stocked.on_hand("W1-good-0", BED) == 9000


def test_what_was_not_there_is_looked_for_again(desk: Bench) -> None:
    with desk.transaction() as session:
        shared = Known(session)
        assert "109999" not in shared.articles(["109999"])
        assert shared.incident("ZH") is None
        catalogue.put(session, [ItemFacts("109999", "帐篷", "顶")])
        assert shared.articles(["109999"])["109999"].name == "帐篷"
