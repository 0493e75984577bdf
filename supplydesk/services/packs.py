"""Packs of an item as a clerk writes them: ``盒=50；箱=2000``, ``?`` where cartons float."""

from collections.abc import Iterable

from supplydesk.domain.figures import fold
from supplydesk.domain.problem import refuse
from supplydesk.domain.quantity import parse_decimal, write_plain
from supplydesk.services.catalogue import PackFacts

_PER_PART = 2
_LONGEST = 40


def read(text: str, unit: str = "", before: Iterable[PackFacts] = ()) -> tuple[PackFacts, ...]:
    """The packs that *text* names; each size may be followed by the base *unit*.

    A pack that stands among those *before* keeps what its text does not say.

    Raises:
        Refused: it is not written so.
    """
    old = {pack.unit: pack for pack in before}
    packs = []
    plain = fold(text).replace("、", ";")
    for part in filter(None, (one.strip() for one in plain.split(";"))):
        pack = _pack(part, unit)
        kept = old.get(pack.unit)
        packs.append(kept if kept and kept.size == pack.size else pack)
    return tuple(packs)


def _pack(part: str, unit: str) -> PackFacts:
    halves = [half.strip() for half in part.split("=")]
    if len(halves) != _PER_PART or not all(halves):
        raise refuse(
            "packs_unreadable",
            "services.packs",
            "“{part}” is no pack. Write 盒=50;箱=2000 from small to large, 箱=? where cartons are "
            "unevenly packed.",
            field="packs",
            part=part[:_LONGEST],
        )
    name, size = halves
    if size == "?":
        return PackFacts(name, None)
    figure = size.removesuffix(fold(unit)).strip() if unit else size
    return PackFacts(name, parse_decimal(figure or size, field="packs"))


def write(packs: Iterable[PackFacts], unit: str = "") -> str:
    """*packs* as `read` takes them, each size with the base *unit*."""
    return "；".join(
        f"{pack.unit}={'?' if pack.size is None else write_plain(pack.size) + unit}"
        for pack in packs
    )
