"""How the sample splits the reported totals over sites and days: invented, and always the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from supplydesk.domain.seat import DEFAULT_ZONE

COUNTIES = ("秦州区", "麦积区", "清水县", "秦安县", "甘谷县", "武山县", "张家川县")
KINDS = ("集中隔离点", "疫情检查站", "社区卡点", "方舱观察点", "中学隔离点", "高速路口检查站")
TRUCKS = 42  # of each reserve
FIRST = datetime(2022, 10, 8, 7, 0, tzinfo=ZoneInfo(DEFAULT_ZONE))
PACE = timedelta(hours=25)
SMALLEST = 5
BY_PHONE, WITHOUT_PAPER, WITHOUT_RECEIPT, MISTAKEN, WITHOUT_PLATE = 6, 30, 8, 17, 9


@dataclass(frozen=True, slots=True)
class Shipment:
    """One truck: what it carries where, and what became of its papers."""

    key: str
    warehouse: str
    site: int
    other_site: int
    at: datetime
    goods: tuple[tuple[str, int], ...]
    instruction: str
    issuer: str
    by_phone: bool
    paper_at: datetime | None
    confirmed_at: datetime | None
    mistaken: bool
    plate_known: bool
    urgency: str


def site_names() -> list[tuple[str, str]]:
    """The sample's sites as (county, name)."""
    return [(county, f"{county}××{kind}") for kind in KINDS for county in COUNTIES]


def plan(warehouse: str, totals: Mapping[str, int], sites: int, mark: str) -> list[Shipment]:
    """The trucks that together carry *totals* (by item code) from *warehouse*."""
    chance = Random(warehouse)  # noqa: S311 - the same sample every time, no secret
    loads: list[dict[str, int]] = [{} for _ in range(TRUCKS)]
    for code, total in totals.items():
        for truck, quantity in _split(chance, total):
            loads[truck][code] = quantity
    order = chance.sample(range(1, sites + 1), sites)
    shipments = []
    for n, load in enumerate(load for load in loads if load):
        at = FIRST + n * PACE + timedelta(minutes=chance.randint(0, 600))
        by_phone = n % BY_PHONE == 0
        shipments.append(
            Shipment(
                key=f"sample-{warehouse}-{n + 1:03d}",
                warehouse=warehouse,
                site=order[n % sites],
                other_site=order[(n + 1) % sites],
                at=at,
                goods=tuple(sorted(load.items())),
                instruction=f"{mark}〔2022〕{n + 11}号",
                issuer="天水市应急管理局" if mark == "天应急调" else "秦州区应急管理局",
                by_phone=by_phone,
                paper_at=at + timedelta(hours=26) if by_phone and n != WITHOUT_PAPER else None,
                confirmed_at=None
                if n % WITHOUT_RECEIPT == WITHOUT_RECEIPT - 1
                else at + timedelta(hours=5, minutes=chance.randint(0, 90)),
                mistaken=n == MISTAKEN,
                plate_known=n % WITHOUT_PLATE != 1,
                urgency="特急" if by_phone else ("加急", "")[n % 2],
            )
        )
    return shipments


def _split(chance: Random, total: int) -> list[tuple[int, int]]:
    """*total* over some of the trucks, in fives as the bales come, the rest on the last."""
    trucks = min(TRUCKS, max(1, total // 40))
    chosen = sorted(chance.sample(range(TRUCKS), trucks))
    shares, left = [], total
    for place, truck in enumerate(chosen):
        waiting = len(chosen) - place
        share = left
        if waiting > 1:
            even = left / waiting
            share = max(SMALLEST, round(even * chance.uniform(0.6, 1.4) / SMALLEST) * SMALLEST)
        share = min(share, left)
        left -= share
        if share:
            shares.append((truck, share))
    return shares
