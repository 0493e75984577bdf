"""Words that are painted and must be whole: painting tells of those that have no room.

A figure, a unit, a column's title, a chip or the word on a button says another thing, or nothing,
once it is cut. Whoever paints one hands it through `whole`; while somebody listens (the tour), it
is heard what has no room. Names may end in …: they are not told of.
"""

from collections.abc import Iterator
from contextlib import contextmanager

_heard: list[str] | None = None


def whole(text: str, wide: int, room: int, where: str) -> None:
    """*text* of *wide* pixels is painted into *room* of them: tell where that is too little."""
    if _heard is not None and wide > room:
        _heard.append(f"{where}: {wide} px of “{text[:40]}” in {room}")


def heard() -> bool:
    """Whether somebody listens."""
    return _heard is not None


@contextmanager
def listening() -> Iterator[list[str]]:
    """What is painted in here and cut off, each once."""
    global _heard  # noqa: PLW0603 - painting has no other way to whoever looks
    before, _heard = _heard, []
    try:
        yield _heard
    finally:
        _heard[:] = dict.fromkeys(_heard)
        _heard = before
