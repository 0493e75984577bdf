"""Places added and changed as a list of them says, from a sheet or from the command line."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import col, select

from supplydesk.domain.places import PlaceKind
from supplydesk.domain.problem import Problem, Refused
from supplydesk.services import ledger, places
from supplydesk.services.place_facts import (
    CUSTODIAN,
    PlaceFacts,
    custodian_with,
    settled,
    standing,
)
from supplydesk.services.place_problems import code_taken, problems
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.tables.places import Party

_PLAIN = ("name", "county", "address", "contact", "phone")


def _with(facts: PlaceFacts, changes: Mapping[str, str]) -> PlaceFacts:
    return replace(facts, **changes)  # type: ignore[arg-type]  # texts only, by construction


def add(session: DeskSession, facts: PlaceFacts) -> None:
    """Add the place *facts*.

    Raises:
        Refused: something is wrong with it, or its code is taken.
    """
    typed = {name: str(getattr(facts, name)).strip() for name in ("code", "custodian", *_PLAIN)}
    wanted = settled(session, _with(facts, typed))
    if standing(session, wanted.code) is not None:
        raise Refused((code_taken(wanted.code),))
    found = problems(session, wanted, None, {})
    if found:
        raise Refused(found)
    put(session, wanted, None)


def change(session: DeskSession, code: str, changes: Mapping[str, str]) -> PlaceFacts:
    """Change the name, address, contact, phone or custodian of *code*.

    Raises:
        Refused: there is none, or something is wrong with it.
    """
    before = standing(session, code)
    if before is None:
        raise Refused(
            (
                Problem.of(
                    "unknown_place",
                    "services.import_places",
                    "There is no place “{code}”. Choose one from the list of places.",
                    field="code",
                    code=code,
                ),
            )
        )
    typed = {name: value.strip() for name, value in changes.items()}
    wanted = settled(session, _with(before, typed))
    found = problems(session, wanted, before, {})
    if found:
        raise Refused(found)
    put(session, wanted, before)
    return wanted


def put(session: DeskSession, facts: PlaceFacts, before: PlaceFacts | None) -> None:
    """Write *facts*, found to be right, over what stands there *before*."""
    require(session, "edit_places")
    if before is None:
        _add(session, facts)
    elif facts != before:
        _change(session, facts, before)


def _add(session: DeskSession, facts: PlaceFacts) -> None:
    if facts.kind == CUSTODIAN:
        places.add_party(session, facts.code, facts.name, CUSTODIAN, facts.where)
    elif facts.kind == PlaceKind.BIN.value:
        places.add_bin(session, facts.parent, facts.code, facts.name)
    elif facts.kind == PlaceKind.WAREHOUSE.value:
        assert facts.level is not None, "checked before"
        keeper = _keeper(session, facts.custodian)
        places.add_warehouse(
            session, facts.code, facts.name, facts.level, custodian=keeper, where=facts.where
        )
    else:
        assert facts.level is not None, "checked before"
        places.add_site(session, facts.code, facts.name, facts.level, facts.where)


def _keeper(session: DeskSession, named: str) -> int | None:
    """The id of the custodian *named*, added under a code of the desk's own where she is new."""
    if not named:
        return None
    known = custodian_with(session, named)
    if known is not None:
        return known.id
    taken = set(session.exec(select(Party.code)).all())
    code = next(code for n in range(1, 100_000) if (code := f"CC{n:02d}") not in taken)
    return places.add_party(session, code, named, CUSTODIAN)


def _change(session: DeskSession, facts: PlaceFacts, before: PlaceFacts) -> None:
    changes = {
        name: str(getattr(facts, name))
        for name in _PLAIN
        if getattr(facts, name) != getattr(before, name)
    }
    if facts.kind == CUSTODIAN:
        party = session.exec(select(Party).where(col(Party.code) == facts.code)).one()
        for name, value in changes.items():
            setattr(party, name, value)
        session.flush()
        ledger.note(session, "party", facts.code, changes)
        return
    if changes:
        places.change(session, facts.code, changes)
    if facts.custodian != before.custodian:
        place = places.find(session, facts.code)
        place.custodian = _keeper(session, facts.custodian)
        session.flush()
        ledger.note(session, "place", facts.code, {"custodian": facts.custodian})
