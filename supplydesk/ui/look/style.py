"""The style sheet: one template with token names and scaled sizes, filled for one look."""

import re
from functools import cache

from PySide6.QtGui import QColor, QPalette

from supplydesk.paths import resource
from supplydesk.ui.look.look import Look

_TOKEN = re.compile(r"@([a-z_0-9]+)")
_SIZE = re.compile(r"\b(\d+(?:\.\d+)?)(dp|dt)\b")


@cache
def _template() -> str:
    return resource("style", "desk.qss").read_text(encoding="utf-8")


def sheet(look: Look) -> str:
    """The style sheet for *look*: ``@ink`` is a token, ``8dp`` scaled pixels, ``9dt`` points.

    Raises:
        AttributeError: the template names a token that does not exist.
    """
    text = _TOKEN.sub(lambda found: str(getattr(look.tokens, found[1])), _template())

    def size(found: re.Match[str]) -> str:
        figure = float(found[1])
        if found[2] == "dt":
            return f"{figure * look.scale:.2f}pt"
        return f"{look.px(figure)}px"

    return _SIZE.sub(size, text)


def palette(look: Look) -> QPalette:
    """The colours that Qt's own parts draw with."""
    made, role = QPalette(), QPalette.ColorRole
    for name, token in {
        role.Window: "ground",
        role.WindowText: "ink",
        role.Base: "surface",
        role.AlternateBase: "sunk",
        role.Text: "ink",
        role.PlaceholderText: "ink3",
        role.Button: "surface",
        role.ButtonText: "ink",
        role.BrightText: "stop",
        role.ToolTipBase: "raised",
        role.ToolTipText: "ink",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Link: "accent_ink",
        role.LinkVisited: "accent_ink",
        role.Light: "surface",
        role.Midlight: "line",
        role.Mid: "line2",
        role.Dark: "edge",
        role.Shadow: "ink3",
        role.Accent: "accent",
    }.items():
        made.setColor(name, look.colour(token))
    off = QPalette.ColorGroup.Disabled
    for name in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(off, name, look.colour("ink3"))
    made.setColor(off, role.Highlight, QColor(look.tokens.line2))
    return made
