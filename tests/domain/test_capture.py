"""What may stand in a typed text, and what is refused because nobody could see it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplydesk.domain.capture import is_broken, one_line, plain_text


@pytest.mark.parametrize(
    "text", ["", "A4 paper", "棉被 2.0×1.8m", "𠮷䶮🧯", "两行\n一栏\t二栏", "<b>&=cmd()"]
)
def test_words_stay_as_they_were_typed(text: str) -> None:
    assert plain_text(text) == text


def test_what_other_programs_paste_along_is_taken_out() -> None:
    assert plain_text("\ufeff棉\u200b被") == "棉被"


def test_the_same_letter_is_always_written_the_same_way() -> None:
    assert plain_text("e\u0301") == "\u00e9"


@pytest.mark.parametrize(
    "text", ["棉\x00被", "\x1b[31m", "a\rb", "棉\u202e被", "\u2066", "\ud800", "\x7f"]
)
def test_what_nobody_can_see_is_refused_by_its_code(text: str) -> None:
    with pytest.raises(ValueError, match=r"U\+[0-9A-F]{4,}"):
        plain_text(text)


@given(st.text())
def test_what_is_kept_can_be_printed_and_is_kept_again(text: str) -> None:
    try:
        kept = plain_text(text)
    except ValueError:
        return
    assert plain_text(kept) == kept
    assert {unicodedata.category(one) for one in kept if one not in "\n\t"}.isdisjoint(
        {"Cc", "Cf", "Cs"}
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("疫情\n防控", "疫情 防控"),
        (" 张三 \n\t 李四 ", "张三 李四"),
        ("上\u2028下\x85底\r\n", "上 下 底"),
        ("张　三", "张　三"),
        ("a  b\u00a0c", "a  b\u00a0c"),
        ("", ""),
    ],
)
def test_a_name_stands_on_one_line_and_keeps_its_blanks(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


@given(st.text())
def test_no_line_is_left_to_break(text: str) -> None:
    kept = one_line(text)
    assert not is_broken(kept)
    assert "".join(kept.split()) == "".join(text.split())
    assert is_broken(text) or kept == text
