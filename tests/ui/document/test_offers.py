"""What is offered by role: who may not write the copy need not ask for reversing with one."""

import pytest

from supplydesk.domain.lifecycle import Steps
from supplydesk.ui.document import offers
from supplydesk.ui.document.open_paper import OpenPaper

NONE, APPROVED = Steps(), Steps(approve=True)


@pytest.mark.parametrize(
    ("name", "role", "steps", "may"),
    [
        ("reverse", "clerk", NONE, True),
        ("reverse_copy", "clerk", NONE, True),
        ("reverse_copy", "keeper", NONE, False),
        ("reverse_copy", "approver", NONE, False),
        ("reverse", "approver", APPROVED, True),
        ("reverse_copy", "clerk", APPROVED, True),
        # Another person signs the reversal; the draft is the keeper's own to write.
        ("reverse_copy", "keeper", APPROVED, True),
        ("reverse_copy", "approver", APPROVED, False),
        ("reverse_copy", "viewer", APPROVED, False),
    ],
)
def test_who_may_reverse_and_copy(name: str, role: str, steps: Steps, *, may: bool) -> None:
    paper = OpenPaper("key", "dispatch", "posted", "DB-1", steps)
    why = offers.why_not(name, paper, role, busy=False, empty=False, sound=True)
    assert (why == "") == may, why
