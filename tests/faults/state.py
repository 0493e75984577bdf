"""What a desk is after a fault: opened as a person would open it, and verified from end to end."""

import hashlib
import os
import random
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from supplydesk.domain.seat import Seat
from supplydesk.queries.verify import verify
from supplydesk.store.database import Database, locate, reading
from supplydesk.store.driver import Driver
from supplydesk.store.exchange import BESIDE, beside
from supplydesk.store.migrate import open_desk
from tests.databases import dispatch_fields

Thing = TypeVar("Thing")
SEAT = Seat(name="李××")
CHINESE = range(0x4E00, 0xA000)


@dataclass
class Desk:
    """One desk's file, put back to what it was as often as a test needs it."""

    path: Path
    base: Path

    def renew(self) -> None:
        """As before the fault, and nothing beside it."""
        for ending in BESIDE:
            beside(self.path, ending).unlink(missing_ok=True)
        shutil.copy(self.base, self.path)

    def numbers(self) -> list[str]:
        """Every document's number, in order, of a desk that is whole in every respect."""
        return numbers(str(self.path))

    def digest(self) -> str:
        """What the file's bytes are."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


def numbers(address: str, heads: Sequence[str] = ()) -> list[str]:
    """Open the desk at *address*, verify it, and list its documents."""
    database = open_desk(locate(address))
    try:
        return whole(database, heads)
    finally:
        database.close()


def whole(database: Database, heads: Sequence[str] = ()) -> list[str]:
    """The documents of a desk in which `verify` and the database itself find nothing."""
    verified = verify(database, SEAT, heads=heads)
    assert verified.findings == []
    with reading(database, SEAT) as session:
        driver = Driver(session)
        if database.sqlite:
            assert driver.all("PRAGMA integrity_check") == [("ok",)]
            assert driver.all("PRAGMA foreign_key_check") == []
        return [str(row[0]) for row in driver.all("SELECT number FROM document ORDER BY id")]


def dispatch(key: str, *lines: dict[str, object], **fields: object) -> dict[str, object]:
    """A dispatch of two lines under *key*, as the poster takes it."""
    beds: dict[str, object] = {"item": "101006", "ordered": "4"}
    quilts: dict[str, object] = {"item": "101009", "ordered": "8"}
    return {"kind": "dispatch", "key": key, **dispatch_fields(*(lines or (beds, quilts)), **fields)}


def in_chinese(text: object) -> bool:
    """Whether a clerk could read *text*, and it leaves no blank unfilled."""
    words = str(text)
    return any(ord(sign) in CHINESE for sign in words) and "{" not in words


def sample(things: Iterable[Thing], count: int, seed: int = 20221024) -> list[Thing]:
    """*count* of *things* in their order, always the same ones, the first and last among them."""
    all_of_them = list(things)
    if len(all_of_them) <= count:
        return all_of_them
    between = range(1, len(all_of_them) - 1)
    chosen = random.Random(seed).sample(between, count - 2)
    return [all_of_them[at] for at in (0, *sorted(chosen), len(all_of_them) - 1)]


def seed() -> int:
    """The seed of this run's chance, from the environment if one is to be seen again."""
    return int(os.environ.get("SUPPLYDESK_SEED", "20221024"))
