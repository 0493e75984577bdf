"""The command `tour`: pictures of the window, taken without a screen."""

import re
from typing import Annotated

import typer

from supplydesk.cli.help import DeskCommand, DeskGroup
from supplydesk.cli.options import AsJson, chosen, path_of, wrong
from supplydesk.cli.output import emit, note, progress, say
from supplydesk.domain.choices import listed
from supplydesk.text import LANGUAGES, translate

app = typer.Typer(cls=DeskGroup, rich_markup_mode=None)

THEMES = ("light", "dark")
SCALES = ("100", "110", "120", "130", "140", "150")
SIZES = "1366x768,1920x1080"
_SIZE = re.compile(r"([1-9][0-9]{2,3})x([1-9][0-9]{2,3})")
LEAST = (800, 600)


@app.command("tour", cls=DeskCommand)
def tour_command(
    context: typer.Context,
    out: Annotated[
        str, typer.Option("--out", metavar="FOLDER", help=translate("cli.touring", "Where to."))
    ],
    lang: Annotated[
        str,
        typer.Option(
            "--lang",
            metavar="zh_CN|en",
            help=translate("cli.touring", "The window's language; else that of messages."),
        ),
    ] = "",
    theme: Annotated[
        str,
        typer.Option(
            "--theme", metavar="light|dark", help=translate("cli.touring", "Its theme: light.")
        ),
    ] = THEMES[0],
    scale: Annotated[
        str,
        typer.Option(
            "--scale",
            metavar="100…150",
            help=translate("cli.touring", "Its size in per cent: 100."),
        ),
    ] = SCALES[0],
    size: Annotated[
        str,
        typer.Option(
            "--size",
            metavar="1366x768,…",
            help=translate("cli.touring", "In which sizes: 1366x768,1920x1080."),
        ),
    ] = SIZES,
    scene: Annotated[
        str,
        typer.Option(
            "--scene", metavar="NAME,…", help=translate("cli.touring", "Only these; else all.")
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Take a picture of every page and state of the window."""
    asked = chosen(context)
    language = lang or asked.language
    for value, allowed, option in (
        (language, LANGUAGES, "--lang"),
        (theme, THEMES, "--theme"),
        (scale, SCALES, "--scale"),
    ):
        if value not in allowed:
            text = translate("cli.touring", "Choose one of: {names}.")
            raise wrong(text.format(names=listed(allowed)), option)
    sizes = _sizes(size)
    assert asked.tour is not None, "the program's door hands it in"
    count, faults = asked.tour(
        path_of(out),
        language=language,
        theme=theme,
        scale=int(scale),
        sizes=sizes,
        only=tuple(filter(None, (one.strip() for one in scene.split(",")))),
        tick=progress,
    )
    if as_json:
        emit({"folder": out, "pictures": count, "faults": list(faults)})
        return
    for fault in faults:
        note(fault)
    say(translate("cli.touring", "{count} pictures in {folder}").format(count=count, folder=out))


def _sizes(text: str) -> tuple[tuple[int, int], ...]:
    """Sizes such as 1366x768,1920x1080.

    Raises:
        BadParameter: one is none, or less than the window's least.
    """
    sizes = []
    for part in text.split(","):
        found = _SIZE.fullmatch(part.strip())
        size = (int(found[1]), int(found[2])) if found else (0, 0)
        if size[0] < LEAST[0] or size[1] < LEAST[1]:
            told = translate(
                "cli.touring", "“{text}” is no size. Write 1366x768; 800x600 is least."
            )
            raise wrong(told.format(text=part.strip()), "--size")
        sizes.append(size)
    return tuple(sizes)
