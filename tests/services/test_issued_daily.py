"""Issued day by day, and the goods of a paper in few words."""

from datetime import date

from supplydesk.services import drafts, issued, register, register_goods
from supplydesk.services.register import Filters
from supplydesk.services.register_goods import Goods
from supplydesk.services.reversal import reverse
from tests.databases import Bench, dispatch_fields

BED, QUILT = {"item": "101006"}, {"item": "101009"}


def test_each_day_counts_its_dispatches_without_what_was_reversed(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100"}, {**QUILT, "quantity": "100"})
    desk.dispatch({**BED, "ordered": "10"}, {**QUILT, "ordered": "5"}, voucher_date="2022-10-22")
    wrong = desk.dispatch({**BED, "ordered": "7"}).number
    desk.dispatch({**BED, "ordered": "3"})
    with desk.transaction() as session:
        reverse(session, wrong, "打错", "r")
    with desk.reading() as session:
        found = issued.issued_daily(session, 3)
    assert [(one.day, int(one.pieces)) for one in found] == [
        (date(2022, 10, 22), 15),
        (date(2022, 10, 23), 0),
        (date(2022, 10, 24), 3),
    ]


def test_goods_of_posted_papers_and_of_drafts(desk: Bench) -> None:
    desk.opening({**BED, "quantity": "100"}, {**QUILT, "quantity": "100"})
    lines: list[dict[str, object]] = [{**BED, "ordered": str(at)} for at in (1, 2, 3, 4)]
    posted = desk.dispatch(*lines)
    with desk.transaction() as session:
        fields = dispatch_fields({**QUILT, "ordered": "3包"}, {"item": "999", "ordered": "1"})
        drafts.save(session, desk.form("dispatch", **fields))
    with desk.reading() as session:
        ids = register.ids(session, Filters(kind="dispatch"))
        found = register_goods.goods(session, ids)
    assert found[posted.id] == Goods((("折叠床", "1"), ("折叠床", "2"), ("折叠床", "3")), 4)
    (draft,) = (one for identity, one in found.items() if identity < 0)
    assert draft == Goods((("棉被", "3包"), ("999", "1")), 2)
