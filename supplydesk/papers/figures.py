"""Figures and dates as papers write them: integers bare, zero blank, dates with 年月日."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from supplydesk.domain.money import in_yuan
from supplydesk.domain.quantity import Measure, write, write_plain

Quantity = int | Decimal
COST_PARTS = 10_000


def figure(value: Quantity | None, *, approximate: bool = False) -> str:
    """A quantity in a grid: bare digits, blank for nothing and for zero, 余 for hearsay."""
    if not value:
        return ""
    text = str(value) if isinstance(value, int) else plain(value)
    return f"{text}余" if approximate else text


def plain(value: Quantity) -> str:
    """*value* in bare digits, without trailing zeros or an exponent; zero is ``0``."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def packed(quantity: Decimal, measure: Measure, cartons: Decimal | None = None) -> str:
    """How *quantity* is packed, to stand beside it; empty where packs say nothing more of it.

    Floating *cartons* hold the very pieces, so they never stand before them as if both were to be
    added: ``7箱（散装不等）``.
    """
    pieces = write(quantity, measure)
    if pieces == write(quantity, Measure(measure.unit, measure.decimals)):
        pieces = ""
    loose = next((pack.unit for pack in measure.packs if pack.size is None), "")
    if not cartons or not loose:
        return pieces
    inside = f"，{pieces}" if pieces else ""
    return f"{write_plain(cartons)}{loose}（散装不等{inside}）"


def money(fen: int | None) -> str:
    """An amount given in fen, with its two decimals; blank for none."""
    return "" if fen is None else in_yuan(fen)


def unit_cost(parts: int | None) -> str:
    """A price given in 1/10000 yuan, with two to four decimals; blank for none."""
    if parts is None:
        return ""
    text = f"{Decimal(parts) / COST_PARTS:.4f}"
    return text[:-2] if text.endswith("00") else text.removesuffix("0")


def is_red(value: Quantity | None) -> bool:
    """Whether a figure is printed red, with its minus."""
    return value is not None and value < 0


def total(values: Iterable[Quantity | None]) -> Quantity:
    """The sum of what is there."""
    return sum((value for value in values if value is not None), start=Decimal(0))


def chinese_date(day: date | None) -> str:
    """``2022年10月24日``; blank for none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def short_date(day: date | None) -> str:
    """``10月24日``; blank for none."""
    return f"{day.month}月{day.day}日" if day else ""


def clock(moment: datetime) -> str:
    """``06:40``."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def moment(when: datetime | date | str | None) -> str:
    """``10月24日 06:40``, or what is known of it: its day, a text as it stands, or nothing."""
    if isinstance(when, datetime):
        return f"{short_date(when)} {clock(when)}"
    return short_date(when) if isinstance(when, date) else when or ""


def deadline(moment: datetime | None) -> str:
    """``10月24日18时前``, or ``10月24日18:30前``; blank for none."""
    if moment is None:
        return ""
    hour = f"{moment.hour}时" if moment.minute == 0 else clock(moment)
    return f"{short_date(moment)}{hour}前"


def stamp(moment: datetime) -> str:
    """``2022-10-25 09:12``, as stamps carry it."""
    return f"{moment.year:04d}-{moment.month:02d}-{moment.day:02d} {clock(moment)}"
