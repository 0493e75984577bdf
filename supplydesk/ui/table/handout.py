"""A table as it stands on screen, handed on: the columns that are seen, its order, its rows.

A paper is Chinese in every language of the desk; a sheet and a copied text speak the desk's own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar, cast

from supplydesk.services.list_shape import List, ListColumn, ListRow, Value
from supplydesk.store.database import DeskSession
from supplydesk.text import on_paper
from supplydesk.ui.parts.export import Handout, Making
from supplydesk.ui.table.column import Column
from supplydesk.ui.table.model import ListModel, WindowModel
from supplydesk.ui.table.view import TableView

Row = TypeVar("Row")
CHUNK = 500
"""Rows of a long table that are read in one go: well within the time that a writer may wait."""
_CODE_SHARE = 0.4


class Told(NamedTuple):
    """What stands above a table; ``facts`` say what it was narrowed to."""

    title: str
    facts: Sequence[str] = ()


Gather = Callable[[Making], Callable[[], Iterable[Row]]]


def handout(
    view: TableView[Row],
    model: ListModel[Row] | WindowModel[Row],
    told: Callable[[], Told],
    columns: Callable[[], Sequence[Column[Row]]],
    read: Callable[[DeskSession, Sequence[int]], Sequence[Row]] | None = None,
    lead: str = "",
) -> Handout:
    """What *view* shows of *model* now; *lead* goes before.

    *told* and *columns* say it anew in the language in use, since a paper's is another than the
    desk's. Of a table in windows only the ids are taken here; the worker reads the rows with
    *read*.
    """
    names = [column.name for column in view.shown()]

    def words() -> tuple[Told, Sequence[Column[Row]]]:
        by_name = {column.name: column for column in columns()}
        return told(), [by_name[name] for name in names]

    # They ask the page's fields, so that the window says both, and the worker chooses.
    on_screen, printed = words(), on_paper(words)
    gather: Gather[Row]
    if isinstance(model, ListModel):
        rows, count = model.rows, len(model.rows)

        def gather(_making: Making) -> Callable[[], Iterable[Row]]:
            return lambda: rows
    else:
        assert read is not None, "a table in windows is read by the worker"
        ids, ask = model.ids[:], read
        count = len(ids)

        def gather(making: Making) -> Callable[[], Iterable[Row]]:
            return lambda: _in_chunks(making, ids, ask)

    def made(making: Making, *, paper: bool = False) -> List:
        found = gather(making)
        (title, facts), own = printed if paper else on_screen

        def rows() -> Iterator[ListRow]:
            for row in found():
                make = partial(_list_row, own, row)
                yield on_paper(make) if paper else make()

        return List(
            title,
            tuple(_list_columns(own)),
            rows,
            count,
            tuple(filter(None, facts)),
            lead=lead,
        )

    # Papers and sheets take a third of a second to import: the worker's, not the window's.
    def write(path: Path, making: Making) -> Path:
        from supplydesk.services import list_file  # noqa: PLC0415 - as it says above

        return list_file.write(
            path,
            made(making, paper=path.suffix.lower() == ".pdf"),
            making.stationery(),
            created=making.now,
            replace=making.replace,
            tick=making.tick,
        )

    def text(making: Making) -> str:
        from supplydesk.services import list_file  # noqa: PLC0415 - as it says above

        return list_file.as_text(made(making), making.tick)

    return Handout(on_screen[0].title, write, text)


def _in_chunks(
    making: Making,
    ids: Sequence[int],
    read: Callable[[DeskSession, Sequence[int]], Sequence[Row]],
) -> Iterator[Row]:
    for start in range(0, len(ids), CHUNK):
        wanted = ids[start : start + CHUNK]

        def chunk(session: DeskSession, wanted: Sequence[int] = wanted) -> Sequence[Row]:
            return read(session, wanted)

        yield from making.look(chunk)


def _list_columns(columns: Sequence[Column[Row]]) -> Iterator[ListColumn]:
    for column in columns:
        yield ListColumn(column.title, column.width, column.figure)
        if column.aside:
            yield ListColumn(column.aside, column.width * _CODE_SHARE)


def _list_row(columns: Sequence[Column[Row]], row: Row) -> ListRow:
    values: list[Value] = []
    strong = False
    for column in columns:
        cell = column.cell(row)
        strong = strong or cell.strong
        told = column.plain(row) if column.value is None else column.value(row)
        values.append(cast("Value", told))  # what a column gives a sheet is one of these
        if column.aside:
            values.append(cell.aside)
    return ListRow(tuple(values), strong)
