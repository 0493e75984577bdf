"""The whole catalogue in a list, to be looked through and found in."""

from collections import defaultdict
from typing import NamedTuple

from sqlmodel import col, select

from supplydesk.domain.lookup import Entry, entry
from supplydesk.services.catalogue import ItemFacts, PackFacts, facts_from
from supplydesk.store.database import DeskSession
from supplydesk.store.tables.catalogue import Item, ItemPack


class ListedItem(NamedTuple):
    """An item with all its facts, and what it is found by."""

    entry: Entry
    facts: ItemFacts


def items(session: DeskSession) -> tuple[ListedItem, ...]:
    """Every item by code, those among them that are no longer used."""
    packs: dict[int, list[PackFacts]] = defaultdict(list)
    for pack in session.exec(select(ItemPack).order_by(col(ItemPack.item), col(ItemPack.rank))):
        packs[pack.item].append(PackFacts(pack.unit, pack.size, pack.per_lot))
    return tuple(
        ListedItem(
            entry(row.code, row.name, row.search, row.mnemonic, row.barcode),
            facts_from(row, tuple(packs.get(row.id or 0, ()))),
        )
        for row in session.exec(select(Item).order_by(col(Item.code)))
    )
