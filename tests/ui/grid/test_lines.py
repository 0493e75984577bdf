"""The lines of a grid against a plain list: typed, taken out, pasted, undone, done again."""

from collections.abc import Sequence

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from pytestqt.modeltest import ModelTester

from supplydesk.ui.grid.lines import GridColumn, Line, LinesModel, RowFacts

NAMES = ("item", "ordered", "note")
LINES = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(NAMES, st.sampled_from(["", "1", "２", "棉被", "x y"]))
)
Lines = tuple[dict[str, str], ...]


def _columns() -> tuple[GridColumn, ...]:
    return tuple(GridColumn(name, name, 80, "text") for name in NAMES)


class Typed(RuleBasedStateMachine):
    """What a clerk may do to the lines, and what they are then."""

    def __init__(self) -> None:
        super().__init__()
        self.model = LinesModel(_columns())
        self.now: Lines = ()
        self.behind: list[Lines] = []
        self.ahead: list[Lines] = []
        self.rows = self.model.rowCount()
        self.told = 0
        self.model.rowsInserted.connect(lambda _parent, a, b: self._grew(b - a + 1))
        self.model.rowsRemoved.connect(lambda _parent, a, b: self._grew(a - b - 1))
        self.model.edited.connect(self._edited)

    def _grew(self, count: int) -> None:
        self.rows += count

    def _edited(self) -> None:
        self.told += 1

    def _became(self, lines: Sequence[dict[str, str]]) -> None:
        if tuple(lines) != self.now:
            self.behind.append(self.now)
            self.ahead.clear()
            self.now = tuple(lines)

    @rule(at=st.integers(0, 8), texts=LINES)
    def put(self, at: int, texts: Line) -> None:
        row = min(at, len(self.now))
        lines = [dict(line) for line in self.now]
        if row < len(lines):
            lines[row] |= texts
        elif texts:
            lines.append(dict(texts))
        self.model.put(row, texts)
        self._became(lines)

    @rule(rows=st.lists(st.integers(0, 8), max_size=3))
    def take_out(self, rows: list[int]) -> None:
        self.model.take_out(rows)
        self._became([line for at, line in enumerate(self.now) if at not in rows])

    @rule(at=st.integers(0, 8), block=st.lists(LINES, max_size=5))
    def put_many(self, at: int, block: list[Line]) -> None:
        row = min(at, len(self.now))
        lines = [dict(line) for line in self.now]
        for place, texts in enumerate(block, row):
            if place < len(lines):
                lines[place] |= texts
            else:
                lines.append(dict(texts))
        self.model.put_many(row, block)
        self._became(lines)

    @precondition(lambda self: self.behind)
    @rule()
    def undo(self) -> None:
        self.model.undo_stack.undo()
        self.ahead.append(self.now)
        self.now = self.behind.pop()

    @precondition(lambda self: self.ahead)
    @rule()
    def redo(self) -> None:
        self.model.undo_stack.redo()
        self.behind.append(self.now)
        self.now = self.ahead.pop()

    @rule(data=st.data())
    def tell(self, data: st.DataObject) -> None:
        row = data.draw(st.integers(0, max(len(self.now) - 1, 0)))
        self.model.tell({row: RowFacts()})

    @invariant()
    def the_lines_are_those_of_the_list(self) -> None:
        assert tuple(dict(line) for line in self.model.lines) == self.now
        assert self.model.rowCount() == self.rows == len(self.now) + 1
        assert self.model.undo_stack.canUndo() == bool(self.behind)
        assert self.model.undo_stack.canRedo() == bool(self.ahead)
        typed = [(row, line) for row, line in enumerate(self.now) if any(line.values())]
        assert [(row, dict(line)) for row, line in self.model.typed()] == typed


TestTyped = Typed.TestCase
TestTyped.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


@pytest.mark.usefixtures("qapp")
def test_lines_that_are_given_are_emptied_and_never_taken_away() -> None:
    model = LinesModel(_columns(), fixed=True)
    model.load([{"line": "1", "note": "a"}, {"line": "2", "note": "b"}])
    model.take_out([0])
    assert [dict(line) for line in model.lines] == [{"line": "1"}, {"line": "2", "note": "b"}]
    model.put_many(1, [{"note": "c"}, {"note": "d"}])
    assert model.rowCount() == 2
    assert model.line(1)["note"] == "c"
    model.undo_stack.undo()
    model.undo_stack.undo()
    assert model.line(0)["note"] == "a"
    assert not model.undo_stack.canUndo()


@pytest.mark.parametrize("fixed", [False, True])
def test_it_is_a_sound_model(fixed: bool, qtmodeltester: ModelTester) -> None:
    model = LinesModel(_columns(), fixed=fixed)
    model.load([{"item": "a"}, {"item": "b"}])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # the plugin's own
    model.put_many(1, [{"item": "c"}] * 5)
    model.take_out([0, 2])
    model.undo_stack.undo()
    model.tell({0: RowFacts()})
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # as above
