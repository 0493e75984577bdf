"""Why a file could not be written, in words that say what to do about it."""

import errno
from pathlib import Path

from supplydesk.domain.problem import Problem
from supplydesk.paths import AlreadyThere
from supplydesk.store.reasons import reason_of

FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def why_not_written(error: OSError, path: Path) -> Problem:
    """The problem behind *error*; *path* is what should have been written."""
    if isinstance(error, AlreadyThere):
        return Problem.of(
            "already_there",
            "ui.parts.not_written",
            "{path} is there already. Choose another name.",
            path=path,
        )
    if error.errno in FULL:
        return Problem.of(
            "disk_full",
            "ui.parts.not_written",
            "There is no room left for {path}. Make room, or choose another disk.",
            path=path,
        )
    if error.errno in FORBIDDEN:
        return Problem.of(
            "may_not_write",
            "ui.parts.not_written",
            "{path} may not be written, or another program has it open. Close it there, or choose "
            "another folder.",
            path=path,
        )
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return Problem.of(
            "folder_gone",
            "ui.parts.not_written",
            "The folder of {path} is gone. Choose another one.",
            path=path,
        )
    return Problem.of(
        "not_written",
        "ui.parts.not_written",
        "{path} could not be written: {reason}. Choose another folder.",
        path=path,
        reason=reason_of(error),
    )
