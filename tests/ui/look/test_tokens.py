"""The colours can be told apart: text on every ground, marks and edges, in both themes."""

import re

import pytest

from supplydesk.paths import resource
from supplydesk.ui.look.tokens import DARK, LIGHT, Tokens

THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
TEXT, MARK = 4.5, 3.0
INKS = ("ink", "ink2", "ink3", "accent_ink", "stop", "warn", "good")
SHEETS = ("ground", "surface", "raised", "sunk", "head", "select", "hover")
SOFT = ("stop_soft", "warn_soft", "good_soft", "info_soft", "mute_soft")
TEXTS = [
    *((ink, ground) for ink in INKS for ground in (*SHEETS, *SOFT)),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("nav_text", "nav"),
    ("nav_ink", "nav"),
    ("nav_ink", "nav_active"),
]
STRONG = ("ring", "bar", "stop", "warn_mark", "good_mark", "accent_ink")
MARKS = [
    *((mark, ground) for mark in STRONG for ground in (*SHEETS, "mute_soft")),
    # Fields stand on these; in a selected row there is none.
    *(("edge", ground) for ground in ("ground", "surface", "raised", "sunk", "hover")),
    ("orange", "nav"),
    ("orange", "nav_active"),
]
_BLOCK = re.compile(r"([^{}]+)\{([^{}]*)\}")
_INK = re.compile(r"(?<![-\w])color:\s*@([a-z_0-9]+)")
_GROUND = re.compile(r"(?<![-\w])background(?:-color)?:\s*@([a-z_0-9]+)")


def _light(colour: str) -> float:
    """The relative luminance of ``#RRGGBB``, as WCAG 2.2 reckons it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(tokens: Tokens, one: str, other: str) -> float:
    """The contrast of two colours by name: 1 for the same, 21 for black on white."""
    low, high = sorted(_light(getattr(tokens, name)) for name in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_reckoned_as_it_is_defined() -> None:
    assert _light("#FFFFFF") == pytest.approx(1)
    assert _light("#000000") == 0
    assert contrast(LIGHT, "ink3", "select") == pytest.approx(4.87, abs=0.01)
    assert contrast(DARK, "on_accent", "accent_hover") == pytest.approx(4.56, abs=0.01)


@THEMES
def test_every_text_can_be_read_on_every_ground(tokens: Tokens) -> None:
    weak = {pair: contrast(tokens, *pair) for pair in TEXTS if contrast(tokens, *pair) < TEXT}
    assert weak == {}


@THEMES
def test_marks_edges_and_bars_stand_out(tokens: Tokens) -> None:
    weak = {pair: contrast(tokens, *pair) for pair in MARKS if contrast(tokens, *pair) < MARK}
    assert weak == {}


@THEMES
def test_what_the_style_sheet_puts_on_a_ground_can_be_read(tokens: Tokens) -> None:
    text = resource("style", "desk.qss").read_text(encoding="utf-8")
    pairs = set()
    for selector, block in _BLOCK.findall(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)):
        ink, ground = _INK.search(block), _GROUND.search(block)
        if ink and ground:
            pairs.add((selector.strip(), ink[1], ground[1]))
    assert len(pairs) > 5, "the sheet was read"
    weak = [pair for pair in pairs if contrast(tokens, *pair[1:]) < TEXT]
    assert weak == []
