"""Finding by what a clerk types: what fits, what fits best, which letters were meant."""

import pytest

from supplydesk.domain.lookup import Found, best, entry, find, folded

QUILT = entry("ZQ-0109", "棉被", "mb", "mianbei", "6901234567892")
BREAD = entry("SP-0302", "面包", "mb")
SHIELD = entry("201007", "防护面屏", "fhmp fhmb")
MASK = entry("FY-0403", "N95 口罩", "n95kz")


@pytest.mark.parametrize(
    ("typed", "one", "found"),
    [
        ("棉被", QUILT, Found(0, (0, 1))),
        ("zq-0109", QUILT, Found(0)),
        ("6901234567892", QUILT, Found(0)),
        ("mian", entry("1", "被", "b", "mian"), Found(1)),
        ("mb", entry("1", "棉被", "xx", "mb"), Found(1, (0, 1))),
        ("棉", QUILT, Found(1, (0,))),
        ("zq", QUILT, Found(2)),
        ("mb", BREAD, Found(3, (0, 1))),
        ("护面", SHIELD, Found(4, (1, 2))),
        ("mb", SHIELD, Found(5, (2, 3))),
        ("0302", BREAD, Found(6)),
        ("567", QUILT, Found(6)),
        ("nbei", QUILT, Found(6)),
        ("口罩", MASK, Found(4)),
        ("n95", MASK, Found(1)),
        ("kz", MASK, Found(5, (4, 5))),
        ("帐", QUILT, None),
        # A run over the end of one part into the next is no match.
        ("9\n棉", QUILT, None),
        ("mb\nmian", QUILT, None),
    ],
)
def test_what_fits_and_how_well(typed: str, one: object, found: Found | None) -> None:
    assert find(typed, one) == found  # type: ignore[arg-type]  # an entry


def test_typing_is_folded_before_it_is_compared() -> None:
    assert folded(" ＭＢ １２ ") == "mb12"


def test_the_best_come_first_and_no_more_than_wanted() -> None:
    things = [(one, one.name) for one in (SHIELD, BREAD, QUILT, MASK)]
    assert [name for name, _ in best("mb", things, 9)] == ["面包", "棉被", "防护面屏"]
    assert [name for name, _ in best("ＭＢ", things, 1)] == ["面包"]
    assert list(best("  ", things, 9)) == []
    assert list(best("帐", things, 9)) == []
