"""What is wrong, where, and how to mend it: one shape for every refusal in the house."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from supplydesk.text import translate


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with what somebody asked for.

    ``code`` is stable and for programs; ``text`` is for the clerk, in the language in use, and
    says what to do; ``row`` counts lines from 1 (None: the head); ``field`` names the field or
    the cell's address; ``stops`` is False for a warning.
    """

    code: str
    text: str
    row: int | None = None
    field: str | None = None
    stops: bool = True

    @classmethod
    def of(
        cls,
        code: str,
        context: str,
        text: str,
        /,
        *,
        row: int | None = None,
        field: str | None = None,
        stops: bool = True,
        **values: object,
    ) -> Self:
        """A problem whose English *text* is translated and then filled with *values*."""
        return cls(code, translate(context, text).format(**values), row, field, stops)


def stopping(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those of *problems* that refuse what was asked for; the others only warn."""
    return tuple(problem for problem in problems if problem.stops)


class Refused(Exception):
    """The clerk can mend it: nothing was written, and ``problems`` says where and how."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.text for problem in self.problems))


def refuse(
    code: str,
    context: str,
    text: str,
    /,
    *,
    row: int | None = None,
    field: str | None = None,
    **values: object,
) -> Refused:
    """A `Refused` with a single problem, to be raised."""
    return Refused((Problem.of(code, context, text, row=row, field=field, stops=True, **values),))
