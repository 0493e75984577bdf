"""The program: reads what stands before the command, runs the command, ends with its exit code."""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from typer.main import get_group

from supplydesk import __version__, paths, text
from supplydesk.cli.commands import listed
from supplydesk.cli.output import note, prepare_streams, report, say, shown
from supplydesk.cli.program import LazyGroup
from supplydesk.cli.trouble import Exit, explain, silence_stdout
from supplydesk.domain.capture import plain_text
from supplydesk.domain.problem import Problem
from supplydesk.domain.seat import utc_now
from supplydesk.text import translate

if TYPE_CHECKING:
    from supplydesk.cli.options import Tour  # the help texts need the language first

NAME = "supplydesk"
LANGUAGE_VARIABLE = "SUPPLYDESK_LANG"
MOST_WAIT = 3600


def run(
    arguments: Sequence[str],
    *,
    now: Callable[[], datetime] = utc_now,
    tour: "Tour | None" = None,
) -> int:
    """Run the command line *arguments* (without the program's name); returns the exit code.

    *now* tells the time, and is a test's to set; *tour* takes pictures of the window.
    """
    text.use(_language(arguments), paths.resource("translations"))
    as_json = "--json" in arguments
    prepare_streams(as_json=as_json)
    try:
        code = _run(arguments or ["--help"], now, tour, as_json=as_json)
        sys.stdout.flush()
    except BrokenPipeError:
        silence_stdout()
        return Exit.DONE
    except KeyboardInterrupt:
        note(translate("cli.app", "Cancelled."))
        return Exit.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever it is, it ends in one sentence and a code
        code = explain(error, as_json=as_json)
        if code is Exit.SURROUNDINGS:
            silence_stdout()
    return int(code)


def _run(
    arguments: Sequence[str],
    now: Callable[[], datetime],
    tour: "Tour | None",
    *,
    as_json: bool,
) -> int:
    unseen = next(filter(_unseen, arguments), None)
    if unseen is not None:
        report((_unseen_problem(unseen),), as_json=as_json)
        return Exit.USAGE
    try:
        program = _program(now, tour)
        with program.make_context(NAME, list(arguments)) as context:
            program.invoke(context)
    except typer.Exit as ending:
        return ending.exit_code
    except typer.TyperException as error:
        # Only a wrong call needs it.
        from supplydesk.cli.usage import usage_lines, usage_problem  # noqa: PLC0415

        if not as_json:
            note(usage_lines(error))
            note(usage_problem(error).text)
        else:
            report((usage_problem(error),), as_json=True)
        return Exit.USAGE
    return Exit.DONE


def _unseen(argument: str) -> bool:
    """Whether *argument* holds what no paper could show; a file may be called whatever it is."""
    if argument.isascii() and argument.isprintable():
        return False
    try:
        plain_text(argument)
    except ValueError:
        return "\0" in argument or not os.path.lexists(argument)
    return False


def _unseen_problem(argument: str) -> Problem:
    return Problem.of(
        "control_character",
        "cli.app",
        "“{argument}” has a character that cannot be seen. Type it again.",
        argument=shown(argument)[:40],
    )


def _language(arguments: Sequence[str]) -> str:
    """The language asked for: typer takes its help texts before it reads the arguments."""
    wanted = os.environ.get(LANGUAGE_VARIABLE, "")
    for index, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            wanted = argument.partition("=")[2]
        elif argument == "--lang":
            wanted = arguments[index + 1] if index + 1 < len(arguments) else ""
    return wanted if wanted in text.LANGUAGES else text.DEFAULT_LANGUAGE


def _program(now: Callable[[], datetime], tour: "Tour | None") -> LazyGroup:
    app = typer.Typer(cls=LazyGroup, add_completion=False, rich_markup_mode=None)

    @app.callback(
        help=translate("cli.app", "The desk of whoever keeps an emergency bureau's stock.")
    )
    def before(
        context: typer.Context,
        db: Annotated[
            str,
            typer.Option(
                "--db",
                metavar="PATH|URL",
                envvar="SUPPLYDESK_DB",
                help=translate("cli.app", "The desk: a file, or postgresql://…; else your own."),
            ),
        ] = "",
        user: Annotated[
            str,
            typer.Option(
                "--user",
                metavar="NAME",
                envvar="SUPPLYDESK_USER",
                help=translate(
                    "cli.app",
                    "Who you are. The PIN is asked for, or taken from SUPPLYDESK_PIN.",
                ),
            ),
        ] = "",
        lang: Annotated[
            str,
            typer.Option(
                "--lang",
                metavar="zh_CN|en",
                envvar=LANGUAGE_VARIABLE,
                help=translate("cli.app", "The language of messages."),
            ),
        ] = text.DEFAULT_LANGUAGE,
        wait: Annotated[
            str,
            typer.Option(
                "--wait",
                metavar="SECONDS",
                help=translate("cli.app", "How long to wait for another program's lock: 10."),
            ),
        ] = "",
        version: Annotated[
            bool,
            typer.Option(
                "--version",
                is_eager=True,
                callback=_version,
                help=translate("cli.app", "Show the version and end."),
            ),
        ] = False,
    ) -> None:
        # Its help texts need the language first.
        from supplydesk.cli.options import Chosen, whole, wrong  # noqa: PLC0415

        del version
        if lang not in text.LANGUAGES:
            raise wrong(translate("cli.app", "The language is zh_CN or en."), "--lang")
        seconds = whole(wait, "--wait", 0, MOST_WAIT) if wait else None
        context.obj = Chosen(db, user, seconds, now, lang, tour)

    program = get_group(app)
    assert isinstance(program, LazyGroup), "it was asked for above"
    program.listed = listed()
    return program


def _version(wanted: bool) -> None:
    if wanted:
        say(f"SupplyDesk {__version__}")
        raise typer.Exit
