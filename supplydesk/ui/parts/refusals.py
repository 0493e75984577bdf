"""What went wrong as problems to tell, where a page tells them itself."""

from pathlib import Path

from supplydesk.domain.problem import Problem, Refused
from supplydesk.store.database import StoreTrouble
from supplydesk.store.trouble import file_trouble


def problems_of(error: Exception) -> tuple[Problem, ...]:
    """What the person can mend in *error*; nothing where it is a bug of ours."""
    if isinstance(error, Refused):
        return error.problems
    if isinstance(error, StoreTrouble):
        return (error.problem,)
    if isinstance(error, OSError):
        return (file_trouble(error, Path(str(error.filename or ""))).problem,)
    return ()
