"""Commands that keep the books safe: verify, backup, backups, restore."""

import errno
import os
from datetime import tzinfo
from pathlib import Path
from typing import Annotated

import typer

from supplydesk.cli.access import desk, location, sit_anywhere
from supplydesk.cli.help import DeskCommand, DeskGroup
from supplydesk.cli.options import AsJson, chosen, path_of, wrong
from supplydesk.cli.output import Json, emit, progress, report, say, table
from supplydesk.cli.trouble import Exit
from supplydesk.domain.problem import Problem, Refused
from supplydesk.services import backups, restoring
from supplydesk.services import verify as verifying
from supplydesk.services.backup_words import reason_word
from supplydesk.services.backups import Backup
from supplydesk.services.verify import DAMAGED
from supplydesk.store.database import StoreTrouble
from supplydesk.text import translate

app = typer.Typer(cls=DeskGroup, rich_markup_mode=None)

Folder = Annotated[
    str,
    typer.Option(
        "--folder",
        metavar="FOLDER",
        help=translate(
            "cli.safety",
            "Where the copies are; else “backups” beside the desk's file, or in the user's data "
            "folder for a desk on PostgreSQL.",
        ),
    ),
]


@app.command("verify", cls=DeskCommand)
def verify_command(
    context: typer.Context,
    head: Annotated[
        list[str] | None,
        typer.Option(
            "--head",
            metavar="HASH",
            help=translate("cli.safety", "A chain head from a printed paper, to be found again."),
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Recompute all that the ledger says; findings end it with code 1, a damaged file with 3."""
    heads = [one.strip().lower() for one in head or ()]
    with desk(context) as open_desk:
        found = verifying.verify(open_desk.database, open_desk.seat, heads=heads, tick=progress)
    if as_json:
        emit(
            {
                "sound": found.sound,
                "entries": found.entries,
                "documents": found.documents,
                "movements": found.movements,
                "head": found.head,
                "findings": [{"code": one.code, "text": one.text} for one in found.findings],
            }
        )
    elif found.sound:
        text = translate(
            "cli.safety",
            "Nothing is altered: {entries} entries, {documents} documents, {movements} movements.",
        )
        say(
            text.format(entries=found.entries, documents=found.documents, movements=found.movements)
        )
        say(translate("cli.safety", "Chain head: {head}").format(head=found.head))
    if found.damaged:
        # The file, not the books: for a script it is what every other command ends with there.
        first = sorted(found.findings, key=lambda one: one.code != DAMAGED)
        report(first, as_json=as_json)
        raise typer.Exit(Exit.SURROUNDINGS)
    if not found.sound:
        raise Refused([_intro(len(found.findings)), *found.findings])


def _intro(count: int) -> Problem:
    return Problem.of(
        "not_sound",
        "cli.safety",
        "{count} findings: what is named below is not as it was written. Leave the desk as it is "
        "and compare it with the last backup.",
        count=count,
    )


@app.command("backup", cls=DeskCommand)
def backup_command(
    context: typer.Context,
    reason: Annotated[
        str,
        typer.Option(
            "--reason", metavar="TEXT", help=translate("cli.safety", "A word for its name.")
        ),
    ] = "",
    folder: Folder = "",
    quick: Annotated[
        bool,
        typer.Option(
            "--quick",
            help=translate("cli.safety", "Look over the file alone; leave the books unverified."),
        ),
    ] = False,
    thorough: Annotated[
        bool,
        typer.Option(
            "--thorough", help=translate("cli.safety", "Verify the books; so without --quick too.")
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make a copy and verify it; findings end it with code 1, and the copy is kept."""
    if quick and thorough:
        raise wrong(translate("cli.safety", "Say --quick or --thorough, not both."), "--quick")
    with desk(context) as open_desk:
        made = backups.back_up(
            open_desk.database,
            open_desk.seat,
            reason,
            _folder(folder),
            progress,
            quick=quick,
        )
        told = _backup_json(made, open_desk.zone) | {"verified": made.verified}
    if as_json:
        emit(told)
    else:
        say(_told(made))
    if made.findings:
        raise Refused([_intro(len(made.findings)), *made.findings])


def _told(made: Backup) -> str:
    """What was made, and what of it was checked."""
    if made.findings:
        text = translate("cli.safety", "Copied, but the books are not as they were written: {path}")
    elif made.verified:
        text = translate("cli.safety", "Copied and verified: {path}")
    else:
        text = translate("cli.safety", "Copied, the file is whole; books not verified: {path}")
    return text.format(path=made.path)


def _folder(text: str) -> Path | None:
    return path_of(text) if text else None


def _backup_json(backup: Backup, zone: tzinfo | None) -> dict[str, Json]:
    return {
        "path": str(backup.path),
        "at": backup.at.replace(tzinfo=zone).isoformat(),
        "reason": backup.reason,
        "bytes": backup.size,
        "sequence": backup.sequence,
        "head": backup.head,
        "altered": backup.altered,
    }


@app.command("backups", cls=DeskCommand)
def backups_command(context: typer.Context, folder: Folder = "", as_json: AsJson = False) -> None:
    """List the copies, the newest first; also where the desk itself cannot be opened."""
    found = backups.list_backups(location(chosen(context)), _folder(folder))
    if as_json:
        zone = _zone(context)
        emit([_backup_json(one, zone) for one in found])
    elif found:
        headings = [
            translate("cli.safety", "Time"),
            translate("cli.safety", "Bytes"),
            translate("cli.safety", "Reason"),
            translate("cli.safety", "File"),
        ]
        rows = [
            [f"{one.at:%Y-%m-%d %H:%M:%S}", f"{one.size:,}", reason_word(one), str(one.path)]
            for one in found
        ]
        say(table(headings, rows, right={1}))
    else:
        say(translate("cli.safety", "There are no copies yet."))


def _zone(context: typer.Context) -> tzinfo | None:
    """The desk's zone; None where it cannot be asked, which is when copies are wanted most."""
    try:
        with desk(context) as open_desk:
            return open_desk.zone
    except (StoreTrouble, Refused):
        return None


@app.command("restore", cls=DeskCommand)
def restore_command(
    context: typer.Context,
    backup: Annotated[
        str, typer.Argument(metavar="FILE", help=translate("cli.safety", "The copy."))
    ],
    folder: Folder = "",
    accept_findings: Annotated[
        bool,
        typer.Option(
            "--accept-findings",
            help=translate("cli.safety", "Restore it even if it was altered."),
        ),
    ] = False,
    another_bureau: Annotated[
        bool,
        typer.Option(
            "--another-bureau",
            help=translate("cli.safety", "Restore it even if it is another bureau's desk."),
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Put a copy in the desk's place; the present desk is copied and set aside."""
    asked = chosen(context)
    path = path_of(backup)
    if not path.exists():
        # Said of the copy, before its absence is taken for that of a desk.
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    seat = sit_anywhere(asked, path)
    wait = {} if asked.wait is None else {"timeout": asked.wait * 1000}
    done = restoring.restore(
        location(asked),
        path,
        seat,
        folder=_folder(folder),
        tick=progress,
        accept_findings=accept_findings,
        accept_other=another_bureau,
        **wait,
    )
    if as_json:
        emit(
            {
                "desk": done.place,
                "backup": str(done.backup),
                "sequence": done.sequence,
                "head": done.head,
                "set_aside": done.set_aside,
                "automatic": str(done.automatic.path) if done.automatic else None,
            }
        )
    else:
        say(
            translate("cli.safety", "{place} is as {backup} was.").format(
                place=done.place, backup=done.backup
            )
        )
        if done.set_aside:
            say(translate("cli.safety", "What was there: {path}").format(path=done.set_aside))
