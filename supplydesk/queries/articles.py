"""Items of the catalogue as documents need them: who they are and how they are counted."""

from collections.abc import Iterable

from supplydesk.domain.posting import Article
from supplydesk.domain.quantity import Measure, Pack, from_thousandths
from supplydesk.store.driver import Driver, Row, marks

_COLUMNS = (
    "SELECT i.id, i.code, i.name, i.spec, i.unit, i.decimals, i.active, p.unit, p.size, p.rank "
    "FROM item i LEFT JOIN item_pack p ON p.item = i.id WHERE {where} ORDER BY i.id, p.rank"
)


def _articles(rows: Iterable[Row]) -> list[Article]:
    heads: dict[int, Row] = {}
    packs: dict[int, list[Pack]] = {}
    for row in rows:
        identity, pack_unit, size, rank = row[0], row[7], row[8], row[9]
        assert isinstance(identity, int)
        heads[identity] = row
        if isinstance(pack_unit, str) and isinstance(rank, int):
            whole = from_thousandths(size) if isinstance(size, int) else None
            packs.setdefault(identity, []).append(Pack(pack_unit, whole, rank))
    return [
        Article(
            identity,
            str(row[1]),
            str(row[2]),
            str(row[3]),
            Measure(str(row[4]), int(row[5] or 0), tuple(packs.get(identity, ()))),
            bool(row[6]),
        )
        for identity, row in heads.items()
    ]


def by_code(driver: Driver, codes: Iterable[str]) -> dict[str, Article]:
    """The articles with *codes*; unknown codes are simply not in the answer."""
    wanted = list(dict.fromkeys(codes))
    if not wanted:
        return {}
    sql = _COLUMNS.format(where=f"i.code IN ({marks(len(wanted))})")
    return {article.code: article for article in _articles(driver.all(sql, wanted))}


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
