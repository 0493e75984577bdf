"""Figures in capitals (大写), as they stand under the totals of a paper.

Spelling after the rules for filling in bills and settlement vouchers (支付结算办法, annex 1):
零 stands for a gap inside the figure; where only the 万 or 亿 place itself is empty it may be
left out, and is: 107000 reads 壹拾万柒仟.
"""

from decimal import Decimal

from supplydesk.domain.figures import write_plain

LARGEST_IN_CAPITALS = 10**12
"""The largest whole number that is written out, itself included."""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
# Only 壹万亿 itself, the largest figure, reaches the last section.
_SECTIONS = ("", "万", "亿", "万亿")
_SECTION, _FULL_SECTION = 10_000, 1_000
_FEN_IN_YUAN = 100


def capitals(number: Decimal | int, unit: str = "") -> str:
    """*number* in capitals with its *unit*: ``壹万壹仟伍佰零贰件``, ``贰点伍公斤``, ``负叁``.

    Raises:
        ValueError: beyond 10^12 either way, or with more than three decimals.
    """
    figure = Decimal(number)
    if not abs(figure) <= LARGEST_IN_CAPITALS:
        raise ValueError(str(number))
    whole, _, decimals = write_plain(abs(figure)).partition(".")
    text = _whole(int(whole))
    if decimals:
        text += "点" + "".join(_DIGITS[int(digit)] for digit in decimals)
    return ("负" if figure < 0 else "") + text + unit


def money_capitals(fen: int) -> str:
    """An amount of *fen* in capitals: ``壹佰元整``, ``壹佰元零伍分``, ``伍角整``, ``零元整``.

    Raises:
        ValueError: beyond 10^12 yuan either way.
    """
    yuan, rest = divmod(abs(fen), _FEN_IN_YUAN)
    if yuan + bool(rest) > LARGEST_IN_CAPITALS:
        raise ValueError(str(fen))
    jiao, single = divmod(rest, 10)
    text = f"{_whole(yuan)}元" if yuan or not rest else ""
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif single and yuan:
        text += _DIGITS[0]
    text += _DIGITS[single] + "分" if single else "整"
    return ("负" if fen < 0 else "") + text


def _whole(number: int) -> str:
    """A whole *number*, section by section of four places."""
    if not number:
        return _DIGITS[0]
    text = ""
    for index in range(len(_SECTIONS) - 1, -1, -1):
        section = number // 10 ** (4 * index) % _SECTION
        if not section:
            continue
        higher = number // 10 ** (4 * (index + 1)) % _SECTION
        # A gap is a 仟 place that is empty, or a whole section that is.
        if text and (section < _FULL_SECTION or not higher):
            text += _DIGITS[0]
        text += _section(section) + _SECTIONS[index]
    return text


def _section(section: int) -> str:
    """Four places, 1 to 9999; inner gaps become one 零, outer ones nothing."""
    text = ""
    gap = False
    for digit, place in zip(f"{section:04d}", _PLACES, strict=True):
        if digit == "0":
            gap = bool(text)
        else:
            text += (_DIGITS[0] if gap else "") + _DIGITS[int(digit)] + place
            gap = False
    return text
