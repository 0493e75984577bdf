"""Every text a person reads is said in Chinese too, in its own room's name; none is left over."""

import ast
import json
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from tests.house.source import ROOT, Room, room, rooms

TRANSLATIONS = ROOT / "resources" / "translations" / "zh_CN"
# How many arguments stand before (context, text).
BEFORE = {"translate": 0, "of": 1, "refuse": 1}
# These hand on what they were given.
MAKERS = {"supplydesk.text", "supplydesk.domain.problem"}


@dataclass(frozen=True)
class Saying:
    """One text in the source, and where."""

    context: str
    text: str
    place: str


def _kind(call: ast.Call) -> str | None:
    """Which of the three doors this call goes through, if any."""
    match call.func:
        case ast.Name(id="translate" | "refuse" as name):
            return name
        case ast.Attribute(attr="of", value=ast.Name(id="Problem")):
            return "of"
        # str.translate takes one argument; ours takes two.
        case ast.Attribute(attr="translate") if len(call.args) > 1:
            return "translate"
        case ast.Attribute(attr="refuse", value=ast.Name(id="problem")):
            return "refuse"
    return None


def _literal(node: ast.expr | None) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def _sayings(one: Room) -> Iterator[Saying | str]:
    """The texts of a room; a plain `str` is a fault in how one is said."""
    if one.name in MAKERS:
        return
    for node in ast.walk(one.tree):
        if not isinstance(node, ast.Call) or (kind := _kind(node)) is None:
            continue
        place = f"{one.name}:{node.lineno}"
        at = BEFORE[kind]
        context, text = (
            _literal(node.args[position]) if position < len(node.args) else None
            for position in (at, at + 1)
        )
        if context is None or text is None:
            yield f"{place}: context and text must be literals in place"
        elif f"supplydesk.{context}" != one.name:
            yield f"{place}: the context is {context}, the room another"
        else:
            yield Saying(context, text, place)


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _catalogue() -> dict[tuple[str, str], str]:
    """All translations; a text that is translated twice is refused."""
    all_of_them: dict[tuple[str, str], str] = {}

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        assert len({key for key, _ in pairs}) == len(pairs), f"said twice: {pairs}"
        return dict(pairs)

    for file in sorted(TRANSLATIONS.glob("*.json")):
        contexts = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=once)
        for context, texts in contexts.items():
            # A floor's words stand in its file; a package that says much has one of its own.
            own = f"{context}.".startswith(f"{file.stem}.")
            assert own, f"{context} stands in {file.name}"
            for text, translation in texts.items():
                all_of_them[context, text] = translation
    return all_of_them


def _faults(said: list[Saying | str], catalogue: dict[tuple[str, str], str]) -> list[str]:
    found = [fault for fault in said if isinstance(fault, str)]
    sayings = [saying for saying in said if isinstance(saying, Saying)]
    for saying in sayings:
        chinese = catalogue.get((saying.context, saying.text))
        if not chinese:
            found.append(f"{saying.place}: no Chinese for {saying.text!r}")
        elif _fields(chinese) != _fields(saying.text):
            found.append(f"{saying.place}: other fields in {chinese!r} than in {saying.text!r}")
    used = {(saying.context, saying.text) for saying in sayings}
    found += [f"nobody says {context}: {text!r}" for context, text in catalogue.keys() - used]
    return sorted(found)


def test_every_text_is_said_in_chinese_and_none_is_left_over() -> None:
    said = [saying for one in rooms() for saying in _sayings(one)]
    faults = _faults(said, _catalogue())
    assert not faults, "\n".join(faults)


# Said at a terminal, or to whoever looks after the server, who has no other door.
AT_A_TERMINAL = ("cli.", "ui.run", "services.demo", "store.roles")
COMMAND = re.compile(r"(?<![a-z])supplydesk [a-z]|(?<![a-z0-9-])--[a-z]")


def test_what_the_window_shows_names_no_command_of_the_other_door() -> None:
    """What only the command line knows, `supplydesk.cli.hints` says after it."""
    told = {
        said.place: text
        for one in rooms()
        for said in _sayings(one)
        if isinstance(said, Saying) and not said.context.startswith(AT_A_TERMINAL)
        for text in (said.text, _catalogue_once()[said.context, said.text])
        if COMMAND.search(text)
    }
    assert told == {}


# What is joined for a database, or names one option in its spellings.
JOINED = {"supplydesk.services.ledger.balances", "supplydesk.cli.help", "supplydesk.domain.choices"}
SPEAKING = ("supplydesk.services.", "supplydesk.cli.", "supplydesk.domain.", "supplydesk.papers.",
            "supplydesk.sheets.", "supplydesk.ui.")  # fmt: skip


def _lists_in_english(one: Room) -> list[str]:
    return [
        f"{one.name}:{node.lineno}"
        for node in ast.walk(one.tree)
        if isinstance(node, ast.Attribute) and node.attr == "join" and _literal(node.value) == ", "
    ]


def test_the_items_of_a_list_are_parted_as_the_language_does() -> None:
    """`domain.choices.listed` knows how: 、 in Chinese."""
    told = [
        place
        for one in rooms()
        if one.name.startswith(SPEAKING) and one.name not in JOINED
        for place in _lists_in_english(one)
    ]
    assert told == []
    assert _lists_in_english(room("supplydesk.cli.x", 'print(", ".join(words))'))


def test_lines_are_not_counted_as_kinds() -> None:
    # One item may stand on several lines, so 420 of them may be 300 kinds (种).
    told = {
        text: chinese for (_, text), chinese in _catalogue_once().items() if "{count} lines" in text
    }
    assert len(told) > 1
    assert [chinese for chinese in told.values() if "种" in chinese] == []


@cache
def _catalogue_once() -> dict[tuple[str, str], str]:
    return _catalogue()


KNOWN = {("domain.x", "{count} left"): "还剩 {count}"}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('translate("domain.x", "Unheard of")', "no Chinese"),
        ('Problem.of("code", "domain.x", "Unheard of {what}", what=1)', "no Chinese"),
        ('refuse("code", "domain.y", "{count} left", count=1)', "the context is"),
        ('translate("domain.x", words)', "must be literals"),
        ('translate("domain.x", f"{count} left")', "must be literals"),
        ('text.translate("domain.x", words)', "must be literals"),
        ('"abc".translate({97: 98})', "nobody says"),
    ],
)
def test_a_planted_fault_is_found(line: str, fault: str) -> None:
    faults = _faults(list(_sayings(room("supplydesk.domain.x", line))), KNOWN)
    assert any(fault in one for one in faults), faults


def test_other_fields_in_the_translation_are_found() -> None:
    said = list(_sayings(room("supplydesk.domain.x", 'translate("domain.x", "{count} left")')))
    assert _faults(said, KNOWN) == []
    assert _faults(said, {("domain.x", "{count} left"): "还剩 {number}"})
