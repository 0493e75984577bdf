"""Cartons of a slip go along where somebody says, and the rest when the last of a lot has come."""

from hypothesis import given
from hypothesis import strategies as st

from supplydesk.domain.cartons import Part, spread
from supplydesk.domain.picking import Take


def test_what_nobody_spoke_of_goes_with_the_goods_that_arrived() -> None:
    takes, over = spread([Take(1, 0, 50, 2)], [Part(49), Part(1)])
    assert takes == (Take(1, 0, 49, 2), Take(1, 0, 1, 0))
    assert over == 0


def test_while_some_of_a_lot_is_open_its_cartons_wait_for_it() -> None:
    takes, _ = spread([Take(1, 0, 50, 2), Take(2, 0, 10, 1)], [Part(30)])
    assert takes == (Take(1, 0, 30, 0),)
    takes, _ = spread([Take(1, 0, 20, 2), Take(2, 0, 10, 1)], [Part(25)])
    assert takes == (Take(1, 0, 20, 2), Take(2, 0, 5, 0)), "the first lot has come whole"


def test_named_cartons_go_where_they_were_named() -> None:
    takes, over = spread([Take(1, 0, 50, 3)], [Part(20, 1), Part(30)])
    assert takes == (Take(1, 0, 20, 1), Take(1, 0, 30, 2))
    takes, over = spread([Take(1, 0, 50, 3)], [Part(20, 1)])
    assert (takes, over) == ((Take(1, 0, 20, 1),), 0)
    takes, over = spread([Take(1, 0, 20, 1), Take(2, 0, 30, 4)], [Part(50, 4)])
    assert takes == (Take(1, 0, 20, 1), Take(2, 0, 30, 4)), "none stays where no pieces are"
    assert over == 0


def test_more_cartons_than_there_are_is_told() -> None:
    assert spread([Take(1, 0, 50, 3)], [Part(20, 2), Part(10, 3)])[1] == 2
    assert spread([Take(1, 0, 50)], [Part(20, 1)])[1] == 1


def test_more_than_is_open_draws_what_there_is() -> None:
    assert spread([Take(1, 0, 5, 1)], [Part(9)]) == ((Take(1, 0, 5, 1),), 0)
    assert spread([], [Part(9, 2)]) == ((), 2)


POOLS = st.lists(
    st.builds(Take, st.integers(1, 4), st.just(0), st.integers(1, 40), st.integers(0, 5)),
    max_size=4,
)
PARTS = st.lists(
    st.builds(Part, st.integers(1, 40), st.none() | st.integers(0, 6)),
    max_size=4,
)


@given(POOLS, PARTS)
def test_no_piece_and_no_carton_is_made_or_lost(pool: list[Take], parts: list[Part]) -> None:
    takes, over = spread(pool, parts)
    there = sum(take.quantity for take in pool)
    asked = sum(part.quantity for part in parts)
    assert sum(take.quantity for take in takes) == min(there, asked)
    going = sum(take.packs or 0 for take in takes)
    cartons = sum(take.packs or 0 for take in pool)
    named = sum(part.cartons or 0 for part in parts)
    assert named - over <= going <= cartons
    if asked >= there:
        assert going == cartons, "where no pieces are left, no carton is"
