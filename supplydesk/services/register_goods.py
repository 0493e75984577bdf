"""What goods a paper of the register is about, in the few words that a row has room for."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from supplydesk.domain.quantity import from_thousandths, write_plain
from supplydesk.queries import articles, register
from supplydesk.services.register_unposted import draft_id, unposted
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver

FIRST = 3


class Goods(NamedTuple):
    """The first lines as (name, figure as text); ``lines`` is how many there are in all."""

    first: tuple[tuple[str, str], ...] = ()
    lines: int = 0


def goods(session: DeskSession, wanted: Sequence[int]) -> Mapping[int, Goods]:
    """The goods of the papers with these ids of the register, drafts (below zero) among them."""
    driver = Driver(session)
    posted = [one for one in wanted if one > 0]
    found: dict[int, Goods] = {}
    for document, first in register.first_lines(driver, posted, FIRST).items():
        told = tuple((one.name, write_plain(from_thousandths(one.quantity))) for one in first)
        found[document] = Goods(told, first[0].lines)
    if len(posted) < len(wanted):
        found.update(_typed(driver, {one for one in wanted if one < 0}))
    return found


def _typed(driver: Driver, wanted: set[int]) -> dict[int, Goods]:
    drafts: dict[int, list[dict[str, Any]]] = {}  # JSON, so of any type
    for one in unposted(driver):
        identity = draft_id(one.row.key)
        if identity in wanted:
            drafts[identity] = list(one.payload.get("lines", ()))
    codes = {str(line.get("item")) for lines in drafts.values() for line in lines}
    known = articles.by_code(driver, codes)
    return {
        identity: Goods(
            tuple(
                (
                    known[code].name if (code := str(line.get("item"))) in known else code,
                    _figure(line),
                )
                for line in lines[:FIRST]
                if line.get("item")
            ),
            len(lines),
        )
        for identity, lines in drafts.items()
    }


def _figure(line: Mapping[str, Any]) -> str:
    return str(line.get("issued") or line.get("ordered") or line.get("quantity") or "")
