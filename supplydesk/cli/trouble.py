"""What went wrong, as an exit code: 0 done, 1 refused, 2 usage, 3 the surroundings, 70 our bug.

A bug's traceback goes to the log, and the clerk is told where that is.
"""

import errno
import os
import sys
import traceback
from enum import IntEnum
from pathlib import Path

from supplydesk import paths
from supplydesk.cli.output import note, report
from supplydesk.domain.problem import Problem, Refused
from supplydesk.text import translate


class Exit(IntEnum):
    """The exit codes of the contract."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    SURROUNDINGS = 3
    BUG = 70
    INTERRUPTED = 130


def explain(error: Exception, *, as_json: bool) -> Exit:
    """Say on stderr what *error* means, and return the exit code for it."""
    if isinstance(error, Refused):
        report(error.problems, as_json=as_json)
        return Exit.REFUSED
    problem = _surroundings(error)
    if problem is not None:
        report((problem,), as_json=as_json)
        return Exit.SURROUNDINGS
    report((_bug(error),), as_json=as_json)
    return Exit.BUG


def _surroundings(error: Exception) -> Problem | None:
    # The store costs half a second to import, and much of what goes wrong never reached it.
    from supplydesk.store.database import (  # noqa: PLC0415
        Conflict,
        StoreTrouble,
        explained,
    )

    known = error if isinstance(error, StoreTrouble | Conflict) else explained(error)
    if isinstance(known, StoreTrouble):
        return known.problem
    if isinstance(known, Conflict):
        return Problem.of(
            "conflict",
            "cli.trouble",
            "Another desk was writing at the same moment. Nothing was written; try again.",
        )
    if isinstance(error, OSError):
        return _file_problem(error)
    return None


def _file_problem(error: OSError) -> Problem:
    path = error.filename or error.filename2 or ""
    if isinstance(error, paths.AlreadyThere):
        return Problem.of(
            "file_there",
            "cli.trouble",
            "{path} is there already and was left as it is. Choose another name, or add --replace.",
            path=path,
        )
    if isinstance(error, paths.HoldsLedger):
        return Problem.of(
            "file_holds_ledger",
            "cli.trouble",
            "{path} is a ledger's file and was left as it is. Choose another name.",
            path=path,
        )
    if isinstance(error, paths.LeadsOutside):
        return Problem.of(
            "file_leads_outside",
            "cli.trouble",
            "{path} leads out of the folder that was chosen. Nothing was written there.",
            path=path,
        )
    if isinstance(error, paths.NotSettled):
        return Problem.of(
            "file_not_settled",
            "cli.trouble",
            "{path} was written, but the disk does not confirm it. Look at the file before you "
            "rely on it.",
            path=path,
        )
    return Problem(f"file_{errno.errorcode.get(error.errno or 0, 'error').lower()}", _words(error))


def _words(error: OSError) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            text = translate(
                "cli.trouble", "The disk is full{at}. Free some space, then try again."
            )
        case errno.ENOENT:
            text = translate("cli.trouble", "There is no such file or folder{at}. Check the path.")
        case errno.EACCES | errno.EPERM:
            text = translate(
                "cli.trouble", "No permission{at}. Choose another place, or ask for it."
            )
        case errno.EROFS:
            text = translate("cli.trouble", "The disk can only be read{at}. Choose another place.")
        case errno.EISDIR | errno.ENOTDIR:
            text = translate("cli.trouble", "A file and a folder are confused{at}. Check the path.")
        case errno.ENAMETOOLONG:
            text = translate("cli.trouble", "The name is too long{at}. Choose a shorter one.")
        case errno.EMFILE | errno.ENFILE:
            text = translate("cli.trouble", "Too many files are open{at}. Close some programs.")
        case _:
            text = translate("cli.trouble", "Reading or writing failed{at} ({reason}).")
    at = ""
    if error.filename:
        path = Path(str(error.filename))
        # The writer's temporary name says nothing to the clerk; its folder does.
        shown = path.parent if path.suffix == ".part" and path.name[0] == "." else path
        at = translate("cli.trouble", ": {path}").format(path=shown)
    return text.format(at=at, reason=_reason(error))


def _reason(error: OSError) -> str:
    from supplydesk.store.reasons import reason_of  # noqa: PLC0415 - as in `_surroundings`

    return reason_of(error)


def _bug(error: Exception) -> Problem:
    # Nothing that went well pays for it.
    from supplydesk.services import faults  # noqa: PLC0415

    told = "".join(traceback.format_exception(error))
    try:
        log = faults.record(told)
    except OSError:
        note(told)
        return Problem.of(
            "bug",
            "cli.trouble",
            "This is a fault in SupplyDesk, not yours. No log could be written, so it stands "
            "above; please pass it on.",
        )
    return Problem.of(
        "bug",
        "cli.trouble",
        "This is a fault in SupplyDesk, not yours. What happened stands in {log}; please pass "
        "that file on.",
        log=log,
    )


def silence_stdout() -> None:
    """Send what is still waiting for stdout nowhere: its reader has gone."""
    try:
        target = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, target)
    os.close(nowhere)
