"""Desks for tests: on SQLite and on a real PostgreSQL, with a clock that the test sets.

On PostgreSQL a bench works as the app role, as desks do, so that whatever a use case needs and
`supplydesk.store.roles` does not grant fails its own test. `Bench.owner` is who owns the desk.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from supplydesk.domain.places import Level
from supplydesk.domain.seat import Seat
from supplydesk.services import catalogue, desks, incidents, people, places, roles
from supplydesk.services.catalogue import ItemFacts, PackFacts
from supplydesk.services.documents import post
from supplydesk.services.forms import DOCUMENT, AnyForm
from supplydesk.services.posted import Posted
from supplydesk.store.database import (
    Database,
    DeskSession,
    Location,
    locate,
    reading,
    transaction,
    write,
)
from supplydesk.store.driver import Driver, Row
from supplydesk.store.migrate import open_desk
from tests.postgres_cluster import OWNER

BEGINS = date(2022, 10, 1)
APP_ROLE = "desk_app"
NOW = datetime(2022, 10, 24, 1, 30, tzinfo=UTC)  # 09:30 at the desk

ITEMS = (
    ItemFacts(
        "101006", "折叠床", "张", "单人", report_order=2, packs=(PackFacts("包", Decimal(1)),)
    ),
    ItemFacts("101009", "棉被", "床", "2.0×1.8m", packs=(PackFacts("包", Decimal(5)),)),
    ItemFacts("201012", "84消毒液", "瓶", "500ml", packs=(PackFacts("箱", Decimal(24)),)),
    ItemFacts("201004", "防护服", "套", "GB 19082", packs=(PackFacts("箱", None),)),
    ItemFacts("301003", "铁丝", "公斤", "8#", decimals=3),
)


@dataclass
class Clock:
    """A clock that stands until the test moves it."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **delta: float) -> None:
        """Move on by days, hours or minutes."""
        self.at += timedelta(**delta)


@dataclass
class Bench:
    """One open desk under test, with a warehouse, two sites and a few items."""

    database: Database
    seat: Seat
    clock: Clock
    keys: Iterator[int] = field(default_factory=lambda: iter(range(1, 1_000_000)))

    @property
    def owner(self) -> Location:
        """The desk as its owner opens it: to restore or upgrade it, or to damage it."""
        location = self.database.location
        return Location(
            location.url if location.path else location.url.set(username=OWNER), location.path
        )

    @contextmanager
    def transaction(self) -> Iterator[DeskSession]:
        """One writing transaction."""
        with transaction(self.database, self.seat) as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[DeskSession]:
        """One reading transaction."""
        with reading(self.database, self.seat) as session:
            yield session

    def rows(self, sql: str, *values: int | str | None) -> list[Row]:
        """What the desk holds, by plain SQL."""
        with self.reading() as session:
            return Driver(session).all(sql, values)

    def post(self, kind: str, **fields: object) -> Posted:
        """Post a document of *kind*; a key is given where none is."""
        form = self.form(kind, **fields)
        return write(self.database, self.seat, lambda session: post(session, form))

    def form(self, kind: str, **fields: object) -> AnyForm:
        """A form of *kind*."""
        return DOCUMENT.validate_python({"kind": kind, "key": f"k{next(self.keys)}", **fields})

    def opening(self, *lines: dict[str, object], place: str = "W1", **fields: object) -> Posted:
        """Post opening stock into *place*."""
        return self.post(
            "opening", place=place, lines=lines, **{"voucher_date": "2022-09-30", **fields}
        )

    def dispatch(self, *lines: dict[str, object], **fields: object) -> Posted:
        """Post a dispatch from W1 to S1."""
        return self.post("dispatch", **dispatch_fields(*lines, **fields))

    def on_hand(self, place: str, item: str) -> int:
        """Thousandths of *item* on the leaf *place*."""
        rows = self.rows(
            "SELECT CAST(SUM(b.quantity) AS BIGINT) FROM balance b JOIN place p ON p.id = b.place "
            "JOIN item i ON i.id = b.item WHERE p.code = ? AND i.code = ?",
            place,
            item,
        )
        return int(rows[0][0] or 0)

    def sitting(self, name: str) -> "Bench":
        """The same desk with *name* at it."""
        with self.reading() as session:
            person = people.find(session, name)
            return replace(
                self, seat=replace(self.seat, person=person.id, name=name, role=person.role)
            )


def dispatch_fields(*lines: dict[str, object], **fields: object) -> dict[str, object]:
    """The fields of an ordinary dispatch from W1 to S1, changed by *fields*."""
    return {
        "warehouse": "W1",
        "site": "S1",
        "incident": "YQ",
        "instruction": {"number": "天应急调〔2022〕15号"},
        "lines": lines,
        **fields,
    }


def furnish(session: DeskSession) -> None:
    """A city and a county reserve, two sites, an event and a few items."""
    custodian = places.add_party(session, "CC", "天水市应急物资储备中心", "custodian")
    places.add_warehouse(session, "W1", "市级一号库", Level.CITY, custodian=custodian)
    places.add_warehouse(session, "W2", "秦州区储备库", Level.COUNTY, custodian=custodian)
    where = places.Address("秦州区", "××街道××路××号", "王××", "139××××0000")
    places.add_site(session, "S1", "秦州区××集中隔离点", Level.COUNTY, where)
    places.add_site(session, "S2", "麦积区××社区", Level.COMMUNITY, where)
    incidents.add(session, "YQ", "疫情防控")
    catalogue.put(session, ITEMS)


def as_app(location: Location) -> Location:
    """The server's desk at *location* as the desks themselves open it."""
    return Location(location.url.set(username=APP_ROLE))


def make_bench(address: str | Path) -> Bench:
    """A furnished desk at *address*."""
    clock = Clock()
    seat = Seat(now=clock)
    facts = desks.FirstFacts(BEGINS, bureau="天水市应急管理局", bureau_code="TSYJ", person="李××")
    database = desks.make(locate(address), facts, replace(seat, name="init"))
    if not database.sqlite:
        with closing(database) as owned:
            roles.grant(owned, APP_ROLE, str)
        database = open_desk(as_app(locate(address)))
    with transaction(database, seat) as session:
        furnish(session)
    with reading(database, seat) as session:
        sat = people.sit(session, now=clock)
    return Bench(database, sat, clock)


def open_bench(address: str | Path, person: str = "") -> Bench:
    """The furnished desk at *address*, such as a copy of one made before, with *person* at it."""
    clock = Clock()
    location = locate(address)
    database = open_desk(location if location.path else as_app(location))
    with reading(database, Seat(now=clock)) as session:
        sat = people.sit(session, person, now=clock)
    return Bench(database, sat, clock)
