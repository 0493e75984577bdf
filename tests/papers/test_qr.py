"""The code takes what it holds, in the one size that printers were measured for."""

import pytest

from supplydesk.papers import qr


def test_sixty_one_characters_are_the_most() -> None:
    assert max(row for row, _, _ in qr.runs("A" * 61)) == qr.MODULES - 1
    with pytest.raises(ValueError, match=r"A{62}"):
        qr.runs("A" * 62)


def test_a_short_text_gets_the_same_size() -> None:
    assert max(row for row, _, _ in qr.runs("A")) == qr.MODULES - 1


def test_lower_case_is_not_alphanumeric() -> None:
    with pytest.raises(ValueError, match=r"db-1|alphanumeric"):
        qr.runs("db-1")
