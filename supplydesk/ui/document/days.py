"""Days and moments between the fields of a voucher and its form."""

from datetime import date, datetime, tzinfo

from supplydesk.domain.typed_moment import read_day, read_moment
from supplydesk.services.moments import local
from supplydesk.ui.document.kind import Head, Today


def day(head: Head, name: str, today: Today) -> str:
    """The day in the field *name*, as a form takes it; empty where none was typed."""
    found = read_day(head.get(name, ""), today.day, name)
    return found.isoformat() if found else ""


def moment(head: Head, name: str, today: Today) -> str:
    """The moment in the field *name*; a day alone stays a day."""
    found = read_moment(head.get(name, ""), today.day, name)
    return found.isoformat() if found else ""


def instant(head: Head, name: str, today: Today) -> str:
    """The same where only a moment will do: a day alone is its midnight."""
    found = read_moment(head.get(name, ""), today.day, name)
    if found is None or isinstance(found, datetime):
        return found.isoformat() if found else ""
    return f"{found.isoformat()}T00:00:00"


def shown(value: date | datetime | None, zone: tzinfo) -> str:
    """A day or a moment as a field shows it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{local(value, zone):%Y-%m-%d %H:%M}"
    return value.isoformat()
