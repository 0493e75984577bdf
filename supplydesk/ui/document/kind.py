"""What one kind of voucher shows and how its form is made of it: a table of values, no widgets."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from supplydesk.domain.problem import Problem, Refused
from supplydesk.services.forms import AnyForm
from supplydesk.services.lookup import KnownItem, KnownPlace
from supplydesk.services.overdue import SlipOpen
from supplydesk.services.rosters import ListedIncident
from supplydesk.ui.grid.lines import GridColumn, Line

Head = Mapping[str, str]
Payload = dict[str, object]


@dataclass(frozen=True, slots=True)
class Known:
    """What can be chosen from, and what a paper of this desk has."""

    items: tuple[KnownItem, ...] = ()
    places: tuple[KnownPlace, ...] = ()
    incidents: tuple[ListedIncident, ...] = ()
    slips: tuple[SlipOpen, ...] = ()
    keepers: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    begins: date | None = None
    """The first day of the books."""
    warehouse: str = ""
    """The warehouse that was asked for, where the items' ``available`` is told of; none: of all."""

    def place(self, code: str) -> KnownPlace | None:
        """The place with *code*."""
        return next((one for one in self.places if one.code == code), None)

    def runs(self, incident: str) -> bool:
        """Whether there is an event with the code *incident* that goods still go out for."""
        return any(one.code == incident and not one.closed_on for one in self.incidents)

    def item(self, code: str) -> KnownItem | None:
        """The item with *code*."""
        return next((one for one in self.items if one.code == code), None)


@dataclass(frozen=True, slots=True)
class Today:
    """The desk's day and zone, by which typed days are read."""

    day: date
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class HeadField:
    """A field of the head.

    ``editor``: ``warehouse``, ``site``, ``place``, ``incident``, ``slip``, ``text``, ``day``,
    ``moment``, ``choice`` (among ``choices``), ``tick``, or ``shown``, which ``shown`` computes.
    ``row`` and ``column`` place it among four columns, ``span`` wide; ``more`` keeps it behind
    更多; ``when`` says whether it is there at all. ``fields`` are the names under which problems
    are marked here, its own among them.
    """

    name: str
    title: str
    editor: str
    row: int
    column: int
    span: int = 1
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    more: bool = False
    when: Callable[[Head], bool] | None = None
    shown: Callable[[Head, Known], str] | None = None
    fields: tuple[str, ...] = field(default=())
    must: bool = False
    usual: Callable[[datetime], str] | None = None
    """What the field begins with when a choice brings it, from the desk's own time now."""

    @property
    def marked(self) -> tuple[str, ...]:
        """The names of problems that belong here."""
        return (self.name, *self.fields)


@dataclass(frozen=True, slots=True)
class VoucherKind:
    """One kind of voucher.

    ``payload`` makes the fields of its form from what was typed (it may refuse a date that is
    none); ``typed`` is the way back. ``fixed`` lines are given by another paper. ``slip`` is
    whether there is a paper to print before posting. ``told`` are the fields of a line whose
    figure the total adds up, the first that is filled.
    """

    word: str
    series: str
    title: str
    stations: tuple[str, ...]
    head: tuple[HeadField, ...]
    columns: tuple[GridColumn, ...]
    payload: Callable[[Head, Sequence[Line], Today], Payload]
    typed: Callable[[AnyForm, tzinfo], tuple[Head, tuple[Line, ...]]]
    fresh: Callable[[Known, Mapping[str, str]], tuple[Head, tuple[Line, ...]]]
    fixed: bool = False
    slip: bool = False
    told: tuple[str, ...] = ("issued", "ordered", "quantity")


def each(lines: Sequence[Line], make: Callable[[Line, int], Payload]) -> list[Payload]:
    """What *make* makes of each line and its row: thousands may have been pasted at once.

    Raises:
        Refused: everything that is wrong with any of them.
    """
    made: list[Payload] = []
    wrong: list[Problem] = []
    for row, line in enumerate(lines, 1):
        try:
            made.append(make(line, row))
        except Refused as refused:
            wrong += refused.problems
    if wrong:
        raise Refused(wrong)
    return made


def filled(fields: Mapping[str, object]) -> Payload:
    """*fields* without those that were left empty."""
    return {name: value for name, value in fields.items() if value not in ("", None, {}, ())}
