"""What went wrong, as a page tells it: a file is named, and what to do about it."""

import errno

import pytest

from supplydesk.domain.problem import Problem, Refused
from supplydesk.store.database import StoreTrouble
from supplydesk.ui.parts.refusals import problems_of


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (
            FileNotFoundError(errno.ENOENT, "x", "/u/期初.xlsx"),
            "file_gone",
            "找不到 /u/期初.xlsx。",
        ),
        (OSError(errno.ENOSPC, "x", "/u/a.db"), "disk_full", "/u/a.db"),
        (OSError(errno.EACCES, "x", "/u/a.db"), "read_only", "/u/a.db"),
        (OSError(errno.EIO, "Input/output error", "/u/a"), "file_error", "/u/a"),
        (OSError(errno.EIO, "Input/output error"), "file_error", "（磁盘或其连接出错）"),
    ],
)
def test_a_file_that_cannot_be_had_is_named(error: OSError, code: str, words: str) -> None:
    (problem,) = problems_of(error)
    assert problem.code == code
    assert words in problem.text
    assert "Input/output" not in problem.text


def test_what_can_be_mended_is_told_and_a_bug_is_not() -> None:
    problem = Problem("a", "…")
    assert problems_of(Refused((problem,))) == (problem,)
    assert problems_of(StoreTrouble(problem)) == (problem,)
    assert problems_of(ZeroDivisionError()) == ()
