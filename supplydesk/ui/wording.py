"""Words that many pages say: states as chips, kinds of paper, days and figures as they stand."""

from datetime import date, datetime
from decimal import Decimal

from supplydesk.domain.quantity import from_thousandths
from supplydesk.text import translate
from supplydesk.ui.parts.chip import Chip, Glyph

MINUS = "\N{MINUS SIGN}"


def kind_word(kind: str) -> str:
    """What a kind of paper is called."""
    words = {
        "opening": translate("ui.wording", "Opening stock"),
        "dispatch": translate("ui.wording", "Dispatch"),
        "confirmation": translate("ui.wording", "Return receipt"),
    }
    return words.get(kind, kind)


def state_chip(kind: str, state: str) -> Chip:
    """The chip of a paper of *kind* in *state*, one of `services.register.STATES`."""
    if state == "posted" and kind == "dispatch":
        return Chip(translate("ui.wording", "On the road"), "info", Glyph.MOST)
    chips = {
        "draft": (translate("ui.wording", "Draft"), "mute", Glyph.NOTHING),
        "reviewed": (translate("ui.wording", "Reviewed"), "warn", Glyph.QUARTER),
        "approved": (translate("ui.wording", "Approved"), "info", Glyph.HALF),
        "posted": (translate("ui.wording", "Posted"), "good", Glyph.DONE),
        "confirmed": (translate("ui.wording", "Receipt in"), "good", Glyph.DONE),
        "partly_confirmed": (translate("ui.wording", "Partly received"), "warn", Glyph.CARE),
        "reversed": (translate("ui.wording", "Reversed"), "mute", Glyph.OFF),
        "reversal": (translate("ui.wording", "Reversal"), "mute", Glyph.OFF),
        "void": (translate("ui.wording", "Void"), "mute", Glyph.OFF),
    }
    return Chip(*chips[state])


def role_word(role: str) -> str:
    """What a role is called; `domain.lifecycle` has the words."""
    from supplydesk.domain.lifecycle import Role, role_words  # noqa: PLC0415 - used by one page

    return role_words()[Role(role)]


def figure(value: Decimal | int | None) -> str:
    """A quantity in base units with thousands commas and a true minus; zero and None are blank."""
    if not value:
        return ""
    text = f"{value:,}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", MINUS)


def thousandths(value: int | None) -> str:
    """The same for a figure in thousandths."""
    return figure(from_thousandths(value)) if value else ""


def hearsay(about: bool) -> str:
    """What stands quieter behind a figure that is known from hearsay only."""
    return "余" if about else ""


def short_day(day: date | None, today: date) -> str:
    """A day as ``10-24``, with its year where that is not *today*'s."""
    if day is None:
        return ""
    return f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"


def long_day(day: date | None) -> str:
    """A day as ``2022-10-24``."""
    return day.isoformat() if day else ""


def clock(moment: datetime) -> str:
    """A time of day as ``14:18``."""
    return f"{moment:%H:%M}"


def weekday(day: date) -> str:
    """The name of the day of the week."""
    names = (
        translate("ui.wording", "Monday"),
        translate("ui.wording", "Tuesday"),
        translate("ui.wording", "Wednesday"),
        translate("ui.wording", "Thursday"),
        translate("ui.wording", "Friday"),
        translate("ui.wording", "Saturday"),
        translate("ui.wording", "Sunday"),
    )
    return names[day.weekday()]


def full_day(day: date) -> str:
    """A day in words: ``2022年10月24日 星期一``."""
    text = translate("ui.wording", "{weekday}, {year}-{month:02d}-{day:02d}")
    return text.format(weekday=weekday(day), day=day.day, month=day.month, year=day.year)


def backup_word(copied: datetime | None, now: datetime) -> tuple[str, bool]:
    """When the last copy of the desk was made, in words, and whether that is too long ago; *copied*
    is by the desk's own wall clock, as a copy's name has it.
    """
    if copied is None:
        return translate("ui.wording", "No backup yet"), True
    wall = now.replace(tzinfo=None)
    old = (wall - copied).days >= 1
    if copied.date() == wall.date():
        text = translate("ui.wording", "Backed up today {time}")
        return text.format(time=clock(copied)), old
    text = translate("ui.wording", "Backed up {day}")
    return text.format(day=long_day(copied.date())), old
