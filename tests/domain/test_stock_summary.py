"""The stock summary adds up on every row, and says which row where it does not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from supplydesk.domain.stock_summary import (
    Amounts,
    Figures,
    Incoming,
    Outgoing,
    StockSummary,
    StockSummaryRow,
    Unbalanced,
)

BEDS = StockSummaryRow(
    group="帐篷被服",
    code="101006",
    name="折叠床",
    spec="单人",
    unit="张",
    opening=Decimal(3190),
    incoming=Incoming(donation=Decimal(60)),
    outgoing=Outgoing(dispatch=Decimal(2610), issue=Decimal(12), scrap=Decimal(3)),
    closing=Decimal(625),
    counted=Decimal(624),
    pending=Decimal(5),
)
WATER = StockSummaryRow(
    group="食品饮水",
    code="103001",
    name="饮用水",
    unit="升",
    opening=Decimal("120.5"),
    incoming=Incoming(purchase=Decimal("0.25"), other=Decimal(1)),
    closing=Decimal("121.75"),
    reserved=Decimal(7),
)
QUILTS = replace(BEDS, code="101009", name="棉被", unit="床", counted=Decimal(625))


def month_of(*rows: StockSummaryRow) -> StockSummary:
    return StockSummary(
        bureau="天水市应急物资储备中心",
        warehouse="市级一号库",
        title="2022年10月",
        starts_on=date(2022, 10, 1),
        ends_on=date(2022, 10, 31),
        rows=rows,
    )


def test_subtotals_and_difference() -> None:
    assert BEDS.incoming.subtotal == 60
    assert BEDS.outgoing.subtotal == 2625
    assert BEDS.difference == -1
    assert WATER.difference is None


def test_every_column_is_in_its_subtotal() -> None:
    fields = ("purchase", "upper", "donation", "borrowed", "recovered", "transferred_in", "over")
    for name in (*fields, "other"):
        assert Incoming(**{name: Decimal(3)}).subtotal == 3
    fields = ("dispatch", "issue", "given_back", "transferred_out", "scrap", "short", "other")
    for name in fields:
        assert Outgoing(**{name: Decimal(3)}).subtotal == 3


def test_a_summary_that_adds_up_is_handed_on() -> None:
    summary = month_of(BEDS, WATER)
    assert summary.balanced() is summary


def test_the_row_that_does_not_add_up_is_named() -> None:
    wrong = replace(WATER, closing=Decimal(121))
    with pytest.raises(Unbalanced, match=r"103001 饮用水: 121\.75 expected, 121 found"):
        month_of(BEDS, wrong).balanced()


def test_groups_stand_where_their_first_row_stands() -> None:
    groups = month_of(BEDS, WATER, QUILTS).groups()
    assert [(group.name, len(group.rows)) for group in groups] == [("帐篷被服", 2), ("食品饮水", 1)]
    assert groups[0].subtotal.outgoing.dispatch == 5220
    assert groups[0].subtotal.counted == 1249
    assert groups[0].subtotal.difference == -1
    assert groups[0].subtotal.pending == 10


def test_the_total_of_a_part_that_was_counted_shows_no_false_shortage() -> None:
    total = month_of(BEDS, WATER).total()
    assert total.opening == Decimal("3310.5")
    assert total.closing == total.expected == Decimal("746.75")
    assert total.counted is None
    assert total.difference is None


def test_nothing_at_all() -> None:
    assert month_of().total() == Figures()
    assert month_of().groups() == ()


def test_amounts_have_to_add_up_as_well() -> None:
    sound = replace(BEDS, amounts=Amounts(opening=500, incoming=70, outgoing=20, closing=550))
    assert month_of(sound, sound).balanced().total().amounts.closing == 1100
    assert month_of(sound, WATER).total().amounts.expected == 550
    wrong = replace(sound, amounts=sound.amounts._replace(closing=551))
    with pytest.raises(Unbalanced, match="101006 折叠床: 550 expected, 551 found"):
        month_of(wrong).balanced()


def test_figures_stand_in_the_order_of_their_columns() -> None:
    figures = BEDS.in_order()
    assert len(figures) == 1 + len(Incoming._fields) + 1 + len(Outgoing._fields) + 1 + 3
    told = [None if one is None else int(one) for one in figures]
    assert (told[0], told[1 + len(Incoming._fields)]) == (3190, 60)
    assert told[-4:] == [2625, 625, 624, -1]


def test_what_has_no_group_stands_behind_the_groups_under_a_heading() -> None:
    loose = replace(BEDS, group="", code="000001")
    groups = month_of(loose, BEDS, WATER).groups()
    assert [group.name for group in groups] == ["帐篷被服", "食品饮水", "未分类"]
    assert groups[-1].rows == (loose,)
    alone = month_of(loose, replace(loose, code="2")).groups()
    assert [group.name for group in alone] == [""], "no heading where nobody has a group"


def test_hearsay_is_marked_where_it_stands() -> None:
    near = replace(BEDS, opening_about=True)
    marked = near.about_in_order()
    assert len(marked) == len(near.in_order())
    assert [at for at, about in enumerate(marked) if about] == [0]
    total = Figures.total((near, WATER))
    assert (total.opening_about, total.closing_about) == (True, False)
    assert replace(near, opening_about=False, closing_about=True).about_in_order()[-3]
