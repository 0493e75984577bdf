"""What stands in boxes beside a paper's title: what became of it, and how often it was printed."""

from datetime import datetime
from typing import Protocol

from supplydesk.papers.figures import stamp

Stamp = tuple[str, bool]
"""A text, and whether it is bold."""


class Stamped(Protocol):
    """What a slip and a return receipt both say of themselves."""

    @property
    def reversed_by(self) -> str:
        """The number of the paper that undid this one; empty where none did."""

    @property
    def reverses(self) -> str:
        """The number of the paper that this one undoes."""

    @property
    def reprint(self) -> int:
        """Prints after the first."""

    @property
    def reprinted_at(self) -> datetime | None:
        """When it was printed last; None where nobody noted it."""


VOIDED: Stamp = ("已作废", True)


def since_posted(paper: Stamped) -> list[Stamp]:
    """Reversals and reprints of *paper*."""
    stamps: list[Stamp] = []
    if paper.reversed_by:
        stamps.append((f"已红冲 → {paper.reversed_by}", True))
    if paper.reverses:
        stamps.append((f"红冲 ← {paper.reverses}", True))
    if paper.reprint:
        when = f" {stamp(paper.reprinted_at)}" if paper.reprinted_at else ""
        stamps.append((f"补打（{paper.reprint}）{when}", False))
    return stamps
