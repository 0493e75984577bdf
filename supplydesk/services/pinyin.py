"""Looking Chinese up by its pinyin initials, in every reading a character has.

折叠床 is found by ``zdc``, 单县 by ``sx`` and ``dx``, 盛水桶 by ``sst`` and ``cst``: the key
of a name holds one group of letters for each character, and a search walks them.
"""

from itertools import islice, product

MOST_READINGS = 64


def readings(text: str) -> str:
    """Every way to write *text* in initials, separated by spaces: ``zdc``; for 朝阳 ``cy zy``.

    Letters and digits stand for themselves, anything else is passed over. A name with very many
    readings keeps the first 64.
    """
    # A tenth of a second to import, and start-up needs none of it.
    from pypinyin import Style, pinyin  # noqa: PLC0415

    groups: list[list[str]] = []
    for character in text.lower():
        if character.isascii():
            if character.isalnum():
                groups.append([character])
            continue
        spoken = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
        letters = {reading[0] for reading in (spoken[0] if spoken else ()) if reading}
        if letters:
            groups.append(sorted(letters))
    written = ("".join(one) for one in product(*groups))
    return " ".join(dict.fromkeys(islice(written, MOST_READINGS))) if groups else ""


def mnemonic(text: str) -> str:
    """The first and most usual initials of *text*, to begin a mnemonic (助记码) with."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - as above

    plain = text.lower()
    parts = lazy_pinyin(plain, style=Style.NORMAL, errors=list)  # type: ignore[arg-type]  # a list keeps signs apart, tried
    letters = []
    for character, part in zip(plain, parts, strict=True):
        if character.isascii():
            letters.append(character if character.isalnum() else "")
        elif part != character:
            letters.append(part[0])
    return "".join(letters)
