"""Mixed quantities: typed in packs, read back as typed, never rounded."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplydesk.domain.problem import Refused
from supplydesk.domain.quantity import (
    LARGEST,
    Measure,
    Pack,
    Typed,
    from_thousandths,
    parse,
    same_unit,
    write,
)

WATER = Measure("瓶", 0, (Pack("箱", Decimal(24), 1),))
MASK = Measure("个", 0, (Pack("箱", Decimal(2000), 2), Pack("盒", Decimal(50), 1)))
SUIT = Measure("套", 0, (Pack("箱", None, 1),))
WIRE = Measure("公斤", 3, (Pack("卷", Decimal(50), 1),))
OIL = Measure("升", 1)
TENT = Measure("顶", 0, (Pack("包", Decimal(1), 1),))
GLOVES = Measure("双")
KIT = Measure("套", 0, (Pack("盒", Decimal(20), 1), Pack("箱", None, 2)))
SHEET = Measure("㎡", 2)


@pytest.mark.parametrize(
    ("typed", "measure", "quantity"),
    [
        ("77", WATER, "77"),
        ("1,234", WATER, "1234"),
        ("77瓶", WATER, "77"),
        ("3箱5瓶", WATER, "77"),
        ("3箱 5 瓶", WATER, "77"),
        ("３ 箱５瓶", WATER, "77"),
        ("3箱", WATER, "72"),
        ("3箱30瓶", WATER, "102"),
        ("0.5箱", WATER, "12"),
        ("2箱3盒7个", MASK, "4157"),
        ("2箱3盒7只", MASK, "4157"),
        ("2箱7个", MASK, "4007"),
        ("5副", GLOVES, "5"),
        ("3斤", WIRE, "1.5"),
        ("2公斤3斤", WIRE, "3.5"),
        ("0.5卷", WIRE, "25"),
        ("1.125", WIRE, "1.125"),
        ("1.5升", OIL, "1.5"),
        ("5包", TENT, "5"),
        ("12.25㎡", SHEET, "12.25"),
        ("77.00", WATER, "77"),
    ],
)
def test_what_is_read(typed: str, measure: Measure, quantity: str) -> None:
    assert parse(typed, measure) == Typed(Decimal(quantity))
    assert str(parse(typed, measure).quantity) == quantity


@pytest.mark.parametrize(
    ("typed", "quantity", "cartons"),
    [("7箱100套", 100, 7), ("100套", 100, None), ("100", 100, None), ("0箱", 0, 0)],
)
def test_floating_cartons_are_counted_beside(
    typed: str, quantity: int, cartons: int | None
) -> None:
    read = parse(typed, SUIT)
    assert read == Typed(Decimal(quantity), None if cartons is None else Decimal(cartons))


@pytest.mark.parametrize(
    ("typed", "measure", "code", "says"),
    [
        ("77罐", WATER, "quantity_unit_unknown", "瓶、箱"),
        ("3箱5罐", WATER, "quantity_unit_unknown", "罐"),
        ("3床", MASK, "quantity_unit_unknown", "个、盒、箱"),
        ("3箱5", WATER, "quantity_unit_missing", "5"),
        ("箱", WATER, "quantity_figure_missing", "箱"),
        ("3箱瓶", WATER, "quantity_figure_missing", "瓶"),
        ("5瓶3箱", WATER, "quantity_unit_order", "箱、瓶"),
        ("3箱3箱", WATER, "quantity_unit_order", "箱、瓶"),
        ("3个5只", MASK, "quantity_unit_order", "箱、盒、个"),
        ("7箱", SUIT, "quantity_cartons_alone", "7箱100套"),
        ("7箱0套", SUIT, "quantity_cartons_alone", "套"),
        ("7.5箱100套", SUIT, "quantity_cartons_whole", "7.5箱100套"),
        ("0.3箱", WATER, "quantity_pack_fraction", "24瓶"),
        ("1.5瓶", WATER, "quantity_not_whole", "瓶"),
        ("1.5", WATER, "quantity_not_whole", "瓶"),
        ("3斤", Measure("公斤"), "quantity_not_whole", "公斤"),
        ("1.25升", OIL, "quantity_too_fine", "1"),
        ("3斤", SUIT, "quantity_unit_unknown", "套"),
        ("999999999箱", WATER, "number_too_large", "1,000,000,000"),
        ("", WATER, "number_empty", "数量"),
        ("-5", WATER, "number_negative", "-5"),
        ("-3箱5瓶", WATER, "number_negative", "-3"),
        ("1e9", WATER, "number_exponent", "1e9"),
        ("1e9瓶", WATER, "number_exponent", "1e9"),
        ("1_000", WATER, "number_underscore", "1_000"),
        ("٣", WATER, "number_foreign_digits", "٣"),
        ("NaN瓶", WATER, "number_not_finite", "NaN"),
        ("3箱x", WATER, "number_unreadable", "x"),
        ("77 7瓶", WATER, "number_unreadable", "77 7"),
        ("3箱，5瓶", WATER, "number_commas", ",5"),
    ],
)
def test_what_is_refused(typed: str, measure: Measure, code: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(typed, measure, row=2, field="issued")
    [problem] = refused.value.problems
    assert (problem.code, problem.row, problem.field) == (code, 2, "issued")
    assert says in problem.text


@pytest.mark.parametrize(
    ("quantity", "cartons", "measure", "written"),
    [
        ("77", None, WATER, "3箱5瓶"),
        ("72", None, WATER, "3箱"),
        ("5", None, WATER, "5瓶"),
        ("0", None, WATER, "0瓶"),
        ("-77", None, WATER, "−3箱5瓶"),
        ("4157", None, MASK, "2箱3盒7个"),
        ("75.5", None, WIRE, "1卷25.5公斤"),
        ("5", None, TENT, "5顶"),
        ("100", "7", SUIT, "7箱100套"),
        ("100", None, SUIT, "100套"),
        ("100", "0", SUIT, "100套"),
        ("0", "7", SUIT, "7箱0套"),
        ("-100", "-7", SUIT, "−7箱100套"),
        ("0", "-7", SUIT, "−7箱0套"),
        ("100", "-7", SUIT, "100套（−7箱）"),
        ("-100", "7", SUIT, "−100套（+7箱）"),
        ("47", "3", KIT, "3箱2盒7套"),
        ("5", "7", WATER, "5瓶"),
        ("4E+2", None, GLOVES, "400双"),
    ],
)
def test_writing(quantity: str, cartons: str | None, measure: Measure, written: str) -> None:
    counted = None if cartons is None else Decimal(cartons)
    assert write(Decimal(quantity), measure, counted) == written


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    """Any measure a catalogue may hold: up to three nested packs, one of them floating."""
    decimals = draw(st.integers(0, 3))
    unit = draw(st.sampled_from(["瓶", "个", "双", "公斤", "㎡", "人份"]))
    sizes = draw(st.lists(st.integers(1, 5000), max_size=3, unique=True).map(sorted))
    packs = [
        Pack(word, Decimal(size), rank)
        for rank, (word, size) in enumerate(zip(["盒", "箱", "托"], sizes, strict=False))
    ]
    if draw(st.booleans()):
        packs.append(Pack("捆", None, len(packs)))
    return Measure(unit, decimals, tuple(draw(st.permutations(packs))))


@given(measures(), st.data())
def test_what_is_written_is_read_back(measure: Measure, data: st.DataObject) -> None:
    step = 10 ** (3 - measure.decimals)
    most = int(LARGEST) * 1000 // step - 1
    quantity = from_thousandths(data.draw(st.integers(0, most)) * step)
    floats = any(pack.size is None for pack in measure.packs)
    cartons = None
    if floats and quantity:
        cartons = data.draw(st.none() | st.integers(1, 99999).map(Decimal))
    read = parse(write(quantity, measure, cartons), measure)
    assert read == Typed(quantity, cartons)
    assert type(read.quantity) is Decimal
    assert write(-quantity, measure) == ("−" if quantity else "") + write(quantity, measure)


@given(measures(), st.text(alphabet="0123456789., 箱盒瓶个只捆公斤-e", max_size=14))
def test_any_text_is_read_exactly_or_refused(measure: Measure, typed: str) -> None:
    try:
        read = parse(typed, measure)
    except Refused:
        return
    assert 0 <= read.quantity < LARGEST
    assert read.quantity == round(read.quantity, measure.decimals)
    assert parse(write(read.quantity, measure), measure).quantity == read.quantity


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("只", "个", True),
        ("个", "只", True),
        ("双", "副", True),
        ("箱", " 箱", True),
        ("箱", "盒", False),
        ("只", "双", False),
    ],
)
def test_unit_words_that_mean_the_same(one: str, other: str, same: bool) -> None:
    assert same_unit(one, other) is same


def test_an_alias_gives_way_to_a_pack_of_that_name() -> None:
    measure = Measure("只", 0, (Pack("个", Decimal(10), 1),))
    assert parse("2个3只", measure).quantity == 23


def test_a_lots_own_pack_stands_for_the_largest() -> None:
    nested = Measure("瓶", 0, (Pack("箱", Decimal(240), 2), Pack("盒", Decimal(12), 1)))
    own = nested.of_lot(Decimal(120))
    assert own.packs == (Pack("盒", Decimal(12), 1), Pack("箱", Decimal(120), 2))
    assert nested.of_lot(None) == nested
    assert Measure("瓶").of_lot(Decimal(120)) == Measure("瓶")
