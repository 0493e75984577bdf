"""What is said before the command, and the options that many commands share.

Light to import: nothing here touches the store. typer takes help texts where an option is
declared, so commands are imported once the language is known.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Protocol

import typer

from supplydesk.domain.choices import choose, listed, offered
from supplydesk.domain.places import Level
from supplydesk.domain.seat import utc_now
from supplydesk.text import DEFAULT_LANGUAGE, translate

AsJson = Annotated[
    bool, typer.Option("--json", help=translate("cli.options", "One JSON value on stdout."))
]
Reason = Annotated[
    str,
    typer.Option(
        "--reason", metavar="TEXT", help=translate("cli.options", "Why; it stands in the books.")
    ),
]
Warehouse = Annotated[
    str,
    typer.Option(
        "--warehouse", metavar="CODE|NAME", help=translate("cli.options", "Only this warehouse.")
    ),
]
Place = Annotated[
    str,
    typer.Option(
        "--warehouse",
        metavar="CODE|NAME",
        help=translate("cli.options", "Only this warehouse, or this site."),
    ),
]
Replace = Annotated[
    bool,
    typer.Option(
        "--replace", help=translate("cli.options", "Replace a file that is there already.")
    ),
]


YEARS = range(1900, 2200)
_MOST_DIGITS = 9


class Tour(Protocol):
    """Takes pictures of the window; how many there are, and what is wrong in them."""

    def __call__(
        self,
        out: Path,
        *,
        language: str,
        theme: str,
        scale: int,
        sizes: tuple[tuple[int, int], ...],
        only: tuple[str, ...],
        tick: Callable[[int, int], None],
    ) -> tuple[int, tuple[str, ...]]:
        """Take them."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was said before the command: which desk, who sits there, how long to wait for it.

    ``now`` tells the time; ``wait`` is seconds, None for the store's own patience. ``tour`` takes
    pictures of the window, which is no room of the command line's: the program's door hands it in.
    """

    address: str = ""
    user: str = ""
    wait: int | None = None
    now: Callable[[], datetime] = utc_now
    language: str = DEFAULT_LANGUAGE
    tour: Tour | None = None


def chosen(context: typer.Context) -> Chosen:
    """What was said before the command."""
    assert isinstance(context.obj, Chosen), "the program's callback has set it"
    return context.obj


def wrong(text: str, option: str) -> typer.BadParameter:
    """A usage error: *text*, already translated, about *option*."""
    return typer.BadParameter(text, param_hint=option)


def level_of(text: str) -> Level:
    """The level that was typed after ``--level``, by its word or as code has it.

    Raises:
        BadParameter: there is none of that name.
    """
    words = Level.words()
    found = choose(text, words)
    if found is None:
        told = translate("cli.options", "There is no level “{level}”. Choose one of: {levels}.")
        raise wrong(told.format(level=text, levels=listed(words.values())), "--level")
    return Level(found)


def one_of(text: str, words: Mapping[str, str], option: str) -> str:
    """The one of *words* (code → word) that was typed after *option*, in either way.

    Raises:
        BadParameter: there is none of that name.
    """
    found = choose(text, words)
    if found is None:
        told = translate("cli.options", "{option}: there is no “{text}”. Choose one of: {choices}.")
        raise wrong(told.format(option=option, text=text, choices=offered(words)), option)
    return found


def whole(text: str, option: str, least: int, most: int | None = None) -> int:
    """A whole number from *least* to *most*, typed after *option*.

    Raises:
        BadParameter: it is none, or lies outside.
    """
    digits = text.strip().lstrip("0") or "0"
    if text.strip().isascii() and text.strip().isdigit() and len(digits) <= _MOST_DIGITS:
        found = int(digits)
        if least <= found and (most is None or found <= most):
            return found
    if most is None:
        told = translate("cli.options", "{option}: “{text}” is no whole number from {least} on.")
    else:
        told = translate(
            "cli.options", "{option}: “{text}” is no whole number from {least} to {most}."
        )
    raise wrong(told.format(option=option, text=text, least=least, most=most), option)


def day(text: str, option: str) -> date:
    """A day such as 2022-10-24, typed after *option*.

    Raises:
        BadParameter: it is none.
    """
    try:
        return _meant(date.fromisoformat(text.strip()))
    except ValueError:
        raise wrong(
            translate("cli.options", "“{text}” is no date. Write it as 2022-10-24.").format(
                text=text
            ),
            option,
        ) from None


def days(first: str, last: str) -> tuple[date | None, date | None]:
    """The days typed after ``--from`` and ``--until``; None for one that was left out.

    Raises:
        BadParameter: one is no date, or they stand the wrong way round.
    """
    begin = day(first, "--from") if first else None
    end = day(last, "--until") if last else None
    if begin is not None and end is not None and end < begin:
        text = translate("cli.options", "{last} is before {first}. Give the earlier day first.")
        raise wrong(text.format(first=begin, last=end), "--until")
    return begin, end


def _meant(found: date) -> date:
    """*found*, if somebody can mean that year; ValueError otherwise."""
    if found.year not in YEARS:
        raise ValueError(found.isoformat())
    return found


def moment(text: str, option: str) -> datetime | date:
    """A day, or a moment such as 2022-10-24T15:30 (the desk's time, or with an offset).

    Raises:
        BadParameter: it is neither.
    """
    plain = text.strip()
    try:
        found = datetime.fromisoformat(plain)
        _meant(found)
    except ValueError:
        raise wrong(
            translate(
                "cli.options",
                "“{text}” is no date or time. Write 2022-10-24 or 2022-10-24T15:30.",
            ).format(text=text),
            option,
        ) from None
    return found if len(plain) > len("2022-10-24") else found.date()


def path_of(path: str) -> Path:
    """The path that was typed, with ``~`` for the user's home."""
    return Path(path).expanduser()


def paper_path(typed: str, option: str, *suffixes: str) -> Path:
    """The file that was named after *option*, with the first of *suffixes* where it has none.

    Raises:
        BadParameter: its suffix is another file's, or it is no file's name.
    """
    path = path_of(typed)
    if not path.name or path.is_dir():
        text = translate("cli.options", "{file}: name a file, not a folder.")
        raise wrong(text.format(file=typed or "“”"), option)
    if path.suffix.lower() in suffixes:
        return path
    if path.suffix:
        text = translate("cli.options", "{file}: the name of this file ends in {suffixes}.")
        raise wrong(
            text.format(file=typed, suffixes=translate("cli.options", " or ").join(suffixes)),
            option,
        )
    return path.with_name(path.name + suffixes[0])
