"""Which encoding a csv is written in: told by its bytes, strictly, and said aloud.

Excel and WPS write GBK on a Chinese Windows unless told otherwise, UTF-8 with a mark where asked,
and UTF-16 as "Unicode text". A wrong guess would turn names into others without a sign, so what
is not quite right is refused with the place of the first byte that does not fit.
"""

import codecs
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper

from supplydesk.domain.problem import Refused, refuse

_MARKS = (
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF32_LE, "UTF-32LE"),
    (codecs.BOM_UTF32_BE, "UTF-32BE"),
    (codecs.BOM_UTF16_LE, "UTF-16LE"),
    (codecs.BOM_UTF16_BE, "UTF-16BE"),
)
_SAMPLE = 4096
_PIECE = 1 << 18
_SUSPICIOUS = {"Co", "Cn", "Cc"}
_PLAIN_CONTROLS = set("\t\n\r\x1a\0")
_ASCII = bytes(range(128))


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a text is written: the encoding's name, and where the text begins after the mark."""

    name: str
    begins: int = 0

    def lines(self, content: bytes) -> Iterator[str]:
        """The lines of *content* with their ends, decoded piece by piece."""
        stream = BytesIO(content)
        stream.seek(self.begins)
        return iter(TextIOWrapper(stream, self.name, newline=""))


class _Misfit(Exception):
    """The place of the first byte that does not fit, counted from 0."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def detect(content: bytes, file: str) -> Encoding:
    """The encoding that all of *content* fits.

    Raises:
        Refused: no encoding fits; the place of the byte is counted from 1.
    """
    try:
        return _detect(content)
    except _Misfit as misfit:
        raise _unreadable(file, misfit.at) from None


def _detect(content: bytes) -> Encoding:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _checked(content, Encoding(name, len(mark)))
    sixteen = _sixteen(content)
    if sixteen:
        return _checked(content, Encoding(sixteen))
    zero = content.find(0)
    if zero >= 0:
        raise _Misfit(zero)
    try:
        return _checked(content, Encoding("UTF-8"))
    except _Misfit as misfit:
        if _is_broken_utf8(content, misfit.at):
            raise
    # A foreign code page read as GB18030 leaves the assigned characters sooner or later.
    return _checked(content, Encoding("GB18030"), strictly=True)


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


def _is_broken_utf8(content: bytes, at: int) -> bool:
    """Whether *content* is UTF-8 with a fault in it, rather than another encoding.

    A Chinese character of UTF-8 is three bytes. In text of another encoding hardly any three
    bytes look like one; in UTF-8 with a fault nearly all do.
    """
    sample = content[:_PIECE] + content[max(at - _SAMPLE, 0) : at + _SAMPLE]
    long = sum(sign > "\u07ff" for sign in sample.decode("utf-8", "ignore"))
    above = len(sample.translate(None, delete=_ASCII))
    return long * 3 * 2 >= above


def _checked(content: bytes, encoding: Encoding, *, strictly: bool = False) -> Encoding:
    """*encoding*, once every byte has been decoded by it, a piece at a time."""
    decoder = codecs.getincrementaldecoder(encoding.name)()
    for start in range(encoding.begins, len(content) + 1, _PIECE):
        piece = content[start : start + _PIECE]
        pending = len(decoder.getstate()[0])
        try:
            text = decoder.decode(piece, final=start + _PIECE > len(content))
        except UnicodeDecodeError as fault:
            raise _Misfit(start - pending + fault.start) from fault
        for sign in set(text) - _PLAIN_CONTROLS if strictly else ():
            if unicodedata.category(sign) in _SUSPICIOUS:
                before = text[: text.index(sign)].encode(encoding.name)
                raise _Misfit(start - pending + len(before))
    return encoding


def _unreadable(file: str, at: int) -> Refused:
    return refuse(
        "csv_encoding",
        "sheets.encoding",
        "{file}: byte {position} fits neither UTF-8 nor GB18030 nor UTF-16. Open it in Excel or "
        "WPS, check the text, and save it as .xlsx or as CSV UTF-8.",
        file=file,
        position=at + 1,
    )
