"""Lines break where a typesetter would break them, and nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplydesk.papers.fonts import Face, width
from supplydesk.papers.wrap import NARROWEST, fit, fit_code, fit_figure, flow, wrap

EM = 10.0


@pytest.mark.parametrize("unit", ["张", "", "人"])
def test_a_figure_of_hearsay_is_not_broken(unit: str) -> None:
    text = f"折叠床 100余{unit}；棉被 2000余{unit}，其余"
    for room in range(60, 200):
        lines = wrap(text, Face.SERIF, 10, room)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        joined = "|".join(lines)
        assert f"100余{unit}" in joined, lines
        assert f"2000余{unit}" in joined, lines


def _lines(text: str, ems: float) -> tuple[str, ...]:
    return wrap(text, Face.SERIF, EM, ems * EM)


def test_a_short_text_is_one_line() -> None:
    assert _lines("折叠床", 5) == ("折叠床",)
    assert _lines("", 5) == ()


@pytest.mark.parametrize("closer", list("、。，．；：？！）》」』”’…"))
def test_a_closing_mark_pulls_its_neighbour_down(closer: str) -> None:
    assert _lines(f"应急物资{closer}调拨", 4.2) == ("应急物", f"资{closer}调拨")


@pytest.mark.parametrize("opener", list("（《「『“‘【〔≥≤"))
def test_an_opening_mark_goes_along(opener: str) -> None:
    assert _lines(f"应急物{opener}资调", 4.2)[0] == "应急物"


def test_a_number_stays_whole() -> None:
    assert _lines("见单据DB-20221024-001办理", 10) == ("见单据", "DB-20221024-001办", "理")


def test_a_run_longer_than_a_line_breaks_after_its_joints_first() -> None:
    assert _lines("101099-A2022-01", 4.5) == ("101099-", "A2022-01")
    assert _lines("190×70×40cm，承重", 4.2) == ("190×", "70×", "40cm，", "承重")


def test_a_masked_number_breaks_before_its_mask_not_within_its_digits() -> None:
    assert _lines("0938-×××××××", 8) == ("0938-", "×××××××")
    assert _lines("138××××0000／0938-×××××××", 10)[:2] == ("138××××0000／", "0938-×××××××")


def test_a_time_is_never_cut() -> None:
    assert "06:40" in _lines("2022-10-24T06:40", 2.9)
    assert all("06:4" not in line or "06:40" in line for line in _lines("限于06:40前", 2.9))


def test_a_closing_mark_follows_even_a_broken_run() -> None:
    assert all(line[0] not in "，）" for line in _lines("ABCDEFGHIJKLMNOPQRST，）甲", 4.2))


def test_line_ends_and_double_spaces_are_kept() -> None:
    assert _lines("甲\n\n乙", 9) == ("甲", "", "乙")
    assert _lines("a  b", 9) == ("a  b",)
    assert fit("甲\r\n乙\t丙", Face.SANS, 100, ((9, None),)).lines == ("甲", "乙 丙")


@given(
    st.text(alphabet=st.sampled_from("甲乙丙，。（）《》“”ab12-/_. :"), max_size=60),
    st.sampled_from([2.2, 3.0, 5.5, 9.0]),
)
def test_nothing_is_lost_and_nothing_sticks_out(text: str, ems: float) -> None:
    lines = _lines(text, ems)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        if len(line) > 3:
            assert width(Face.SERIF, EM, line) <= ems * EM + 0.01


def test_fit_takes_the_first_step_that_holds_the_text() -> None:
    steps = ((10.0, 1), (8.0, 2), (6.0, None))
    assert fit("折叠床", Face.SERIF, 30, steps).size == 10
    assert fit("折叠床床", Face.SERIF, 30, steps).size == 8
    assert fit("折叠床" * 9, Face.SERIF, 30, steps).size == 6


def test_a_figure_never_wraps() -> None:
    block = fit_figure("123456789012.125", Face.SANS, 30, (9.5, 6.5))
    assert block.lines == ("123456789012.125",)
    assert block.stretch < 1
    assert width(Face.SANS, block.size, block.lines[0]) * block.stretch <= 30.01


def test_digits_of_a_code_stay_together_as_long_as_they_can_be_read() -> None:
    steps = ((8.0, 2), (7.0, None))
    whole = width(Face.SANS, 7.0, "1010199")
    assert fit_code("1010199", Face.SANS, whole, steps).lines == ("1010199",)
    assert fit_code("1010199", Face.SANS, whole, steps).size == 7.0
    squeezed = fit_code("1010199", Face.SANS, whole * 0.9, steps)
    assert squeezed.lines == ("1010199",)
    assert squeezed.stretch == pytest.approx(0.9)
    assert len(fit_code("1010199", Face.SANS, whole * NARROWEST * 0.9, steps).lines) == 2
    assert fit_code("A-99", Face.SANS, width(Face.SANS, 8.0, "A-"), steps) == fit(
        "A-99", Face.SANS, width(Face.SANS, 8.0, "A-"), steps
    )


def test_what_flows_goes_to_the_next_line_as_a_whole() -> None:
    lines = flow(("甲乙丙", "", "丁戊", "一二三四五六七"), Face.SERIF, EM, 6 * EM, "　")
    assert lines == ("甲乙丙　丁戊", "一二三四五六", "七")
    assert flow((), Face.SERIF, EM, EM, "　") == ()
    assert flow(("甲\r\n乙",), Face.SERIF, EM, 6 * EM, "　") == ("甲", "乙")
