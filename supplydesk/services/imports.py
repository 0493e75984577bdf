"""Imports from a sheet: first a plan that writes nothing, then its use in one transaction.

A plan says what is new, changed and the same, and names every problem with the address of its
cell; with one that stops, nothing is imported.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from supplydesk.domain.lifecycle import State
from supplydesk.domain.problem import Problem, Refused, stopping
from supplydesk.services import (
    catalogue,
    drafts,
    import_catalogue,
    import_opening,
    import_places,
    import_places_sheet,
    place_facts,
    settings,
)
from supplydesk.services.documents import post
from supplydesk.services.drafts import Saved
from supplydesk.services.import_catalogue import ItemRow
from supplydesk.services.import_opening import OpeningPlan
from supplydesk.services.import_places_sheet import PlaceRow
from supplydesk.services.import_rows import Findings
from supplydesk.services.known import Known
from supplydesk.services.posted import Posted
from supplydesk.services.seats import require
from supplydesk.services.starter import starter_items
from supplydesk.sheets.columns import Column, read_table
from supplydesk.store.database import DeskSession

Subject = Literal["catalogue", "places", "opening"]
SUBJECTS: tuple[Subject, ...] = ("catalogue", "places", "opening")
COLUMNS: Mapping[Subject, Sequence[Column]] = {
    "catalogue": import_catalogue.COLUMNS,
    "places": import_places_sheet.COLUMNS,
    "opening": import_opening.COLUMNS,
}
Content = tuple[ItemRow, ...] | tuple[PlaceRow, ...] | tuple[OpeningPlan, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do: how many rows are new, changed and the same, and what is wrong.

    ``problems`` name the cells; those with ``stops`` False are told and stop nothing. For opening
    stock the rows are those of documents that are not there yet (new) or are (same); where papers
    are reviewed or approved, they become drafts (``as_drafts``).
    """

    subject: Subject
    file: str
    new: int
    changed: int
    same: int
    problems: tuple[Problem, ...]
    content: Content
    as_drafts: bool = False

    @property
    def stopped(self) -> bool:
        """Whether something has to be mended first."""
        return any(problem.stops for problem in self.problems)

    @property
    def writes(self) -> bool:
        """Whether using it would write anything."""
        return bool(self.new or self.changed) and not self.stopped


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import did; ``posted`` are the opening documents, ``drafts`` those on their way."""

    subject: Subject
    new: int
    changed: int
    same: int
    posted: tuple[Posted, ...] = ()
    drafts: tuple[Saved, ...] = ()


def plan(
    session: DeskSession,
    file: Path,
    subject: Subject,
    *,
    sheet: str | None = None,
    place: str = "",
    on_top: bool = False,
) -> Plan:
    """What importing *file* would do; nothing is written.

    Args:
        session: a session that may only read.
        file: a workbook or csv.
        subject: what the list holds.
        sheet: the workbook's sheet; its first with titles if None.
        place: for opening stock, the warehouse or site of rows that name none.
        on_top: for opening stock, the goods lie there beside those in the books, though alike.

    Raises:
        Refused: the person may not, or the file is no list of that kind.
        OSError: the file cannot be read.
    """
    require(session, "import")
    columns = COLUMNS[subject]
    steps = _steps(session)
    rows = read_table(file, columns, sheet=sheet)
    findings = Findings(columns, list(rows.problems))
    content: Content
    if subject == "catalogue":
        content = tuple(import_catalogue.read(session, rows.rows, findings))
        counted = [(one.standing, 1) for one in content]
    elif subject == "places":
        content = tuple(import_places_sheet.read(session, rows.rows, findings))
        counted = [(one.standing, 1) for one in content]
    else:
        content = tuple(import_opening.read(session, rows.rows, findings, place, on_top=on_top))
        counted = [(_standing(one, steps), len(one.form.lines)) for one in content]
    if not rows.rows and not findings.stop():
        findings.problems.append(
            Problem.of(
                "list_empty",
                "services.imports",
                "{file} has titles and no rows under them. Fill in the list.",
                file=rows.file,
            )
        )
    ordered = sorted(findings.problems, key=lambda problem: problem.row or 0)
    sums = {
        name: sum(n for kind, n in counted if kind == name) for name in ("new", "changed", "same")
    }
    return Plan(
        subject,
        rows.file,
        **sums,
        problems=tuple(ordered),
        content=content,
        as_drafts=steps and subject == "opening",
    )


def _steps(session: DeskSession) -> bool:
    """Whether a paper of this desk is signed by others before it is posted."""
    wanted = settings.load(session)
    return wanted.review or wanted.approve


def _standing(one: OpeningPlan, steps: bool) -> Literal["new", "same"]:
    """Whether the paper is there: a draft goes on by itself where others sign, or has a number."""
    before = one.standing
    if before is None:
        return "new"
    return "same" if steps or before.state == State.POSTED or before.number else "new"


def plan_starter(session: DeskSession) -> Plan:
    """What taking over the starter catalogue would do."""
    require(session, "import")
    content = tuple(import_catalogue.compare(session, starter_items()))
    kinds = [one.standing for one in content]
    return Plan(
        "catalogue",
        "catalogue.csv",
        kinds.count("new"),
        kinds.count("changed"),
        kinds.count("same"),
        (),
        content,
    )


def apply(session: DeskSession, planned: Plan) -> Applied:
    """Do what *planned* says, in the caller's one transaction.

    Raises:
        Refused: the plan has problems that stop, or the desk has changed since so that it no
            longer holds; nothing was written.
    """
    require(session, "import")
    if planned.stopped:
        raise Refused(planned.problems)
    posted: list[Posted] = []
    saved: list[Saved] = []
    steps, known = _steps(session), Known(session)
    items = [one.item for one in planned.content if isinstance(one, ItemRow)]
    if items:
        catalogue.put(session, items)
    for one in planned.content:
        if isinstance(one, PlaceRow):
            before = place_facts.standing(session, one.place.code)
            if before != one.before:
                raise Refused((_changed_since(one.place.code),))
            import_places.put(session, one.place, before)
        elif isinstance(one, OpeningPlan):
            paper = _write(session, one, known, steps=steps)
            if isinstance(paper, Posted):
                posted.append(paper)
            else:
                saved.append(paper)
    return Applied(
        planned.subject,
        planned.new,
        planned.changed,
        planned.same,
        tuple(posted),
        tuple(saved),
    )


def _write(session: DeskSession, one: OpeningPlan, known: Known, *, steps: bool) -> Posted | Saved:
    """Post an opening document, or save it as a draft where others sign before that."""
    standing = drafts.standing(session, one.form.key)
    if standing is None and not steps:
        return post(session, one.form, known=known)
    if standing is not None:
        waits = standing.state != State.POSTED and (steps or standing.number)
        return standing if waits else post(session, one.form, known=known)
    draft = drafts.save(session, one.form)
    if stopping(draft.problems):
        raise Refused(draft.problems)
    return draft


def _changed_since(code: str) -> Problem:
    return Problem.of(
        "changed_since",
        "services.imports",
        "{code} was changed by somebody else meanwhile. Import the list once more.",
        field="code",
        code=code,
    )
