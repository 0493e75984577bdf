"""How `verify` names the rows that it finds, and writes the figures it holds against each other."""

from collections.abc import Sequence
from typing import Any

from supplydesk.domain.money import in_yuan
from supplydesk.domain.quantity import from_thousandths, write_plain
from supplydesk.text import translate

Cells = Sequence[Any]


def write_row(cells: Cells) -> str:
    """Figures and words as they are kept."""
    return ", ".join(map(str, cells))


def write_held(cells: Cells) -> str:
    """A reservation: quantity."""
    return write_plain(from_thousandths(cells[0]))


def write_stock(cells: Cells) -> str:
    """A balance: quantity, packs, amount, reserved."""
    reserved = translate("queries.wording", "{moved}, {reserved} reserved")
    return reserved.format(
        moved=write_moved(cells), reserved=write_plain(from_thousandths(cells[3]))
    )


def write_moved(cells: Cells) -> str:
    """A flow: quantity, packs, amount."""
    quantity, packs, amount = cells[:3]
    text = translate("queries.wording", "{quantity}, {amount} yuan")
    if packs:
        # Only of goods whose cartons are counted beside them.
        text = translate("queries.wording", "{quantity}, {packs} cartons, {amount} yuan")
    return text.format(
        quantity=write_plain(from_thousandths(quantity)),
        packs=write_plain(from_thousandths(packs)),
        amount=in_yuan(amount),
    )


def write_period(cells: Cells) -> str:
    """A month: first and last day, open or closed, how often it was closed."""
    _, _, first, last, state, revision = cells
    if state == "open":
        text = translate("queries.wording", "{first} to {last}, open, closed {times} times")
    else:
        text = translate("queries.wording", "{first} to {last}, closed, {times} times in all")
    return text.format(first=first, last=last, times=revision)


def write_open(cells: Cells) -> str:
    """A consignment: still on the road, and lost."""
    still, lost = (write_plain(from_thousandths(one)) for one in cells[:2])
    return translate("queries.wording", "{still} open, {lost} lost").format(still=still, lost=lost)


def name_table(table: str) -> str:
    """What people call a row of *table*; other tables keep their name."""
    words = {
        "journal": translate("queries.wording", "journal entry"),
        "document": translate("queries.wording", "document"),
        "document_line": translate("queries.wording", "line of a document"),
        "document_fact": translate("queries.wording", "later note"),
        "lot": translate("queries.wording", "lot"),
        "movement": translate("queries.wording", "movement"),
        "closing": translate("queries.wording", "closing stock of a month"),
        "count_anchor": translate("queries.wording", "posted count"),
        "number_issued": translate("queries.wording", "issued number"),
    }
    return words.get(table, table)


def name_reason(reason: str) -> str:
    """What people call the reason of a movement; unknown ones stand as they are kept."""
    words = {
        "opening": translate("queries.wording", "opening stock"),
        "dispatch": translate("queries.wording", "dispatched"),
        "delivered": translate("queries.wording", "delivered"),
        "short": translate("queries.wording", "short"),
        "broken": translate("queries.wording", "broken"),
        "refused": translate("queries.wording", "refused"),
        "found": translate("queries.wording", "found again"),
    }
    return words.get(reason, reason)
