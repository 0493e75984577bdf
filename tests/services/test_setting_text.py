"""Settings as text: written and read back, and what means nothing stays text to be refused."""

from dataclasses import asdict

import pytest

from supplydesk.domain.settings import DeskSettings
from supplydesk.services import setting_text
from supplydesk.services.setting_problems import problems


def test_every_setting_is_read_back_as_it_was() -> None:
    for name, value in asdict(DeskSettings(keepers=("李××", "王××"), cut_off=25)).items():
        assert setting_text.read(name, setting_text.write(value), value) == value


@pytest.mark.parametrize(
    ("name", "text", "before", "meant"),
    [
        ("keepers", "李××, 王××，赵××、", (), ("李××", "王××", "赵××")),
        ("review", " 是 ", False, True),
        ("cut_off", "", 25, None),
        ("cut_off", "25", None, 25),
        ("cut_off", " ２５ ", None, 25),
        ("review", "１", False, True),
        ("offset_x", "-3", 0, -3),
    ],
)
def test_what_is_typed_is_understood(name: str, text: str, before: object, meant: object) -> None:
    assert setting_text.read(name, text, before) == meant


@pytest.mark.parametrize(
    ("name", "text", "before"), [("review", "perhaps", False), ("paper_due_hours", "2 days", 48)]
)
def test_what_means_nothing_is_refused_as_it_was_typed(
    name: str, text: str, before: object
) -> None:
    read = setting_text.read(name, text, before)
    assert read == text
    assert [one.field for one in problems({name: read})] == [name]
