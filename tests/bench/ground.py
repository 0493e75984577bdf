"""The desks that the jobs work on: made once in a run, in a folder of its own, and copied."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from supplydesk.domain.places import Level
from supplydesk.domain.seat import Seat
from supplydesk.services import catalogue, desks, incidents, people, places
from supplydesk.services.catalogue import ItemFacts, PackFacts
from supplydesk.store.columns import instant
from supplydesk.store.database import DeskSession, locate, reading, transaction
from supplydesk.store.driver import Driver
from supplydesk.store.migrate import open_desk
from tests.bench.measure import Scale
from tests.databases import NOW, Bench, Clock

Tell = Callable[[str], None]
NAMES = (
    "折叠床",
    "棉被",
    "84消毒液",
    "防护服",
    "矿泉水",
    "帐篷",
    "发电机",
    "铁锹",
    "编织袋",
    "雨衣",
)
BUREAU = "天水市应急管理局"


@dataclass
class Ground:
    """Where a run works: its folder, how large its jobs are, and the desks made so far."""

    folder: Path
    scale: Scale
    tell: Tell
    made: dict[str, Path] = field(default_factory=dict)

    def desk(self, name: str, make: Callable[[Path], None]) -> Path:
        """The file of the desk *name*, made by *make* the first time."""
        if name not in self.made:
            path = self.folder / f"{name}.supplydesk"
            make(path)
            self.made[name] = path
        return self.made[name]

    def copy(self, path: Path, name: str) -> Path:
        """A copy of a desk that nobody has open, to be written to."""
        to = self.folder / f"{name}.supplydesk"
        shutil.copyfile(path, to)
        return to

    def drop(self, *paths: Path) -> None:
        """Give the room on the disk back."""
        for path in paths:
            path.unlink(missing_ok=True)


def item_code(number: int) -> str:
    """The code of the bench's item *number*."""
    return f"{900001 + number}"


def site_code(number: int) -> str:
    """The code of the bench's site *number*."""
    return f"S{number + 1:03d}"


def furnish(session: DeskSession, items: int, sites: int) -> None:
    """One warehouse, *sites* and *items*."""
    custodian = places.add_party(session, "CC", "天水市应急物资储备中心", "custodian")
    places.add_warehouse(session, "W1", "市级一号库", Level.CITY, custodian=custodian)
    where = places.Address("秦州区", "××街道××路××号", "王××", "139××××0000")
    for number in range(sites):
        places.add_site(
            session, site_code(number), f"秦州区××集中隔离点{number + 1}", Level.COUNTY, where
        )
    incidents.add(session, "YQ", "疫情防控")
    catalogue.put(
        session,
        [
            ItemFacts(
                item_code(number),
                f"{NAMES[number % len(NAMES)]}{number + 1}号",
                "件",
                f"规格{number % 7}",
                report_order=number + 1,
                packs=(PackFacts("箱", Decimal(24)),),
            )
            for number in range(items)
        ],
    )


def make(path: Path, begins: date, items: int, sites: int) -> Bench:
    """A furnished desk whose books begin on the day *begins*, open."""
    path.unlink(missing_ok=True)
    clock = Clock()
    seat = Seat(now=clock)
    facts = desks.FirstFacts(begins, bureau=BUREAU, bureau_code="TSYJ", person="李××")
    database = desks.make(locate(path), facts, Seat(name="init", now=clock))
    with transaction(database, seat) as session:
        furnish(session, items, sites)
    with reading(database, seat) as session:
        sat = people.sit(session, now=clock)
    return Bench(database, sat, clock)


def open_bench(path: Path, name: str = "bench") -> Bench:
    """The desk at *path*, opened again; *name* begins the keys of what is posted."""
    clock = Clock()
    database = open_desk(locate(path))
    with reading(database, Seat(now=clock)) as session:
        sat = people.sit(session, now=clock)
        last = Driver(session).one("SELECT at FROM chain_head WHERE id = 1")
    if last is not None:
        clock.at = max(clock.at, instant(last[0]) + timedelta(seconds=1))
    return Bench(database, sat, clock, iter(range(_first_key(name), 10**9)))


def _first_key(name: str) -> int:
    return sum(map(ord, name)) * 100_000


def open_stock(bench: Bench, items: int, *, place: str = "W1", quantity: str = "900000000") -> None:
    """Post opening stock of every item into *place*."""
    lines: list[dict[str, object]] = [
        {"item": item_code(number), "quantity": quantity, "unit_cost": "1.25"}
        for number in range(items)
    ]
    day = bench.rows("SELECT ends_on FROM period WHERE id = 0")[0][0]
    bench.opening(*lines, place=place, voucher_date=str(day))


def months_before(count: int) -> date:
    """The first day of the month that lies *count* − 1 months before this one."""
    first = NOW.date().replace(day=1)
    for _ in range(count - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    return first
