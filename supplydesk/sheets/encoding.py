"""Which encoding a csv is written in: told by its bytes, strictly, and said aloud.

Excel and WPS write GBK on a Chinese Windows unless told otherwise, UTF-8 with a mark where asked,
and UTF-16 as "Unicode text". A wrong guess would turn names into others without a sign, so what
is not quite right is refused with the place of the first byte that does not fit.
"""

import codecs
import re
import unicodedata

from supplydesk.domain.problem import Refused, refuse

_MARKS = (
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF32_LE, "UTF-32LE"),
    (codecs.BOM_UTF32_BE, "UTF-32BE"),
    (codecs.BOM_UTF16_LE, "UTF-16LE"),
    (codecs.BOM_UTF16_BE, "UTF-16BE"),
)
_SAMPLE = 4096
_WHOLE_UTF8 = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_SUSPICIOUS = {"Co", "Cn", "Cc"}
_PLAIN_CONTROLS = "\t\n\r\x1a"


def decode(content: bytes, file: str) -> tuple[str, str]:
    """The text in *content* and the name of its encoding.

    Raises:
        Refused: no encoding fits; the place of the byte is counted from 1.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], name, file, len(mark)), name
    sixteen = _sixteen(content)
    if sixteen:
        return _strictly(content, sixteen, file, 0), sixteen
    if b"\0" in content:
        raise _unreadable(file, content.index(b"\0"))
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as fault:
        if _is_broken_utf8(content, fault.start):
            raise _unreadable(file, fault.start) from fault
    text = _strictly(content, "GB18030", file, 0)
    for sign in set(text) - set(_PLAIN_CONTROLS):
        # A foreign code page read as GB18030 leaves the assigned characters sooner or later.
        if unicodedata.category(sign) in _SUSPICIOUS:
            raise _unreadable(file, len(text[: text.index(sign)].encode("gb18030")))
    return text, "GB18030"


def _sixteen(content: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of the commas and digits is zero."""
    sample = content[:_SAMPLE]
    if len(content) % 2 or not sample:
        return None
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if high > low * 4 and high * 10 > len(sample):
        return "UTF-16LE"
    if low > high * 4 and low * 10 > len(sample):
        return "UTF-16BE"
    return None


def _is_broken_utf8(content: bytes, start: int) -> bool:
    """Whether *content* is UTF-8 with a fault in it, rather than another encoding.

    In Chinese text of another encoding hardly any two bytes look like UTF-8; in UTF-8 with a
    fault hardly any do not.
    """
    whole = sum(len(found) for found in _WHOLE_UTF8.findall(content))
    above = len(content) - len(content.translate(None, delete=bytes(range(128, 256))))
    return start > 0 and whole * 10 >= above * 9 and whole > 0


def _strictly(content: bytes, name: str, file: str, offset: int) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as fault:
        raise _unreadable(file, offset + fault.start) from fault


def _unreadable(file: str, at: int) -> Refused:
    return refuse(
        "csv_encoding",
        "sheets.encoding",
        "{file}: byte {position} fits neither UTF-8 nor GB18030 nor UTF-16. Open it in Excel or "
        "WPS, check the text, and save it as .xlsx or as CSV UTF-8.",
        file=file,
        position=at + 1,
    )
