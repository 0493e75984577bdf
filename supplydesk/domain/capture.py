"""What may stand in a text that somebody typed: words, not control codes."""

import unicodedata

_ALLOWED = frozenset("\n\t")
_INVISIBLE = dict.fromkeys((0x200B, 0xFEFF))  # pasted along from other programs, and worth nothing
_CONTROLS = frozenset({"Cc", "Cs", "Cf"})


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
