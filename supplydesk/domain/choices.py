"""One of a few things, as it is called in code or as a person calls it."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from supplydesk.domain.figures import fold
from supplydesk.text import SOURCE_LANGUAGE, language, translate

Code = TypeVar("Code", bound=str)


def choose(text: str, words: Mapping[Code, str]) -> Code | None:
    """The one of *words* (code → word) that *text* names in either way; None where it names none.

    Who writes a script uses the code, which no language changes; who sits at the desk the word.
    """
    plain = fold(text).lower()
    return next((code for code, word in words.items() if plain in (code, word.lower())), None)


def listed(words: Iterable[str]) -> str:
    """*words* one after the other, as a sentence names them."""
    return translate("domain.choices", ", ").join(words)


def offered(words: Mapping[Code, str]) -> str:
    """What may be chosen, for a help text: in Chinese the word with its code behind it."""
    if language() == SOURCE_LANGUAGE:
        return ", ".join(words)
    return listed(code if word == code else f"{word} {code}" for code, word in words.items())
