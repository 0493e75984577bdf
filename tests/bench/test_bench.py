"""The bench works: every job at a tiny size, both sides doing the same; no clock is looked at."""

from pathlib import Path

import pytest

from tests.bench import report
from tests.bench.__main__ import main
from tests.bench.ground import Ground
from tests.bench.jobs import JOBS
from tests.bench.measure import TINY, Figure, Taken, by_turns


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return Ground(tmp_path_factory.mktemp("bench"), TINY, lambda _text: None)


@pytest.mark.parametrize("name", JOBS)
def test_a_job_measures_both_sides_and_both_do_the_same(name: str, ground: Ground) -> None:
    figures = JOBS[name](ground)
    assert figures
    for figure in figures:
        assert figure.bare > 0
        assert figure.ours > 0
        assert "differ" not in figure.note
        assert "found" not in figure.note


def test_the_table_is_printed_and_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "figures.md"
    assert main(["--quick", "--only", "stock-now", "--markdown", str(file)]) == 0
    printed = capsys.readouterr().out
    assert "stock now, 60 item–place pairs" in printed
    assert "SQLite" in printed
    assert "| stock now, 60 item–place pairs" in file.read_text(encoding="utf-8")


def test_what_is_over_its_reach_says_so() -> None:
    over, within = Taken(0.001, 0.002), Taken(0.002, 0.002)
    assert report.row(over.figure("job", 1.5, "bare"))[-3:] == ("2.00×", "≤ 1.5×", "OVER")
    assert report.row(within.figure("job", 1.5, "bare"))[-1] == ""
    heavy = Figure("job", 1, 1, 1.5, "bare", memory=120, memory_reach=100)
    assert report.row(heavy)[-1] == "OVER; peak +120 MiB (≤ 100)"


def test_turns_alternate_and_warm_ones_do_not_count() -> None:
    seen: list[tuple[str, int]] = []
    medians = by_turns(
        [lambda turn: seen.append(("a", turn)), lambda turn: seen.append(("b", turn))], 2, warm=1
    )
    assert [name for name, _ in seen] == ["a", "b", "b", "a", "a", "b"]
    assert len(medians) == 2
