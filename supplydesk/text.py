"""Every word a person reads: English in the source, the clerk's own language on the desk.

``translate(context, text)`` looks *text* up in the catalogue in use. A context is the dotted
name of the room that speaks (``domain.quantity``), because the same English may read differently
in two rooms. Catalogues are ``resources/translations/<language>/<floor>.json`` (``ui.pages.json``
where a package says much), one object per context; whoever starts the program says which to use
(`use`). A text that has no translation is shown in English, and a test keeps that from happening.
"""

import json
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TypeVar

DEFAULT_LANGUAGE = "zh_CN"
SOURCE_LANGUAGE = "en"
LANGUAGES = (DEFAULT_LANGUAGE, SOURCE_LANGUAGE)

Translator = Callable[[str, str], str]
Result = TypeVar("Result")


def _as_written(_context: str, text: str) -> str:
    return text


_language = SOURCE_LANGUAGE
_translator: Translator = _as_written
_folder: Path | None = None
_of_paper: ContextVar[Translator | None] = ContextVar("of_paper", default=None)


@cache
def catalogue(folder: Path, language: str) -> dict[str, dict[str, str]]:
    """All translations of *language* under *folder*: context → English source → translation."""
    merged: dict[str, dict[str, str]] = {}
    for file in sorted((folder / language).glob("*.json")):
        for context, texts in json.loads(file.read_text(encoding="utf-8")).items():
            merged.setdefault(context, {}).update(texts)
    return merged


def use(language: str, folder: Path | None = None) -> None:
    """Speak *language* from now on, with the catalogues under *folder*; papers want them too
    where the desk speaks English.

    Raises:
        ValueError: the language is none of `LANGUAGES`, or it needs a folder and has none.
    """
    if language == SOURCE_LANGUAGE:
        plug(language, _as_written, folder)
        return
    if language not in LANGUAGES or folder is None:
        raise ValueError(language)
    plug(language, _from(folder, language), folder)


def _from(folder: Path, language: str) -> Translator:
    texts = catalogue(folder, language)
    return lambda context, text: texts.get(context, {}).get(text, text)


def plug(language: str, translator: Translator, folder: Path | None = None) -> None:
    """Let *translator* answer every `translate` from now on (a window may bring its own); papers
    go on with the catalogues that they have, where *folder* names none.
    """
    global _language, _translator, _folder
    _language, _translator, _folder = language, translator, folder or _folder


def language() -> str:
    """The language in use, ``zh_CN`` or ``en``."""
    return DEFAULT_LANGUAGE if _of_paper.get() else _language


def on_paper(make: Callable[[], Result]) -> Result:
    """What *make* gives while papers' words are spoken: those of a Chinese bureau, whatever the
    desk speaks. It holds for this thread alone, and for what *make* has said when it ends.
    """
    if _language == DEFAULT_LANGUAGE or _folder is None:
        return make()
    before = _of_paper.set(_from(_folder, DEFAULT_LANGUAGE))
    try:
        return make()
    finally:
        _of_paper.reset(before)


def translate(context: str, text: str) -> str:
    """*text* in the language in use; the English source where there is no translation."""
    return (_of_paper.get() or _translator)(context, text)
