"""What append keeps beside the sealed rows: copied in one short read, compared with the truth."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from supplydesk.domain.numbering import write_number
from supplydesk.queries.recompute import Books
from supplydesk.store.driver import Driver, Row

Add = Callable[[str, str], None]


@dataclass(slots=True)
class Kept:
    """One moment's copy of everything that is not sealed row by row."""

    sequence: int
    movement: int
    lot: int
    hash: str
    balances: list[Row]
    flows: list[Row]
    consignments: list[Row]
    reservations: list[Row]
    counters: list[Row]
    issued: list[Row]
    drafts: dict[str, str | None]
    periods: list[Row]
    period_notes: list[Row]
    closings: int
    closings_sealed: int = 0
    documents: dict[str, str] = field(default_factory=dict)


def read_kept(driver: Driver) -> Kept:
    """Copy it, within the caller's one transaction."""
    head = driver.one("SELECT sequence, movement, lot, hash FROM chain_head WHERE id = 1")
    assert head is not None, "a desk has a chain head from its first transaction"
    sequence, movement, lot, last = head
    closings = driver.one("SELECT COUNT(*) FROM closing")
    return Kept(
        cast("int", sequence),
        cast("int", movement),
        cast("int", lot),
        str(last),
        driver.all(
            "SELECT b.place, b.lot, b.item, b.inside, b.quantity, b.packs, b.amount, b.reserved, "
            "b.last_at FROM balance b"
        ),
        driver.all(
            "SELECT period, from_place, to_place, lot, reason, quantity, packs, amount FROM flow"
        ),
        driver.all("SELECT document, line, lot, open, lost FROM consignment"),
        driver.all("SELECT place, lot, quantity FROM reservation"),
        driver.all("SELECT series, day, last FROM number_counter"),
        driver.all("SELECT series, day, n, key FROM number_issued ORDER BY series, day, n"),
        {
            str(key): None if number is None else str(number)
            for key, number in driver.all("SELECT key, number FROM draft")
        },
        driver.all("SELECT id, name, starts_on, ends_on, state, revision FROM period ORDER BY id"),
        driver.all(
            "SELECT kind, subject, content FROM journal "
            "WHERE kind IN ('begin', 'period', 'close', 'reopen') ORDER BY sequence"
        ),
        cast("int", closings[0]) if closings else 0,
    )


def compare(kept: Kept, books: Books, lot_items: Mapping[int, int], add: Add) -> None:
    """Tell *add* of everything that is kept otherwise than it should be."""
    _balances(kept, books, lot_items, add)
    _same(
        "flow",
        {tuple(row[:5]): list(row[5:]) for row in kept.flows},
        books.flows,
        add,
    )
    _same(
        "consignment",
        {tuple(row[:3]): list(row[3:]) for row in kept.consignments},
        {key: figures[:2] for key, figures in books.consignments.items()},
        add,
    )
    _numbers(kept, add)
    _periods(kept, add)
    if kept.closings != kept.closings_sealed:
        add("closing_rows", f"closing {kept.closings} ≠ {kept.closings_sealed}")


def _same(
    name: str,
    stored: Mapping[Any, list[object]],
    true: Mapping[Any, list[int]],
    add: Add,
) -> None:
    for key in sorted(stored.keys() | true.keys(), key=str):
        held, wanted = stored.get(key), true.get(key)
        if held != wanted and (any(held or ()) or any(wanted or ())):
            add(name, f"{name} {'/'.join(map(str, key))}: {held} ≠ {wanted}")


def _balances(kept: Kept, books: Books, lot_items: Mapping[int, int], add: Add) -> None:
    reserved: dict[tuple[int, int], int] = {}
    for place, lot, quantity in kept.reservations:
        key = (cast("int", place), cast("int", lot))
        reserved[key] = reserved.get(key, 0) + cast("int", quantity)
    for row in kept.balances:
        key = (cast("int", row[0]), cast("int", row[1]))
        wanted = books.balances.pop(key, [0, 0, 0])
        true = (*wanted, reserved.pop(key, 0), books.last_at.get(key, 0))
        if row[4:] != true or lot_items.get(key[1]) != row[2]:
            add("balance", f"balance {key[0]}/{key[1]}: {list(row[4:])} ≠ {list(true)}")
    for key, figures in books.balances.items():
        if any(figures):
            add("balance", f"balance {key[0]}/{key[1]}: – ≠ {figures}")
    for key in reserved:
        add("reservation", f"reservation {key[0]}/{key[1]}")


def _numbers(kept: Kept, add: Add) -> None:
    counted: dict[tuple[str, str], int] = {}
    held: set[str] = set()
    for series, day, n, key in kept.issued:
        which = (str(series), str(day))
        counted[which] = counted.get(which, 0) + 1
        number = _number(str(series), str(day), cast("int", n))
        holder = kept.documents.get(str(key)) or kept.drafts.get(str(key))
        if n != counted[which] or number != holder:
            add("number", f"number {number} ({key}): {holder}")
        held.add(str(key))
    for series, day, last in kept.counters:
        if counted.pop((str(series), str(day)), 0) != last:
            add("number_counter", f"number_counter {series} {day}: {last}")
    for key, number in kept.documents.items():
        if key not in held:
            add("number", f"number {number} ({key})")


def _number(series: str, day: str, n: int) -> str:
    try:
        return write_number(series, date.fromisoformat(day), n)
    except ValueError:
        return f"{series}-{day}-{n}"


def _periods(kept: Kept, add: Add) -> None:
    true: dict[str, list[object]] = {}
    for kind, subject, content in kept.period_notes:
        name = str(subject)
        told = json.loads(str(content))
        if kind == "begin":
            true["opening"] = [0, "opening", None, told["first_day"], "open", 0]
        elif kind == "period":
            true[name] = [told[0], name, told[1], told[2], "open", 0]
        elif kind == "close":
            true[name][4:] = ["closed", told]
        else:
            true[name][4] = "open"
    for row in kept.periods:
        wanted = true.pop(str(row[1]), None)
        compared = [*row]
        if wanted is not None and row[1] == "opening":
            compared[2:4] = wanted[2:4]
        if compared != wanted:
            add("period", f"period {row[1]}: {list(row)} ≠ {wanted}")
    for name in true:
        add("period", f"period {name}")
