"""One item added or changed by hand, and the whole catalogue in a list."""

from dataclasses import replace
from decimal import Decimal

from supplydesk.services import catalogue, catalogue_list
from supplydesk.services.catalogue import ItemFacts, PackFacts
from supplydesk.store.database import write
from tests.databases import Bench
from tests.services.importing import item
from tests.services.refusing import codes

STOVE = ItemFacts(
    "102001", "火炉", "个", packs=(PackFacts("箱", Decimal(2)), PackFacts("托", None))
)


def add(desk: Bench, one: ItemFacts) -> None:
    write(desk.database, desk.seat, lambda session: catalogue.add(session, one))


def test_an_item_is_added_once(desk: Bench) -> None:
    add(desk, STOVE)
    assert item(desk, "102001") == replace(STOVE, mnemonic="hl")
    other = replace(STOVE, name="火盆")
    assert codes(desk, lambda session: catalogue.add(session, other)) == ["code_taken"]
    empty = replace(STOVE, code="")
    assert codes(desk, lambda session: catalogue.add(session, empty)) == ["empty"]


def test_half_a_kilogram_is_no_unit_to_keep_stock_in(desk: Bench) -> None:
    for typed in ("斤", " 斤 "):
        found = catalogue.problems(ItemFacts("301009", "铁钉", typed, decimals=3))
        assert [(one.code, one.field) for one in found] == [("unit_jin", "unit")]
        assert "以公斤为单位" in found[0].text
    packed = ItemFacts("301009", "铁钉", "公斤", packs=(PackFacts("斤", Decimal(2)),))
    assert codes(desk, lambda session: catalogue.add(session, packed)) == ["unit_jin"]
    assert catalogue.problems(ItemFacts("301009", "铁钉", "公斤", decimals=3)) == []


def test_the_size_of_a_pack_is_told_in_whole_words() -> None:
    (problem,) = catalogue.problems(replace(STOVE, packs=(PackFacts("箱", Decimal(0)),)))
    assert (problem.code, problem.field) == ("pack_size", "packs")
    assert "包装含量（按个计）须为大于 0 的整数" in problem.text


def test_an_item_is_changed_from_what_was_seen(desk: Bench) -> None:
    add(desk, STOVE)
    seen = item(desk, "102001")
    wanted = replace(seen, name="取暖炉", mnemonic="", active=False)
    write(desk.database, desk.seat, lambda session: catalogue.change(session, seen, wanted))
    assert item(desk, "102001") == replace(wanted, mnemonic="qnl")
    assert codes(desk, lambda session: catalogue.change(session, seen, seen)) == ["changed_since"]
    gone = replace(seen, code="999")
    assert codes(desk, lambda session: catalogue.change(session, gone, gone)) == ["changed_since"]


def test_the_list_holds_every_item_with_its_packs_and_what_it_is_found_by(desk: Bench) -> None:
    add(desk, replace(STOVE, active=False, barcode="690"))
    with desk.reading() as session:
        listed = {one.facts.code: one for one in catalogue_list.items(session)}
    assert list(listed) == sorted(listed)
    stove = listed["102001"]
    assert stove.facts == item(desk, "102001")
    assert "690" in stove.entry.haystack
    assert "hl" in stove.entry.readings
    for code, one in listed.items():
        assert one.facts == item(desk, code)
