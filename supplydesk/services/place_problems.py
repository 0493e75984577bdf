"""What is wrong with a place that is to be added or changed: by itself, and beside the others."""

from collections.abc import Mapping

from sqlmodel import col, select

from supplydesk.domain.places import AREAS, Level, PlaceKind
from supplydesk.domain.problem import Problem
from supplydesk.services.place_facts import CUSTODIAN, KINDS, PlaceFacts, kind_word, place_with
from supplydesk.services.printable import unfit_names
from supplydesk.store.database import DeskSession
from supplydesk.store.tables.places import Party
from supplydesk.text import translate


def problems(
    session: DeskSession,
    facts: PlaceFacts,
    before: PlaceFacts | None,
    beside: Mapping[str, PlaceFacts],
) -> list[Problem]:
    """What is wrong with *facts*, settled, where *before* stands now; *beside* comes with it."""
    found = []
    if not facts.code or not facts.name:
        found.append(
            Problem.of(
                "empty",
                "services.place_problems",
                "This must not be empty. Type a value.",
                field="name" if facts.code else "code",
            )
        )
    tree = (facts.kind, facts.level, facts.parent)
    other = before is not None and tree != (before.kind, before.level, before.parent)
    if before is not None and other:
        found.append(
            Problem.of(
                "place_is_other",
                "services.place_problems",
                "{code} is there already as “{name}” ({kind}), and its kind, level and place in "
                "the tree stay. Give this one another code.",
                field="code",
                code=facts.code,
                name=before.name,
                kind=kind_word(before.kind),
            )
        )
    if before is None and facts.code and _taken(session, facts):
        found.append(code_taken(facts.code))
    if not facts.kind:
        found.append(
            Problem.of(
                "place_kind",
                "services.place_problems",
                "Say what it is: {kinds}.",
                field="kind",
                kinds=translate("services.place_problems", ", ").join(map(kind_word, KINDS)),
            )
        )
    if not other:
        # What another kind of place may have is beside the point.
        found += _more_problems(session, facts, beside)
    printed = ("code", "name", "custodian", "county", "address", "contact", "phone")
    found += unfit_names({name: getattr(facts, name) for name in printed})
    return found


def _taken(session: DeskSession, facts: PlaceFacts) -> bool:
    # A tilde begins the codes of the places outside.
    if facts.code.startswith("~") or place_with(session, facts.code) is not None:
        return True
    if facts.kind != CUSTODIAN:
        return False
    return session.exec(select(Party).where(col(Party.code) == facts.code)).first() is not None


def code_taken(code: str) -> Problem:
    """The problem of a *code* that another place or unit has."""
    return Problem.of(
        "code_taken",
        "services.place_problems",
        "The code “{code}” is taken or cannot be used. Give it another code.",
        field="code",
        code=code,
    )


def _more_problems(
    session: DeskSession, facts: PlaceFacts, beside: Mapping[str, PlaceFacts]
) -> list[Problem]:
    found = []
    if facts.kind in {PlaceKind.WAREHOUSE.value, PlaceKind.SITE.value} and facts.level is None:
        found.append(
            Problem.of(
                "place_level_missing",
                "services.place_problems",
                "Say which level it belongs to: {levels}.",
                field="level",
                levels=translate("services.place_problems", ", ").join(
                    level.word() for level in Level
                ),
            )
        )
    if facts.kind == PlaceKind.BIN.value and not _area_there(session, facts.parent, beside):
        found.append(
            Problem.of(
                "place_parent_missing",
                "services.place_problems",
                "There is no warehouse or area “{parent}” for this bin. Name its warehouse, or an "
                "area such as W1-good.",
                field="parent",
                parent=facts.parent.removesuffix(f"-{PlaceKind.GOOD.value}"),
            )
        )
    if facts.custodian and facts.kind != PlaceKind.WAREHOUSE.value:
        found.append(
            Problem.of(
                "custodian_of_warehouse",
                "services.place_problems",
                "Only a warehouse has a custodian. Leave this empty.",
                field="custodian",
            )
        )
    return found


def _area_there(session: DeskSession, area: str, beside: Mapping[str, PlaceFacts]) -> bool:
    there = place_with(session, area)
    if there is not None:
        return there.kind in {kind.value for kind in AREAS}
    return any(
        one.kind == PlaceKind.WAREHOUSE.value
        and area in {f"{one.code}-{kind.value}" for kind in AREAS}
        for one in beside.values()
    )
