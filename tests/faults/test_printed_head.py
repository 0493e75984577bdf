"""A ledger with its end cut off, or written anew, is sound in itself: the printed head tells."""

from pathlib import Path

from supplydesk.queries.verify import verify
from supplydesk.store.database import locate
from supplydesk.store.migrate import open_desk
from tests.faults.hatchery import Hatchery
from tests.faults.state import SEAT, Desk, dispatch


def _codes(desk: Path, *heads: str) -> list[str]:
    database = open_desk(locate(desk))
    found = verify(database, SEAT, heads=heads)
    database.close()
    return [finding.code for finding in found.findings]


def test_the_tail_is_cut_off(hatchery: Hatchery, desk: Desk) -> None:
    (first,) = hatchery.run("post", desk.path, forms=[dispatch("x")])
    shorter = desk.path.read_bytes()
    (second,) = hatchery.run("post", desk.path, forms=[dispatch("y")])
    heads = [str(first["head"]), str(second["head"])]
    assert _codes(desk.path, *heads) == []
    desk.path.write_bytes(shorter)
    assert _codes(desk.path) == [], "by itself nothing is to be seen"
    assert _codes(desk.path, heads[0]) == []
    assert _codes(desk.path, *heads) == ["head_not_on_chain"]


def test_the_chain_is_written_anew(hatchery: Hatchery, desk: Desk) -> None:
    (true,) = hatchery.run("post", desk.path, forms=[dispatch("x")])
    desk.renew()
    few = dispatch("x", {"item": "101006", "ordered": "3"}, {"item": "101009", "ordered": "8"})
    (forged,) = hatchery.run("post", desk.path, forms=[few])
    assert forged["number"] == true["number"]
    assert _codes(desk.path) == [], "by itself nothing is to be seen"
    assert _codes(desk.path, str(true["head"])) == ["head_not_on_chain"]
