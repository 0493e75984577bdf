"""What may stand in a text that somebody typed: words, not control codes."""

import re
import unicodedata

_ALLOWED = frozenset("\n\t")
_INVISIBLE = dict.fromkeys((0x200B, 0xFEFF))  # pasted along from other programs, and worth nothing
_CONTROLS = frozenset({"Cc", "Cs", "Cf"})
_BREAK = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]")
_BREAK_AND_BLANKS = re.compile(rf"\s*{_BREAK.pattern}\s*")


def plain_text(text: str) -> str:
    """*text* in NFC without zero-width spaces, unchanged otherwise.

    Raises:
        ValueError: it holds a control or direction character or a lone surrogate: such a text
            could not be printed, or would read otherwise than it was typed.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.translate(_INVISIBLE)
    for character in text:
        if character not in _ALLOWED and unicodedata.category(character) in _CONTROLS:
            raise ValueError(f"U+{ord(character):04X}")
    return unicodedata.normalize("NFC", text)


def is_broken(text: str) -> bool:
    """Whether *text* holds a line break or a tab, which the name of something never does."""
    return not text.isprintable() and _BREAK.search(text) is not None


def one_line(text: str) -> str:
    """*text* on one line: a break or tab in it, with the blanks about it, becomes one space."""
    return _BREAK_AND_BLANKS.sub(" ", text).strip() if is_broken(text) else text
