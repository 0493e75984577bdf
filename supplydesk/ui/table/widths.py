"""How wide the columns of a table or grid are: the one that grows takes what is left."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtWidgets import QTableView

from supplydesk.ui.look.look import SECONDARY, Look

PAD, LEAST, ROUNDING = 8, 72, 2
"""Pixels: at 100 per cent beside a title, and below which no column shrinks; that rounding takes.
"""


class Sized(Protocol):
    """What is to be known of a column; see `column.Column`."""

    @property
    def title(self) -> str:
        """Its title, which is never cut."""

    @property
    def width(self) -> int:
        """Its width at 100 per cent."""

    @property
    def grows(self) -> bool:
        """Whether it takes what is left, and gives where nothing is."""

    @property
    def optional(self) -> int:
        """0 if it is always shown; else the higher, the sooner it goes."""


def widths(columns: Sequence[Sized], room: int, look: Look) -> tuple[int, ...]:
    """The pixels of each column, 0 for those that have no *room*.

    Columns that are optional go first, then those that grow give; what is too much even then is
    scrolled to.
    """
    px = look.px
    titles = [_title(one, look, first=not at) for at, one in enumerate(columns)]
    wished = [max(px(one.width), title) for one, title in zip(columns, titles, strict=True)]
    for step in sorted({one.optional for one in columns if one.optional}, reverse=True):
        if sum(wished) <= room:
            break
        wished = [
            0 if one.optional == step else wide for one, wide in zip(columns, wished, strict=True)
        ]
    growing = [at for at, one in enumerate(columns) if one.grows and wished[at]]
    for left, at in zip(range(len(growing), 0, -1), growing, strict=True):
        share = (room - sum(wished)) // left
        least = min(wished[at], max(px(LEAST), titles[at]))
        wished[at] = max(wished[at] + share, least)
    return tuple(wished)


def fit(view: QTableView, columns: Sequence[Sized], look: Look) -> None:
    """Give the *columns* of *view* their widths, and hide those that have no room."""
    for at, wide in enumerate(widths(columns, view.viewport().width(), look)):
        view.setColumnHidden(at, not wide)
        if wide:
            view.setColumnWidth(at, wide)


def _title(column: Sized, look: Look, *, first: bool) -> int:
    """The pixels that a title needs; the page's margin lies in the first column."""
    wide = look.metrics(SECONDARY).horizontalAdvance(column.title) + ROUNDING
    return wide + (3 if first else 2) * look.px(PAD)
