"""An item in a form: read from what is typed, written back, every problem at its field."""

from decimal import Decimal

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.services import item_text
from supplydesk.services.catalogue import ItemFacts, PackFacts

WATER = ItemFacts(
    "301001",
    "饮用水",
    "瓶",
    "550ml",
    group="食品",
    mnemonic="yys",
    reusable=True,
    shelf_life_months=12,
    minimum=Decimal(2400),
    report_order=7,
    packs=(PackFacts("箱", Decimal(24), per_lot=True), PackFacts("托", None)),
)


def wrong(**typed: str) -> dict[str | None, str]:
    with pytest.raises(Refused) as raised:
        item_text.read({**item_text.write(WATER), **typed}, WATER)
    return {one.field: one.code for one in raised.value.problems}


def test_what_is_written_is_read_back_as_it_was() -> None:
    assert item_text.write(WATER)["packs"] == "箱=24瓶；托=?"
    assert item_text.read(item_text.write(WATER), WATER) == WATER


def test_what_the_form_has_no_field_for_stays() -> None:
    assert item_text.read({"name": "  矿泉水  大 "}, WATER).name == "矿泉水 大"
    assert item_text.read({}, WATER) == WATER


def test_empty_fields_mean_what_is_usual() -> None:
    typed = dict.fromkeys(item_text.write(WATER), "") | {"code": "1", "name": "米", "unit": "公斤"}
    assert item_text.read(typed) == ItemFacts("1", "米", "公斤", decimals=3)
    assert item_text.read({**typed, "decimals": "2"}).decimals == 2


def test_a_minimum_may_be_given_in_packs() -> None:
    typed = {**item_text.write(WATER), "minimum": "10箱"}
    assert item_text.read(typed, WATER).minimum == 240


def test_each_problem_names_its_field() -> None:
    assert wrong(code="", name="") == {"code": "empty", "name": "empty"}
    assert wrong(packs="24") == {"packs": "packs_unreadable"}
    assert wrong(shelf_life_months="ein", report_order="-1") == {
        "shelf_life_months": "whole_out_of_range",
        "report_order": "whole_out_of_range",
    }
    assert wrong(decimals="7") == {"decimals": "decimals_out_of_range"}
    assert wrong(decimals="2") == {"decimals": "decimals"}
    assert "minimum" in wrong(minimum="many")
    assert wrong(spec="长" * 201) == {"spec": "text_too_long"}


def test_without_a_unit_nothing_is_said_of_what_needs_it() -> None:
    typed = {"code": "9001", "name": "油灯", "unit": "", "packs": "箱=12", "minimum": "2箱"}
    with pytest.raises(Refused) as refused:
        item_text.read(typed)
    assert {problem.field for problem in refused.value.problems} == {"unit"}
