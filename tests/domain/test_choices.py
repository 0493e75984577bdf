"""A few things to choose from, by code or by the clerk's word."""

import pytest

from supplydesk import text
from supplydesk.domain.choices import choose, listed, offered

WORDS = {"plate": "车号", "driver": "承运人"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("plate", "plate"),
        (" Plate ", "plate"),
        ("车号", "plate"),
        ("承运人", "driver"),
        ("ｄｒｉｖｅｒ", "driver"),
        ("colour", None),
        ("", None),
    ],
)
def test_either_name_is_read(typed: str, meant: str | None) -> None:
    assert choose(typed, WORDS) == meant


def test_they_are_listed_in_the_language_in_use() -> None:
    assert listed(WORDS.values()) == "车号、承运人"
    assert offered(WORDS) == "车号 plate、承运人 driver"
    text.use(text.SOURCE_LANGUAGE)
    assert listed(["a", "b"]) == "a, b"
    assert offered(WORDS) == "plate, driver"
