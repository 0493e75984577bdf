"""Looking Chinese up by initials, in every reading."""

import pytest

from supplydesk.services.pinyin import MOST_READINGS, mnemonic, readings


@pytest.mark.parametrize(
    ("name", "found_by"),
    [
        ("棉被", ["mb"]),
        ("折叠床", ["zdc"]),
        ("84消毒液", ["84xdy"]),
        ("单县", ["sx", "dx"]),
        ("朝阳", ["cy", "zy"]),
        ("盛水桶", ["sst", "cst"]),
        ("N95医用防护口罩", ["n95yyfhkz"]),
    ],
)
def test_every_reading_finds_the_name(name: str, found_by: list[str]) -> None:
    assert set(found_by) <= set(readings(name).split())


@pytest.mark.parametrize(
    ("name", "usual"), [("棉被", "mb"), ("84消毒液", "84xdy"), ("75%酒精", "75jj")]
)
def test_the_mnemonic_begins_with_the_usual_reading(name: str, usual: str) -> None:
    assert mnemonic(name) == usual


def test_a_name_with_very_many_readings_is_bounded() -> None:
    written = readings("单朝盛重长乐行差调传" * 3).split()
    assert len(written) == len(set(written)) == MOST_READINGS


@pytest.mark.parametrize("name", ["", "——", "🧯"])
def test_signs_have_no_reading(name: str) -> None:
    assert readings(name) == ""
    assert mnemonic(name) == ""
