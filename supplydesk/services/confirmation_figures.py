"""The figures of a return receipt: read as the slip counted its goods, drawn from what is open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from supplydesk.domain.cartons import Part, spread
from supplydesk.domain.picking import Take
from supplydesk.domain.posting import Article, DraftLine
from supplydesk.domain.problem import Problem
from supplydesk.domain.quantity import (
    Measure,
    Typed,
    from_thousandths,
    to_thousandths,
    write_plain,
)
from supplydesk.queries import articles, documents
from supplydesk.queries.cartons import cartons_of
from supplydesk.queries.documents import Open, PostedLine
from supplydesk.queries.lots import lot_facts
from supplydesk.services.forms import ConfirmationForm, ConfirmationLine
from supplydesk.services.measures import measure_of
from supplydesk.services.resolving import read_figure, without_about
from supplydesk.store.driver import Driver
from supplydesk.text import translate

FIGURES = ("received", "short", "broken", "refused", "found")
"""What a line of a receipt may say of its goods."""


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One line of the slip: what is still open of it, lot by lot, and how its lots are counted.

    ``cartons`` has those on the road and those lost by lot; it is empty where none float.
    """

    posted: PostedLine
    article: Article
    still: tuple[Open, ...]
    measures: tuple[Measure, ...]
    cartons: Mapping[int, tuple[int, int]]

    @property
    def on_road(self) -> int:
        """Thousandths of it on the road."""
        return sum(one.open for one in self.still)

    @property
    def lost(self) -> int:
        """Thousandths that were reported short or broken."""
        return sum(one.lost for one in self.still)


Figures = Mapping[str, Typed]


def slip_lines(driver: Driver, slip: int, still: Iterable[Open]) -> dict[int, SlipLine]:
    """The lines of *slip* by their numbers."""
    open_by_line: dict[int, list[Open]] = {}
    for one in still:
        open_by_line.setdefault(one.line, []).append(one)
    posted = documents.lines_of(driver, slip)
    known = articles.by_id(driver, (line.item for line in posted))
    lots = lot_facts(driver, (one.lot for mine in open_by_line.values() for one in mine))
    measures = {
        line.line: tuple(
            dict.fromkeys(
                measure_of(line, lots[one.lot].pack_size) for one in open_by_line.get(line.line, ())
            )
        )
        for line in posted
    }
    floating = any(
        pack.size is None for mine in measures.values() for one in mine for pack in one.packs
    )
    cartons = cartons_of(driver, slip) if floating else {}
    return {
        line.line: SlipLine(
            line,
            known[line.item],
            tuple(open_by_line.get(line.line, ())),
            measures[line.line] or (measure_of(line),),
            {lot: both for (row, lot), both in cartons.items() if row == line.line},
        )
        for line in posted
    }


def read(
    form: ConfirmationForm, lines: Mapping[int, SlipLine], problems: list[Problem]
) -> list[tuple[SlipLine, Figures, Mapping[str, str]]]:
    """What *form* says of each line: its figures, and its own words beside them."""
    if form.all_received:
        return [
            (line, {"received": Typed(from_thousandths(line.on_road))}, {})
            for line in lines.values()
            if line.on_road
        ]
    told: list[tuple[SlipLine, Figures, Mapping[str, str]]] = []
    named: set[int] = set()
    for typed in form.lines:
        line = lines.get(typed.line)
        if line is None or typed.line in named:
            problems.append(_line_problem(typed, form.dispatch, doubled=line is not None))
            continue
        named.add(typed.line)
        figures = {
            name: figure
            for name in FIGURES
            if (text := str(getattr(typed, name)))
            and (figure := _read(text, line, name, problems)) is not None
        }
        told.append((line, figures, {"condition": typed.condition, "note": typed.note}))
    return told


def _read(text: str, line: SlipLine, name: str, problems: list[Problem]) -> Typed | None:
    first, *others = line.measures
    row = line.posted.line
    figure, about = without_about(text)
    if about:
        problems.append(
            Problem.of(
                "counted_exactly",
                "services.confirmation_figures",
                "{item}: a receipt takes what was counted. Write {figure} without 余; what is "
                "not certain goes into the note.",
                row=row,
                field=name,
                item=line.posted.name,
                figure=figure.strip(),
            )
        )
        return None
    typed = read_figure(text, first, row, name, problems)
    if typed is not None and any(
        read_figure(text, other, row, name, []) != typed for other in others
    ):
        problems.append(
            Problem.of(
                "packs_differ",
                "services.confirmation_figures",
                "{item}: the lots of this line are packed differently, so {typed} can mean several "
                "quantities. Say how many {unit} there are.",
                row=row,
                field=name,
                item=line.posted.name,
                typed=text,
                unit=line.posted.unit,
            )
        )
        return None
    return typed


def _line_problem(line: ConfirmationLine, number: str, *, doubled: bool) -> Problem:
    if doubled:
        return Problem.of(
            "line_twice",
            "services.confirmation_figures",
            "Line {line} of the slip is confirmed twice here. Put both into one line.",
            row=line.line,
            field="line",
            line=line.line,
        )
    return Problem.of(
        "unknown_line",
        "services.confirmation_figures",
        "Slip {number} has no line {line}. Check the line number on the slip.",
        row=line.line,
        field="line",
        line=line.line,
        number=number,
    )


def resolved(
    line: SlipLine, figures: Figures, extra: Mapping[str, str], problems: list[Problem]
) -> DraftLine | None:
    """The line with the lots that its *figures* draw; None where the slip has not so much."""
    counted = {
        name: to_thousandths(figures[name].quantity) if name in figures else 0 for name in FIGURES
    }
    settled = sum(counted[name] for name in FIGURES if name != "found")
    found = counted["found"]
    too_many = _more_than_open(line, settled, found)
    if too_many is not None:
        problems.append(too_many)
        return None
    takes = tuple(Take(one.lot, 0, one.open) for one in line.still if one.open)
    regained = tuple(Take(one.lot, 0, one.lost) for one in line.still if one.lost)
    if line.cartons:
        takes = _with_cartons(line, takes, figures, FIGURES[:-1], problems)
        regained = _with_cartons(line, regained, figures, FIGURES[-1:], problems)
    return DraftLine(
        row=line.posted.line,
        article=line.article,
        figures=counted,
        # Due is what was still to come, not what earlier receipts have told of already.
        ordered=line.on_road + found,
        takes=takes,
        regained=regained,
        note=extra.get("note", ""),
        content={**extra, **counted},
    )


def _more_than_open(line: SlipLine, settled: int, found: int) -> Problem | None:
    """The problem of more *settled* than is on the road, or more *found* than was lost."""
    if settled > line.on_road:
        field, over = "received", settled - line.on_road
        text = translate(
            "services.confirmation_figures",
            "{item}: {over} more than the slip still has open. Correct the figures, or see "
            "which receipts were posted already.",
        )
    elif found > line.lost:
        field, over = "found", found - line.lost
        text = translate(
            "services.confirmation_figures",
            "{item}: found again are {over} more than were reported short or broken on this "
            "slip. Correct the figure; what has only now arrived is entered as received.",
        )
    else:
        return None
    said = text.format(
        item=line.posted.name, over=write_plain(from_thousandths(over)) + line.posted.unit
    )
    return Problem("more_than_open", said, line.posted.line, field)


def _with_cartons(
    line: SlipLine,
    pool: Sequence[Take],
    figures: Figures,
    names: Sequence[str],
    problems: list[Problem],
) -> tuple[Take, ...]:
    lost = names[0] == "found"
    laden = [one._replace(packs=line.cartons[one.lot][lost]) for one in pool]
    parts = [
        Part(
            to_thousandths(figures[name].quantity),
            None if (told := figures[name].cartons) is None else to_thousandths(told),
        )
        for name in names
        if name in figures
    ]
    takes, over = spread(laden, parts)
    if over:
        problems.append(
            Problem.of(
                "cartons_over",
                "services.confirmation_figures",
                "{item}: {over} more cartons than the slip still has open. Correct the number of "
                "cartons.",
                row=line.posted.line,
                field=names[0],
                item=line.posted.name,
                over=write_plain(from_thousandths(over)),
            )
        )
    return takes
