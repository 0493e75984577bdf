"""What every import shares: a row's problems at its cells, and texts that a paper can show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from supplydesk.domain.capture import plain_text
from supplydesk.domain.problem import Problem
from supplydesk.sheets.columns import Column, Row
from supplydesk.text import translate

LONGEST_NAME = 200


@dataclass(slots=True)
class Findings:
    """The problems of a list, each at the cell that it is about."""

    columns: Sequence[Column]
    problems: list[Problem] = field(default_factory=list)

    def add(self, row: Row, found: Iterable[Problem]) -> None:
        """Put *found*, whose fields are the columns', at the cells of *row*."""
        self.problems.extend(self._at(row, problem) for problem in found)

    def whole(self, problem: Problem) -> None:
        """Put *problem* to the list as a whole: it is about no cell of it."""
        self.problems.append(replace(problem, row=None, field=None))

    def _at(self, row: Row, problem: Problem) -> Problem:
        name = problem.field or ""
        cell = row.address(name)
        if cell is None:
            return replace(problem, row=row.number)
        title = next(column.titles[0] for column in self.columns if column.field == name)
        text = translate("services.import_rows", "{cell} ({title}): {problem}")
        return replace(
            problem,
            text=text.format(cell=cell, title=title, problem=problem.text),
            row=row.number,
            field=cell,
        )

    def stop(self) -> bool:
        """Whether one of them stops the import."""
        return any(problem.stops for problem in self.problems)


def words(row: Row, name: str, found: list[Problem], longest: int = LONGEST_NAME) -> str:
    """The cell *name* as text on one line; what no paper could show is added to *found*."""
    text = " ".join(row.text(name).split())
    try:
        text = plain_text(text)
    except ValueError as fault:
        found.append(
            Problem.of(
                "control_character",
                "services.import_rows",
                "There is a character in it that cannot be seen ({sign}). Type it again.",
                field=name,
                sign=fault,
            )
        )
    if len(text) > longest:
        found.append(
            Problem.of(
                "text_too_long",
                "services.import_rows",
                "The text is too long; at most {most} characters.",
                field=name,
                most=longest,
            )
        )
    return text


def given(row: Row, name: str) -> bool:
    """Whether the list has the column *name* at all: without it, what stands there stays."""
    return row.address(name) is not None


def twice(code: str, first: Row) -> Problem:
    """The problem of a *code* that stands in the list already, in the row *first*."""
    return Problem.of(
        "code_twice",
        "services.import_rows",
        "{code} stands in row {other} already. Keep one of them.",
        field="code",
        code=code,
        other=first.number,
    )
