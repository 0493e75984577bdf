"""Keeps a text a text on its way through a spreadsheet: signs that cannot be shown, or calculate.

Spreadsheets take a csv's field that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break
for a formula, the full-width signs too (OWASP, CSV injection). The mark against it is one
apostrophe in front, put on and taken off by the same rule, so our own csv comes back unchanged.
"""

import re
from collections.abc import Callable

LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet can hold, in UTF-16 units."""

# Whatever blank or invisible sign stands before it, a program may skip.
_CALCULATES = r"(?:[\t\r\n]|[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212])"
_GUARDED = re.compile(rf"'+{_CALCULATES}")
_TO_GUARD = re.compile(rf"'*{_CALCULATES}")
# XML 1.0 knows no controls but tab and line breaks, no lone surrogates, no U+FFFE and U+FFFF.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Everything that either rule looks at, in one look, markup that XlsxWriter takes for its own, and
# line breaks, which make a row higher.
_SPECIAL = re.compile(
    "\\A['=+\\-@\uff1d\uff0b\uff0d\uff20\u2212<\\s\u200b-\u200f\u2060\ufeff]|[\n"
    + _NOT_XML.pattern[1:]
)

is_special: Callable[[str], object] = _SPECIAL.search
"""Whether a text needs a closer look before it is written: something true, or None for nearly all.

A bound method and no function, for it is asked half a million times a sheet."""

_PICTURES = 0x2400


def guarded(text: str) -> str:
    """*text* as it may stand in a csv: with an apostrophe before what could be a formula."""
    return "'" + text if _TO_GUARD.match(text) else text


def unguarded(text: str) -> str:
    """*text* without the apostrophe of `guarded`."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text


def calculates(text: str) -> bool:
    """Whether a spreadsheet could take *text* for a formula once somebody edits the cell."""
    return _TO_GUARD.match(text) is not None


def visible(text: str) -> str:
    """*text* with signs that XML cannot carry replaced by ones that show: NUL is ``␀``."""
    return _NOT_XML.sub(_picture, text) if _NOT_XML.search(text) else text


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(_PICTURES + code) if code < ord(" ") else "\ufffd"


def length(text: str) -> int:
    """How long a spreadsheet thinks *text* is: a rare character (𠮷) counts as two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
