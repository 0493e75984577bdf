"""The sample desk: what Tianshui's bureau reported in the autumn of 2022, to try everything on.

The totals per level and item are the reported ones. How they split over sites, warehouses and
days is not known: the split here is invented, always the same, and says so. People, phones and
plates are plainly invented.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from supplydesk import paths
from supplydesk.domain.places import Level
from supplydesk.domain.seat import DEFAULT_ZONE, Seat
from supplydesk.queries.documents import head_by_key
from supplydesk.services import catalogue, desks, facts, incidents, people, places, settings
from supplydesk.services.documents import post
from supplydesk.services.forms import DOCUMENT
from supplydesk.services.posted import Posted
from supplydesk.services.reversal import reverse
from supplydesk.services.sample_plan import Shipment, plan, site_names
from supplydesk.services.starter import starter_items
from supplydesk.store.database import Database, DeskSession, Location, write
from supplydesk.store.driver import Driver

ZONE = ZoneInfo(DEFAULT_ZONE)
BEGINS = date(2022, 10, 1)
ENDS = date(2022, 11, 30)
INCIDENT = "YQ2022"
CITY, COUNTY = "SK01", "XK01"
KEEPER = "李××"
INVENTED = "样例：单位、日期、分配数量均系虚构，仅合计与公开数字一致"
"""What every slip and return receipt of the sample says of itself."""

Step = Callable[[DeskSession], object]
Tick = Callable[[int, int], None]


@dataclass
class _Calendar:
    """The sample's clock, moved from paper to paper."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


def figures() -> Mapping[str, Any]:
    """The reported figures, as the file of the resources holds them."""
    text = paths.resource("tianshui-2022.json").read_text(encoding="utf-8")
    reported: Mapping[str, Any] = json.loads(text)
    return reported


def make(location: Location, tick: Tick | None = None) -> Database:
    """A sample desk at *location*: complete or not there at all.

    *tick* is told how many papers are posted, of how many; it may raise to cancel.

    Raises:
        StoreTrouble: something is there already, or it cannot be written.
    """
    clock = _Calendar(datetime.combine(BEGINS, time(8), ZONE))
    seat = Seat(name=KEEPER, zone=ZONE, now=clock)
    first = desks.FirstFacts(BEGINS, "天水市应急管理局", "TSYJ", person=KEEPER)

    def fill(database: Database) -> None:
        write(database, seat, lambda session: _begin(session, first))
        sitting = write(database, seat, lambda session: people.sit(session, KEEPER, now=clock))
        happenings = _happenings()
        for done, (at, happening) in enumerate(happenings):
            if tick is not None:
                tick(done, len(happenings))
            clock.at = at
            write(database, sitting, happening)

    return desks.make_filled(location, fill)


def _begin(session: DeskSession, first: desks.FirstFacts) -> None:
    desks.begin(session, first)
    settings.save(session, keepers=("李××", "王××"), copies=settings.load(session).copies)
    custodian = places.add_party(session, "CB01", "天水市应急物资储备中心", "custodian")
    county_custodian = places.add_party(session, "CB02", "县区应急物资储备库", "custodian")
    places.add_warehouse(session, CITY, "市级一号库（麦积）", Level.CITY, custodian=custodian)
    places.add_warehouse(
        session, COUNTY, "县区联储库（秦州）", Level.COUNTY, custodian=county_custodian
    )
    for number, (county, name) in enumerate(site_names(), 1):
        where = places.Address(county, f"天水市{county}××街道××路{number}号", "王××", "139××××0000")
        places.add_site(session, f"ZD{number:03d}", name, Level.COMMUNITY, where)
    incidents.add(session, INCIDENT, str(figures()["event"]), BEGINS)
    catalogue.put(session, starter_items())
    for warehouse, lines in _opening().items():
        _post(
            session,
            kind="opening",
            key=f"sample-opening-{warehouse}",
            place=warehouse,
            voucher_date=(BEGINS - timedelta(days=1)).isoformat(),
            lines=lines,
        )


def _post(session: DeskSession, **form: object) -> Posted:
    return post(session, DOCUMENT.validate_python(form))


def _opening() -> dict[str, list[dict[str, object]]]:
    """Enough of everything, each item in two lots, and a few items that nobody asks for."""
    chance = Random("opening")  # noqa: S311 - the same sample every time, no secret
    opening: dict[str, list[dict[str, object]]] = {}
    for warehouse, level in ((CITY, "市级"), (COUNTY, "县区")):
        lines: list[dict[str, object]] = []
        for code, wanted in _wanted(level).items():
            stock = wanted + 60 + wanted // 5
            for part, quantity in enumerate((stock // 3, stock - stock // 3)):
                made = date(2020 + part, chance.randint(1, 12), 15)
                lines.append(
                    {
                        "item": code,
                        "quantity": str(quantity),
                        "lot_number": f"{made:%Y%m%d}",
                        "made": made.isoformat(),
                        "expires": made.replace(year=made.year + 8).isoformat(),
                        "unit_cost": f"{chance.randint(30, 320)}.{chance.randint(0, 99):02d}",
                        "maker": "××被服厂",
                    }
                )
        opening[warehouse] = lines
    for code, quantity in _bought():
        opening[CITY].append({"item": code, "quantity": str(quantity), "lot_number": "202207"})
    return opening


def _wanted(level: str) -> dict[str, int]:
    """The reported quantities of a level by item code; tents stand for both kinds of tent."""
    codes = {item.brief_name: item.code for item in reversed(starter_items())}
    codes |= {"帐篷": "101003", "其他物资": "199001"}
    return {codes[name]: quantity for name, _, quantity in figures()["levels"][level]["items"]}


def _bought() -> Iterator[tuple[str, int]]:
    codes = {item.brief_name: item.code for item in reversed(starter_items())}
    names = {"医用外科口罩": "201001", "医用手套": "201008"}
    for name, _, quantity in figures()["bought_for_the_bureau_itself"]:
        yield names.get(name) or codes[name], quantity


def _happenings() -> list[tuple[datetime, Step]]:
    """What happened, in order: each is one transaction at its own moment."""
    sites = len(site_names())
    shipments = sorted(
        plan(CITY, _wanted("市级"), sites, "天应急调")
        + plan(COUNTY, _wanted("县区"), sites, "秦应急调"),
        key=lambda one: (one.at, one.key),
    )
    happenings: list[tuple[datetime, int, Step]] = []
    for order, one in enumerate(shipments):
        happenings.append((one.at, order, _dispatching(one)))
        if one.confirmed_at is not None:
            happenings.append((one.confirmed_at, order, _confirming(one)))
        if one.paper_at is not None:
            happenings.append((one.paper_at, order, _paper_arriving(one)))
        if one.mistaken:
            happenings.append(
                (one.at - timedelta(minutes=20), order, _dispatching(one, wrong=True))
            )
            happenings.append((one.at - timedelta(minutes=10), order, _reversing(one)))
    ordered = sorted(happenings, key=lambda entry: entry[:2])
    return [(at, happening) for at, _, happening in ordered]


def _number_of(session: DeskSession, key: str) -> str:
    head = head_by_key(Driver(session), key)
    assert head is not None, "the sample posts a slip before it settles it"
    return head.number


def _dispatching(one: Shipment, *, wrong: bool = False) -> Step:
    order: dict[str, object] = {"instruction": {"number": one.instruction, "issuer": one.issuer}}
    if one.by_phone:
        order = {
            "phone": {
                "given_by": "××（值班局领导）",
                "noted_by": KEEPER,
                "at": (one.at - timedelta(minutes=50)).isoformat(),
            }
        }
    return lambda session: _post(
        session,
        kind="dispatch",
        key=one.key + ("-wrong" if wrong else ""),
        warehouse=one.warehouse,
        site=f"ZD{one.other_site if wrong else one.site:03d}",
        incident=INCIDENT,
        urgency=one.urgency,
        purpose="集中隔离点床位与御寒保障",
        source="市级储备" if one.warehouse == CITY else "县区储备",
        needed_by=(one.at + timedelta(hours=8)).replace(minute=0).isoformat(),
        transport={"carrier": "××物流有限公司", "plate": "甘E·×××××", "phone": "138××××0000"}
        if one.plate_known
        else {},
        lines=[{"item": code, "ordered": str(quantity)} for code, quantity in one.goods],
        note=INVENTED,
        **order,
    )


def _confirming(one: Shipment) -> Step:
    return lambda session: _post(
        session,
        kind="confirmation",
        key=f"{one.key}-receipt",
        dispatch=_number_of(session, one.key),
        all_received=True,
        arrived_at=session.seat.now().isoformat(),
        receiver="王××",
        phone="139××××0000",
        note=INVENTED,
    )


def _paper_arriving(one: Shipment) -> Step:
    return lambda session: facts.add_fact(
        session, _number_of(session, one.key), facts.PAPER_NUMBER, one.instruction
    )


def _reversing(one: Shipment) -> Step:
    return lambda session: reverse(
        session, _number_of(session, one.key + "-wrong"), "接收单位选错", f"{one.key}-reversal"
    )
