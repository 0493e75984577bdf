"""What papers say is Chinese whatever the desk speaks, and it stays with the thread that asks."""

from threading import Thread

import pytest

from supplydesk import paths, text

FOLDER = paths.resource("translations")


def said() -> str:
    return text.translate("services.stock_card", "Brought forward")


def test_papers_are_chinese_in_every_language() -> None:
    for language, word in (("en", "Brought forward"), ("zh_CN", "承前结存")):
        text.use(language, FOLDER)
        assert said() == word
        assert text.on_paper(said) == "承前结存"
        assert text.on_paper(text.language) == "zh_CN"
        assert said() == word
        assert text.language() == language


def test_a_fault_gives_the_desks_words_back() -> None:
    text.use("en", FOLDER)

    def fail() -> None:
        raise RuntimeError(said())

    with pytest.raises(RuntimeError, match="承前结存"):
        text.on_paper(fail)
    assert said() == "Brought forward"


def test_another_thread_goes_on_in_the_desks_language() -> None:
    text.use("en", FOLDER)
    heard: list[str] = []

    def beside() -> None:
        other = Thread(target=lambda: heard.append(said()))
        other.start()
        other.join()
        heard.append(said())

    text.on_paper(beside)
    assert heard == ["Brought forward", "承前结存"]
