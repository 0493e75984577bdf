"""Numbers of papers: ours gapless and in order, other people's as they wrote them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplydesk.domain.numbering import (
    Gap,
    InstructionNumber,
    Number,
    Series,
    gaps,
    kind_words,
    read_instruction_number,
    read_number,
    titles,
    write_number,
)
from supplydesk.domain.problem import Refused

DAY = date(2022, 10, 24)
NUMBERS = st.builds(Number, st.sampled_from(Series), st.dates(), st.integers(1, 999_999_999))


def test_every_series_has_its_word_and_title() -> None:
    assert " ".join(Series) == "QC RK YS DB HZ CK YK HS XH GH BF PD SY"
    assert titles().keys() == set(Series)
    assert len(set(titles().values())) == len(Series)
    assert [Series.of(series.word) for series in Series] == list(Series)
    assert Series.of("give_back") == "GH"


@pytest.mark.parametrize(
    ("n", "written"), [(1, "DB-20221024-001"), (999, "DB-20221024-999"), (1000, "DB-20221024-1000")]
)
def test_writing(n: int, written: str) -> None:
    assert write_number("DB", DAY, n) == written
    assert str(Number(Series.DISPATCH, DAY, n)) == written


@pytest.mark.parametrize(("series", "n"), [("DB", 0), ("DB", -1), ("XX", 1)])
def test_numbers_that_do_not_exist(series: str, n: int) -> None:
    with pytest.raises(ValueError, match=r".+"):
        write_number(series, DAY, n)


@given(NUMBERS)
def test_what_is_written_is_read_back(number: Number) -> None:
    written = str(number)
    full_width = "".join(chr(ord(sign) + 0xFEE0) for sign in written)
    assert read_number(written) == number
    assert read_number(f" {written.lower()} ") == number
    assert read_number(full_width) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "DB-20221024-000",
        "DB-20221024-01",
        "DB-20221024-0001",
        "DB-20221324-001",
        "DB-20220230-001",
        "XX-20221024-001",
        "DB20221024001",
        "DB-20221024-٠٠١",
        "DB-20221024-1_000",
        "DB-20221024-001;",
        "DB-20221024-" + "9" * 200,
    ],
)
def test_what_is_no_number(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        read_number(typed, row=1, field="number")
    [problem] = refused.value.problems
    assert (problem.code, problem.row, problem.field) == ("number_of_no_series", 1, "number")
    assert len(problem.text) < 120


def test_order_is_by_figure() -> None:
    written = ["DB-20221024-1000", "DB-20221025-001", "DB-20221024-999", "CK-20221026-001"]
    assert [str(number) for number in sorted(map(read_number, written))] == [
        "CK-20221026-001",
        "DB-20221024-999",
        "DB-20221024-1000",
        "DB-20221025-001",
    ]


def test_gaps_in_the_middle_at_the_start_and_at_the_end() -> None:
    held = [Number(Series.DISPATCH, DAY, n) for n in (7, 3, 4, 3)]
    held.append(Number(Series.ISSUE, DAY, 1))
    reached = {(Series.DISPATCH, DAY): 9, (Series.RECEIPT, DAY): 2}
    assert gaps(held, reached) == (
        Gap(Series.DISPATCH, DAY, 1, 2),
        Gap(Series.DISPATCH, DAY, 5, 6),
        Gap(Series.DISPATCH, DAY, 8, 9),
        Gap(Series.RECEIPT, DAY, 1, 2),
    )
    assert gaps(held[3:]) == (Gap(Series.DISPATCH, DAY, 1, 2),)
    assert gaps([]) == ()


@given(st.sets(st.integers(1, 60)), st.integers(0, 70))
def test_gaps_and_numbers_together_are_everything(held: set[int], reached: int) -> None:
    found = gaps([Number(Series.DISPATCH, DAY, n) for n in held], {(Series.DISPATCH, DAY): reached})
    missing = [n for gap in found for n in range(gap.first, gap.last + 1)]
    assert sorted([*missing, *held]) == list(range(1, max([reached, *held]) + 1))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("天应急调〔2022〕15号", "天应急调〔2022〕15号"),
        ("天应急调[2022]15号", "天应急调〔2022〕15号"),
        ("天应急调(2022)15号", "天应急调〔2022〕15号"),
        ("天应急调（２０２２）１５号", "天应急调〔2022〕15号"),
        ("天应急调【2022】15号", "天应急调〔2022〕15号"),
        ("天应急调［2022］15号", "天应急调〔2022〕15号"),
        (" 天应急调 〔 2022 〕 15 号 ", "天应急调〔2022〕15号"),
        ("天应急（调）[2022]15号", "天应急（调）〔2022〕15号"),
        ("天政办[2022]明电 15号", "天政办〔2022〕明电15号"),
        ("天应急调〔2022〕015", "天应急调〔2022〕015"),
    ],
)
def test_instruction_numbers_that_are_read(typed: str, kept: str) -> None:
    assert read_instruction_number(typed).text == kept
    assert read_instruction_number(kept) == read_instruction_number(typed)


def test_the_parts_of_an_instruction_number() -> None:
    assert read_instruction_number("天政办[2022]明电 015号") == InstructionNumber(
        "天政办〔2022〕明电015号", "天政办", 2022, "明电", 15
    )


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "白条",
        "〔2022〕15号",
        "天应急调〔22〕15号",
        "天应急调2022-15",
        "天应急调〔2022〕号",
        "天应急调〔٢٠٢٢〕15号",
        "天应急调〔2022〕15号附件",
        "天应急调〔2022〕〔2022〕15号",
        "天" * 100 + "〔2022〕15号",
    ],
)
def test_instruction_numbers_that_are_nonsense(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        read_instruction_number(typed, row=4, field="instruction")
    [problem] = refused.value.problems
    assert problem.code == "instruction_number_unreadable"
    assert (problem.row, problem.field) == (4, "instruction")


def test_kinds_have_words() -> None:
    assert kind_words(["opening", "dispatch"]) == {"opening": "期初", "dispatch": "调拨"}
