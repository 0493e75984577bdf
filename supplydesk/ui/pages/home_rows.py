"""The rows of the home page: what waits, each with how long, and the one thing to do about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from supplydesk.services.overdue import LotExpiring, PaperOwed, SlipOpen
from supplydesk.services.register import RegisterRow
from supplydesk.services.register_goods import Goods
from supplydesk.services.waiting import Waiting
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Target
from supplydesk.ui.pages.register_columns import goods_text
from supplydesk.ui.parts.chip import Glyph

MOST = 12
"""Rows of one group; what more there is, the page that lists it shows."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that waits; with ``title`` alone it is the heading of its group."""

    key: str
    group: str
    title: str = ""
    count: int = 0
    glyph: Glyph = Glyph.CARE
    tone: str = "ink"
    lead: str = ""
    text: str = ""
    aside: str = ""
    since: str = ""
    since_tone: str = "ink2"
    act: str = ""
    target: Target | None = None


def rows(found: Waiting, goods: Mapping[int, Goods], now: datetime) -> tuple[Row, ...]:
    """All of it, group by group, the most pressing first."""
    return tuple(
        row
        for group in (
            _papers(found, now),
            _unposted(found, goods, now),
            _slips(found, now),
            _expiring(found),
            _low(found),
            _elsewhere(found),
        )
        for row in group
    )


def ago(then: datetime, now: datetime) -> str:
    """How long since *then*, in the largest unit that says enough."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 60:  # noqa: PLR2004 - minutes of an hour
        return translate("ui.pages.home_rows", "{count} min").format(count=max(minutes, 0))
    if minutes < 60 * 24:
        return translate("ui.pages.home_rows", "{count} h").format(count=minutes // 60)
    return translate("ui.pages.home_rows", "{count} days").format(count=minutes // (60 * 24))


def _head(group: str, title: str, count: int, tone: str) -> Row:
    return Row(f"~{group}", group, title, count, tone=tone)


def _elsewhere(found: Waiting) -> Iterator[Row]:
    """What an event that was chosen hides, so that nobody forgets it."""
    if not found.elsewhere:
        return
    title = translate("ui.pages.home_rows", "Other events")
    yield _head("elsewhere", title, found.elsewhere, "ink")
    yield Row(
        "elsewhere",
        "elsewhere",
        glyph=Glyph.NOTHING,
        tone="ink2",
        text=translate("ui.pages.home_rows", "Papers that wait for other events"),
        act=translate("ui.pages.home_rows", "Show all"),
        target=Target("home", "", {"all": "yes"}),
    )


def _rest(group: str, total: int, target: Target) -> Iterator[Row]:
    """The row that leads to those of *group* that have no room here."""
    if total > MOST:
        more = translate("ui.pages.home_rows", "{count} more")
        yield Row(
            f"rest {group}",
            group,
            glyph=Glyph.NOTHING,
            tone="ink3",
            lead=more.format(count=total - MOST),
            act=translate("ui.pages.home_rows", "Show all"),
            target=target,
        )


def _papers(found: Waiting, now: datetime) -> Iterator[Row]:
    if not found.papers:
        return
    late = found.overdue > 0
    title = translate("ui.pages.home_rows", "Paper owed after a telephone order")
    yield _head("owed", title, len(found.papers), "stop" if late else "warn")
    act = translate("ui.pages.home_rows", "Add the number")
    for one in found.papers[:MOST]:
        yield Row(
            f"owed {one.number}",
            "owed",
            glyph=Glyph.CARE,
            tone="stop" if one.overdue else "warn",
            lead=one.number,
            text=one.site,
            aside=_order(one),
            since=_due(one, now),
            since_tone="stop" if one.overdue else "ink2",
            act=act,
            target=Target("paper", one.number, {"do": "add_fact"}),
        )
    yield from _rest("owed", len(found.papers), Target("register"))


def _order(one: PaperOwed) -> str:
    text = translate("ui.pages.home_rows", "given by {given}, noted by {noted}")
    return text.format(given=one.given_by, noted=one.noted_by)


def _due(one: PaperOwed, now: datetime) -> str:
    if one.overdue:
        return translate("ui.pages.home_rows", "overdue by {time}").format(time=ago(one.due, now))
    return translate("ui.pages.home_rows", "due {day}").format(day=f"{one.due:%m-%d %H:%M}")


def _unposted(found: Waiting, goods: Mapping[int, Goods], now: datetime) -> Iterator[Row]:
    if not found.drafts:
        return
    title = translate("ui.pages.home_rows", "Not posted yet")
    yield _head("unposted", title, len(found.drafts), "ink")
    for row in found.drafts[:MOST]:
        yield _draft(row, goods.get(row.id, Goods()), now)
    unposted = Target.to("register", states="draft reviewed approved")
    yield from _rest("unposted", len(found.drafts), unposted)


def _draft(row: RegisterRow, goods: Goods, now: datetime) -> Row:
    acts = {
        "draft": translate("ui.pages.home_rows", "Go on"),
        "reviewed": translate("ui.pages.home_rows", "Approve"),
        "approved": translate("ui.pages.home_rows", "Post"),
    }
    chip = wording.state_chip(row.kind, row.state)
    return Row(
        f"unposted {row.key}",
        "unposted",
        glyph=chip.glyph,
        tone={"mute": "ink2", "warn": "warn", "info": "accent_ink"}[chip.tone],
        lead=row.number or f"{wording.kind_word(row.kind)} {chip.word}",
        text=goods_text(goods),
        aside=row.site or row.warehouse,
        since=wording.short_day(row.day, now.date()),
        act=acts[row.state],
        target=Target("paper", row.number or row.key),
    )


def _slips(found: Waiting, now: datetime) -> Iterator[Row]:
    if not found.slips:
        return
    title = translate("ui.pages.home_rows", "On the road, no receipt yet")
    yield _head("slips", title, len(found.slips), "ink")
    for one in found.slips[:MOST]:
        yield _slip(one, now)
    still_open = Target.to("register", kind="dispatch", states="posted partly_confirmed")
    yield from _rest("slips", len(found.slips), still_open)


def _slip(one: SlipOpen, now: datetime) -> Row:
    text = translate("ui.pages.home_rows", "{figure} pieces on {count} lines")
    partly = translate("ui.pages.home_rows", "partly received")
    return Row(
        f"slip {one.number}",
        "slips",
        glyph=Glyph.MOST,
        tone="accent_ink",
        lead=one.number,
        text=text.format(figure=wording.figure(one.open), count=one.lines),
        aside=" · ".join(filter(None, (one.site, one.warehouse, partly if one.partly else ""))),
        since=ago(one.left_at, now),
        since_tone="warn" if (now - one.left_at).days > 1 else "ink2",
        act=translate("ui.pages.home_rows", "Record receipt"),
        target=Target("confirmation", "", {"dispatch": one.number}),
    )


def _expiring(found: Waiting) -> Iterator[Row]:
    if not found.expiring:
        return
    title = translate("ui.pages.home_rows", "Lots that expire")
    yield _head("expiring", title, len(found.expiring), "warn")
    for one in found.expiring[:MOST]:
        yield Row(
            f"expiring {one.lot} {one.bin}",
            "expiring",
            tone="stop" if one.days < 0 else "warn",
            lead=" ".join(filter(None, (one.name, one.spec))),
            text=_lot(one),
            aside=f"{one.warehouse} {one.bin}",
            since=_expires(one),
            since_tone="stop" if one.days < 0 else "warn",
            act=translate("ui.pages.home_rows", "Look"),
            target=Target("stock", one.code),
        )
    yield from _rest("expiring", len(found.expiring), Target.to("stock", soon="1"))


def _lot(one: LotExpiring) -> str:
    text = translate("ui.pages.home_rows", "lot {lot}, {figure} {unit}")
    lot = one.lot_number or f"#{one.lot}"
    return text.format(lot=lot, figure=wording.figure(one.on_hand), unit=one.unit)


def _expires(one: LotExpiring) -> str:
    if one.days < 0:
        return translate("ui.pages.home_rows", "expired {count} days ago").format(count=-one.days)
    return translate("ui.pages.home_rows", "in {count} days").format(count=one.days)


def _low(found: Waiting) -> Iterator[Row]:
    if not found.low:
        return
    title = translate("ui.pages.home_rows", "Below the minimum")
    yield _head("low", title, len(found.low), "stop")
    text = translate("ui.pages.home_rows", "available {figure} of {minimum} {unit}")
    for one in found.low[:MOST]:
        yield Row(
            f"low {one.code}",
            "low",
            tone="stop",
            lead=" ".join(filter(None, (one.name, one.spec))),
            text=text.format(
                figure=wording.figure(one.available) or "0",
                minimum=wording.figure(one.minimum),
                unit=one.unit,
            ),
            act=translate("ui.pages.home_rows", "Look"),
            target=Target("stock", one.code),
        )
    yield from _rest("low", len(found.low), Target.to("stock", low="1"))
