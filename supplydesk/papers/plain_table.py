"""A table as plain text: columns that line up where a Chinese character takes the room of two."""

import unicodedata
from collections.abc import Collection, Iterable, Sequence

GAP = "  "
_WIDE = frozenset("WF")
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})


def wide(sign: str) -> bool:
    """Whether *sign* takes two columns."""
    return unicodedata.east_asian_width(sign) in _WIDE


def width(text: str) -> int:
    """How many columns *text* takes: two for a Chinese character."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.category(sign) in _NO_WIDTH else 1 + wide(sign) for sign in text)


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """*text* with spaces up to *columns*; longer text stays as it is."""
    space = " " * (columns - width(text))
    return space + text if right else text + space


def shown(text: str) -> str:
    """*text* on one line, without anything that would steer a terminal."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else " " for sign in text)


def table(
    headings: Sequence[str], rows: Iterable[Sequence[str]], right: Collection[int] = ()
) -> str:
    """*rows* under *headings* in columns that line up; the columns *right* hold figures."""
    lines = [tuple(headings), *(tuple(shown(cell) for cell in row) for row in rows)]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        GAP.join(
            pad(cell, widths[index], right=index in right) for index, cell in enumerate(line)
        ).rstrip()
        for line in lines
    )
