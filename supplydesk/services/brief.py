"""The brief (简报): what was issued for an event up to a day, as the paragraph leaders ask for."""

from dataclasses import dataclass
from datetime import date

from supplydesk.domain.brief import BriefItem, BriefLevel, BriefTotals, paragraph
from supplydesk.domain.period import desk_day, end_of_day
from supplydesk.domain.places import Level
from supplydesk.domain.problem import refuse
from supplydesk.domain.quantity import from_thousandths
from supplydesk.domain.settings import DeskSettings
from supplydesk.queries import brief as issued_goods
from supplydesk.queries.items import items
from supplydesk.services import scopes, settings
from supplydesk.services.seats import require
from supplydesk.store.columns import micros
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver


@dataclass(frozen=True, slots=True)
class Brief:
    """The paragraph, what it is made of, and the last day that it counts."""

    text: str
    totals: BriefTotals
    until: date


def brief(session: DeskSession, incident: str, until: date | None = None) -> Brief:
    """The brief of the event *incident*.

    It sums what dispatches issued, reversals taken off, by the level of the sending warehouse
    and by when the goods left; what moves between our own warehouses is no dispatch.

    Args:
        session: a reading session.
        incident: the event's code.
        until: the last day that counts, in the desk's zone; with none, or today, it begins with
            截至目前, else with that day.

    Raises:
        Refused: the person may not, there is no such event, or the day has not come.
    """
    require(session, "read_stock")
    driver, seat = Driver(session), session.seat
    found = scopes.incident(driver, incident)
    wanted = settings.load(session)
    today = desk_day(seat.now(), seat.zone)
    last = until or today
    if last > today:
        raise refuse(
            "date_in_future",
            "services.brief",
            "{day} has not come yet. Ask for today, {today}, or an earlier day.",
            field="until",
            day=last.isoformat(),
            today=today.isoformat(),
        )
    rows = issued_goods.issued(driver, found.id, micros(end_of_day(last, seat.zone)))
    known = items(driver, {row.item for row in rows})
    gathered: dict[str, list[BriefItem]] = {}
    for level, item, quantity, near in rows:
        about = known[item]
        gathered.setdefault(level, []).append(
            BriefItem(
                about.brief_name or about.name,
                about.unit,
                from_thousandths(quantity),
                about.report_order,
                bool(about.is_other),
                approximate=near > 0,
            )
        )
    levels = _levels(wanted)
    totals = BriefTotals(
        found.name,
        tuple(
            BriefLevel(word, tuple(_in_order(gathered[level])))
            for level, word in levels.items()
            if level in gathered
        ),
        wanted.realm,
        "截至目前" if last == today else f"截至{last.year}年{last.month}月{last.day}日",
    )
    return Brief(paragraph(totals), totals, last)


def _in_order(told: list[BriefItem]) -> list[BriefItem]:
    # The report order alone may leave ties; the paper must read the same each time.
    return sorted(told, key=lambda item: (item.report_order, item.name, item.unit))


def _levels(wanted: DeskSettings) -> dict[str, str]:
    """The senders' levels in the order in which they are told, and what the brief calls them."""
    return {
        Level.PROVINCE.value: "省级",
        Level.CITY.value: wanted.city_word,
        Level.COUNTY.value: wanted.county_word,
        Level.TOWN.value: "乡镇",
        Level.COMMUNITY.value: "社区",
    }
