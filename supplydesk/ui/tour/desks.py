"""The desks that scenes play on: the sample, a new one, one whose every name is long, none."""

import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from supplydesk.domain.places import Level
from supplydesk.domain.seat import DEFAULT_ZONE, Seat
from supplydesk.services import beginning, catalogue, incidents, people, places, sample, settings
from supplydesk.services.beginning import NewWarehouse
from supplydesk.services.catalogue import ItemFacts
from supplydesk.services.desks import FirstFacts
from supplydesk.services.documents import post
from supplydesk.services.forms import DOCUMENT
from supplydesk.services.starter import starter_items
from supplydesk.store.database import DeskSession, Location, engines, locate, write

NOW = datetime(2022, 11, 28, 14, 18, tzinfo=ZoneInfo(DEFAULT_ZONE))
"""Always the same moment, or no two tours would make the same pictures."""
BEGINS = date(2022, 10, 1)
LONG = "天水市秦州区××街道××社区××小区××路延伸段应急避难与集中安置临时物资接收发放综合服务点第"
LONGEST = 60
SIGNER, PIN = "王秀兰", "2468"
"""Who signs at the desk where papers are signed."""
LATER = NOW + timedelta(days=120)
"""When everything that waits has waited too long."""


def long_name(number: int, ending: str = "") -> str:
    """A name of sixty characters, as forms of the trade have them."""
    text = f"{LONG}{number:02d}"
    return (text + "号" * LONGEST)[: LONGEST - len(ending)] + ending


def now() -> datetime:
    """The tour's clock."""
    return NOW


def _seat() -> Seat:
    return Seat(name=sample.KEEPER, now=now)


def _sample(location: Location) -> None:
    sample.make(location).close()


def _empty(location: Location) -> None:
    facts = FirstFacts(BEGINS, "天水市应急管理局", "TSYJ", person=sample.KEEPER)
    warehouses = (NewWarehouse("CK01", "城东库"), NewWarehouse("CK02", "城西库"))
    beginning.make(location, facts, "", warehouses, _seat()).close()


def _long(location: Location) -> None:
    facts = FirstFacts(BEGINS, long_name(1, "应急管理局"), "TSYJ", person=sample.KEEPER)
    warehouses = (NewWarehouse("CK01", long_name(1, "一号库")),)
    database = beginning.make(location, facts, "", warehouses, _seat())
    try:
        write(database, _seat(), _fill_long)
    finally:
        database.close()


def _fill_long(session: DeskSession) -> None:
    incidents.add(session, "YQ2022", long_name(1, "疫情防控"), BEGINS)
    items = [
        ItemFacts(
            f"90{number:04d}",
            long_name(number, "棉被"),
            "床",
            long_name(number, "规格"),
            minimum=Decimal(500),
        )
        for number in range(1, 9)
    ]
    catalogue.put(session, items)
    codes = [item.code for item in items]
    lines = [{"item": code, "quantity": "123456", "lot_number": "L" * 30} for code in codes]
    _post(session, kind="opening", key="long-opening", place="CK01", lines=lines,
          voucher_date="2022-09-30")  # fmt: skip
    for number in range(1, 7):
        places.add_site(session, f"ZD{number:03d}", long_name(number, "安置点"), Level.COMMUNITY)
        _post(
            session,
            kind="dispatch",
            key=f"long-{number}",
            warehouse="CK01",
            site=f"ZD{number:03d}",
            incident="YQ2022",
            instruction={"number": f"天水市应急管理局应急物资调拨指令〔2022〕第{number:04d}号"},
            lines=[{"item": code, "ordered": str(20_000 - number)} for code in codes],
        )


def _post(session: DeskSession, **form: object) -> None:
    post(session, DOCUMENT.validate_python(form))


def _shared(location: Location) -> None:
    """A new desk that two people use, one with a PIN."""
    _empty(location)
    database = engines(location)
    try:
        write(database, _seat(), lambda session: people.add(session, SIGNER, "clerk", PIN))
    finally:
        database.close()


def _ready(location: Location) -> None:
    """A new desk with its catalogue: opening stock comes next."""
    _empty(location)
    database = engines(location)
    try:
        write(database, _seat(), lambda session: catalogue.put(session, starter_items()))
    finally:
        database.close()


def _signed(location: Location) -> None:
    """The sample, where every paper is reviewed and approved, by somebody with a PIN."""
    _sample(location)
    database = engines(location)
    try:
        write(database, _seat(), _let_sign)
    finally:
        database.close()


def _let_sign(session: DeskSession) -> None:
    people.add(session, SIGNER, "approver", PIN)
    people.add(session, "赵建国", "reviewer")
    people.add(session, "马××", "keeper")
    settings.save(session, review=True, approve=True)


MAKERS: dict[str, Callable[[Location], None]] = {
    "sample": _sample,
    "empty": _empty,
    "ready": _ready,
    "long": _long,
    "shared": _shared,
    "signed": _signed,
}
NO_DESK = "none"


class Desks:
    """The desks of a tour in a folder, each made when the first scene needs it. Every scene plays
    on a copy: what is written in one is not there in the next.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made = folder / "made"
        self._made.mkdir(exist_ok=True)

    def copy(self, name: str) -> Path:
        """A file with the desk *name*, as nobody has touched it.

        Raises:
            KeyError: there is none.
        """
        made = self._made / f"{name}.supplydesk"
        if not made.exists():
            MAKERS[name](locate(made))
        played = self.folder / "desk"
        shutil.rmtree(played, ignore_errors=True)
        played.mkdir()
        return Path(shutil.copy(made, played))
