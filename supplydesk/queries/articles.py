"""Items of the catalogue as documents need them: who they are and how they are counted."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from supplydesk.domain.posting import Article
from supplydesk.domain.quantity import Measure, Pack, from_thousandths
from supplydesk.store.driver import Driver, Row, marks

_COLUMNS = (
    "SELECT i.id, i.code, i.name, i.spec, i.unit, i.decimals, i.active, p.unit, p.size, p.rank "
    "FROM item i LEFT JOIN item_pack p ON p.item = i.id WHERE {where} ORDER BY i.id, p.rank"
)


def _articles(rows: Iterable[Row]) -> list[Article]:
    return [_article(tuple(own)) for _, own in groupby(rows, itemgetter(0))]


@lru_cache(maxsize=4096)
def _article(rows: tuple[Row, ...]) -> Article:
    # Every line asks, and hardly ever has the item changed since the last one.
    identity, code, name, spec, unit, decimals, active = rows[0][:7]
    packs = tuple(
        Pack(pack, None if size is None else from_thousandths(size), rank)
        for *_, pack, size, rank in rows
        if pack is not None
    )
    return Article(identity, code, name, spec, Measure(unit, decimals, packs), bool(active))


def by_code(driver: Driver, codes: Iterable[str]) -> dict[str, Article]:
    """The articles with *codes*; unknown codes are simply not in the answer."""
    wanted = list(dict.fromkeys(codes))
    if not wanted:
        return {}
    sql = _COLUMNS.format(where=f"i.code IN ({marks(len(wanted))})")
    return {article.code: article for article in _articles(driver.all(sql, wanted))}


class Called(NamedTuple):
    """What an item is called."""

    code: str
    name: str
    spec: str


def named(driver: Driver) -> list[Called]:
    """What every item is called, by code."""
    return [
        Called._make(row) for row in driver.all("SELECT code, name, spec FROM item ORDER BY code")
    ]


def by_id(driver: Driver, ids: Iterable[int]) -> dict[int, Article]:
    """The articles with *ids*."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    sql = _COLUMNS.format(where=f"i.id IN ({marks(len(wanted))})")
    return {article.id: article for article in _articles(driver.all(sql, wanted))}


def in_use(driver: Driver) -> dict[str, Article]:
    """Every article that is still used, by code."""
    rows = driver.all(_COLUMNS.format(where="i.active = 1"))
    return {article.code: article for article in _articles(rows)}
