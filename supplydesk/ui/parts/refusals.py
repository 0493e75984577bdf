"""What went wrong as problems to tell, where a page tells them itself."""

import errno
from pathlib import Path

from supplydesk.domain.problem import Problem, Refused
from supplydesk.store.database import StoreTrouble
from supplydesk.store.reasons import reason_of
from supplydesk.store.trouble import file_trouble


def problems_of(error: Exception) -> tuple[Problem, ...]:
    """What the person can mend in *error*; nothing where it is a bug of ours."""
    if isinstance(error, Refused):
        return error.problems
    if isinstance(error, StoreTrouble):
        return (error.problem,)
    if isinstance(error, OSError):
        return (_of_a_file(error),)
    return ()


def _of_a_file(error: OSError) -> Problem:
    if not error.filename:
        return Problem.of(
            "file_error",
            "ui.parts.refusals",
            "A file could not be read or written ({reason}). See to the disk, then try again.",
            reason=reason_of(error),
        )
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return Problem.of(
            "file_gone",
            "ui.parts.refusals",
            "{path} is not there. See whether it was moved or renamed, or its disk is not plugged "
            "in, or choose another.",
            path=error.filename,
        )
    return file_trouble(error, Path(str(error.filename))).problem
