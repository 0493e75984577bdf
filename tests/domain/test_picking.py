"""Which lots leave first."""

from collections import Counter
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from supplydesk.domain.picking import Candidate, Picked, Take, in_order, pick

TODAY = date(2022, 10, 24)
BOX = 24_000


def day(offset: int) -> str:
    return (TODAY + timedelta(days=offset)).isoformat()


def lots(picked: Picked) -> list[int]:
    return [take.lot for take in picked.takes]


def test_what_expires_first_leaves_first_and_undated_lots_follow_as_they_came() -> None:
    stock = [
        Candidate(1, 1, 5000, None, received=1),
        Candidate(2, 1, 5000, None, received=0),
        Candidate(3, 1, 5000, day(90), received=0),
        Candidate(4, 1, 5000, day(30), received=9),
    ]
    assert lots(pick(stock, 20_000, TODAY)) == [4, 3, 2, 1]


def test_an_expired_lot_never_leaves_but_its_last_day_counts() -> None:
    stock = [Candidate(1, 1, 5000, day(-1)), Candidate(2, 1, 5000, day(0))]
    assert pick(stock, 8000, TODAY) == Picked((Take(2, 1, 5000),), 3000)


def test_a_broken_pack_leaves_before_a_whole_one_of_the_same_age() -> None:
    dated = [
        Candidate(1, 1, 2 * BOX, day(30), received=1, pack_size=BOX),
        Candidate(2, 1, BOX + 5000, day(30), received=2, pack_size=BOX),
    ]
    undated = [
        Candidate(1, 1, 2 * BOX, None, received=1, pack_size=BOX),
        Candidate(1, 2, BOX + 5000, None, received=1, pack_size=BOX),
        Candidate(2, 3, 1000, None, received=2, pack_size=BOX),
    ]
    assert lots(pick(dated, BOX, TODAY)) == [2]
    assert [take.place for take in pick(undated, 4 * BOX, TODAY).takes] == [2, 1, 3]


def test_the_items_own_pack_says_what_is_broken_where_the_lot_has_none() -> None:
    """Two full 箱 and one with 15瓶 beside it, expiring together: what is open leaves first."""
    full = Candidate(1, 1, 60_000, day(30), received=1)
    broken = Candidate(2, 1, 45_000, day(30), received=2)
    assert lots(pick([full, broken], 10_000, TODAY)) == [1], "nothing is known of their packs"
    assert lots(pick([full, broken], 10_000, TODAY, (30_000,))) == [2]
    assert pick([full, broken], 50_000, TODAY, (30_000,)).takes == (
        Take(2, 1, 45_000),
        Take(1, 1, 5000),
    )
    later = broken._replace(expires=day(31))
    assert lots(pick([full, later], 10_000, TODAY, (30_000,))) == [1], "the date comes first"


def test_loose_pieces_go_before_loose_boxes_and_those_before_whole_cartons() -> None:
    stock = [
        Candidate(1, 1, 240_000, day(9)),
        Candidate(2, 1, 36_000, day(9)),
        Candidate(3, 1, 13_000, day(9)),
    ]
    assert lots(pick(stock, 289_000, TODAY, (12_000, 240_000))) == [3, 2, 1]


def test_a_lots_own_pack_outranks_the_items_largest_and_floating_cartons_are_never_broken() -> None:
    lot = Candidate(1, 1, 60_000, day(9), received=2, pack_size=20_000)
    odd = Candidate(2, 1, 50_000, day(9), received=1, pack_size=20_000)
    assert lots(pick([lot, odd], 110_000, TODAY, (24_000,))) == [2, 1]
    assert lots(pick([lot, odd], 110_000, TODAY, (None,))) == [2, 1]
    floating = [Candidate(1, 1, 7000, day(9), packs=2), Candidate(2, 1, 5000, day(9), packs=2)]
    assert lots(pick(floating, 12_000, TODAY, (None,))) == [1, 2]


def test_what_came_together_goes_broken_packs_first() -> None:
    together = [Candidate(1, 1, BOX, received=7), Candidate(2, 1, 5000, received=7)]
    assert lots(pick(together, 2000, TODAY, (BOX,))) == [2]
    earlier = [Candidate(1, 1, BOX, received=6), Candidate(2, 1, 5000, received=7)]
    assert lots(pick(earlier, 2000, TODAY, (BOX,))) == [1]


def test_a_part_is_taken_and_cartons_go_along_only_with_all_of_it() -> None:
    stock = [Candidate(1, 1, 5000, day(1), packs=2), Candidate(2, 1, 5000, day(2), packs=3)]
    assert pick(stock, 7000, TODAY) == Picked((Take(1, 1, 5000, 2), Take(2, 1, 2000)), 0)


def test_nothing_wanted_and_nothing_there() -> None:
    assert pick([Candidate(1, 1, 5000)], 0, TODAY) == Picked((), 0)
    assert pick([Candidate(1, 1, 5000)], -1, TODAY) == Picked((), 0)
    assert pick([Candidate(1, 1, 0), Candidate(2, 1, -5)], 7, TODAY) == Picked((), 7)


def test_what_is_spoken_for_is_not_available_again() -> None:
    assert Candidate(1, 2, 5000, day(3), 4, BOX, 6).less(2000) == Candidate(
        1, 2, 3000, day(3), 4, BOX, 6
    )


@st.composite
def stocks(draw: st.DrawFn) -> list[Candidate]:
    keys = draw(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 3)), unique=True, max_size=9))
    expires = draw(st.lists(st.none() | st.integers(-3, 3).map(day), min_size=7, max_size=7))
    return [
        Candidate(
            lot,
            place,
            draw(st.integers(-2000, 60_000)),
            expires[lot],
            lot,
            draw(st.none() | st.just(BOX)),
        )
        for lot, place in keys
    ]


@given(stocks(), st.integers(0, 300_000), st.randoms(use_true_random=False))
def test_picking_keeps_its_laws(stock: list[Candidate], wanted: int, chance: Random) -> None:
    picked = pick(stock, wanted, TODAY, (12_000, BOX))
    known = {(one.lot, one.place): one for one in stock}
    taken = Counter({(take.lot, take.place): take.quantity for take in picked.takes})
    assert len(taken) == len(picked.takes)
    assert sum(taken.values()) == wanted - picked.missing
    assert picked.missing >= 0
    for key, quantity in taken.items():
        assert 0 < quantity <= known[key].available
        assert (known[key].expires or day(0)) >= day(0)
    left = [one for one in in_order(stock, TODAY) if one.available > taken[one.lot, one.place]]
    if left:
        assert not picked.missing
        soonest = min(one.expires or "9999" for one in left)
        assert all((known[key].expires or "9999") <= soonest for key in taken)
    shuffled = list(stock)
    chance.shuffle(shuffled)
    assert pick(shuffled, wanted, TODAY, (12_000, BOX)) == picked
