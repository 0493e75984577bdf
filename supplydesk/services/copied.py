"""A document's lines as the ledger keeps them: what is printed is copied, safe from a rename."""

from collections.abc import Mapping
from functools import lru_cache

from supplydesk.domain.entry import Line
from supplydesk.domain.posting import DraftLine, Kind
from supplydesk.domain.quantity import Measure, write_plain
from supplydesk.domain.seal import canonical

_ITEMS = 4096  # the same few hundred items fill all lines of a desk


def copied(kind: Kind, line: DraftLine) -> Line:
    """*line* of a document of *kind*, its item's name, spec and way of counting copied."""
    article, measure = line.article, line.article.measure
    total = 0
    for route in kind.routes:
        total += line.figures.get(route.figure, 0)
    if line.content:
        content = canonical({**line.content, **_counted(measure)})
    else:
        content = _only_counted(measure)
    return Line(
        line.row,
        article.id,
        article.code,
        article.name,
        article.spec,
        measure.unit,
        line.ordered,
        total,
        line.note,
        content,
    )


@lru_cache(maxsize=_ITEMS)
def _counted(measure: Measure) -> Mapping[str, object]:
    """How an item was counted on that day: unit, decimals, packs."""
    packs = [
        (pack.unit, None if pack.size is None else write_plain(pack.size), pack.rank)
        for pack in measure.packs
    ]
    return {"measure": (measure.unit, measure.decimals, packs)}


@lru_cache(maxsize=_ITEMS)
def _only_counted(measure: Measure) -> str:
    return canonical(_counted(measure))
