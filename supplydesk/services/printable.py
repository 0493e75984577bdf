"""Refusing at the door what no paper could show: a posted document must be printable for ever.

Every typeface of the papers has all of GBK, so that the usual text is told by its encoding alone
and no font need be loaded for it.
"""

import codecs
from collections.abc import Iterable, Iterator, Mapping, Sequence

from supplydesk.domain.capture import is_broken
from supplydesk.domain.problem import Problem, Refused

# Looked up now: the first look-up opens a file, which a posting may have no handle left for.
_to_gbk = codecs.lookup("gbk").encode
LINES = "lines"
"""The field of a document under which its lines lie, so that a problem can name the line."""


def unprintable(*parts: Mapping[str, object], row: int | None = None) -> list[Problem]:
    """One problem for each character in *parts* that no typeface has, with its field and line.

    Args:
        parts: texts by field, nested as forms are; what is no text is passed over.
        row: the line of all of them, where they are one line's.
    """
    rare = [place for part in parts for place in _texts(part, "", row) if not plain(place[2])]
    return _named(rare) if rare else []


def unfit_names(*parts: Mapping[str, object], row: int | None = None) -> list[Problem]:
    """As `unprintable`, of *parts* that are names: one is refused as well if it has a line break.

    Lists are read by lines: a name on two of them would be taken for two.
    """
    lines = (place for part in parts for place in _texts(part, "", row))
    broken = {(field, line) for field, line, text in lines if is_broken(text)}
    return [
        *(_broken(field, line) for field, line in sorted(broken)),
        *unprintable(*parts, row=row),
    ]


def _broken(field: str, row: int | None) -> Problem:
    return Problem.of(
        "line_break",
        "services.printable",
        "There is a line break or a tab in it, but it must stand on one line. Take it out.",
        row=row,
        field=field,
    )


def _named(rare: Iterable[tuple[str, int | None, str]]) -> list[Problem]:
    # Fonts and ReportLab take a fifth of a second to load, which hardly any command needs.
    from supplydesk.papers import glyphs  # noqa: PLC0415
    from supplydesk.papers.fonts import missing  # noqa: PLC0415

    found: dict[tuple[str, int | None], Problem] = {}
    for field, line, text in rare:
        for sign in missing([text]):
            found.setdefault((sign, line), glyphs.problem(sign, field, line))
    return list(found.values())


def plain(text: str) -> bool:
    """Whether *text* is all of GBK, which every typeface has."""
    try:
        _to_gbk(text)
    except UnicodeEncodeError:
        return False
    return True


def _texts(value: object, field: str, row: int | None) -> Iterator[tuple[str, int | None, str]]:
    if isinstance(value, str):
        yield field, row, value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _texts(part, str(name), row)
    elif isinstance(value, Sequence):
        numbered = field == LINES and row is None
        for number, part in enumerate(value, 1):
            yield from _texts(part, field, number if numbered else row)


def require_printable(**fields: str) -> None:
    """Refuse if one of *fields* holds what no paper could show.

    Raises:
        Refused: one problem for each such character and field.
    """
    found = unprintable(fields)
    if found:
        raise Refused(found)


def require_names(**fields: str) -> None:
    """Refuse if one of *fields*, which are names, holds a line break or what no paper could show.

    Raises:
        Refused: each such field, and each such character.
    """
    found = unfit_names(fields)
    if found:
        raise Refused(found)
