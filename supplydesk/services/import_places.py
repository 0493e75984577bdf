"""Places as a list of them says: warehouses, bins, sites and the custodians who keep the goods.

The same rows come from a sheet (`supplydesk.services.imports`) and from the command line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from sqlmodel import col, select

from supplydesk.domain.places import Level, PlaceKind
from supplydesk.domain.problem import Problem, Refused
from supplydesk.services import ledger, places
from supplydesk.services.places import AREAS, Address
from supplydesk.services.seats import require
from supplydesk.store.database import DeskSession
from supplydesk.store.tables.places import Party, Place
from supplydesk.text import translate

CUSTODIAN = "custodian"
KINDS = (PlaceKind.WAREHOUSE.value, PlaceKind.SITE.value, PlaceKind.BIN.value, CUSTODIAN)
_PLAIN = ("name", "county", "address", "contact", "phone")

Kind = Literal["", "warehouse", "site", "bin", "custodian"]


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """One warehouse, site, bin or custodian.

    ``parent`` is a bin's area (``W1-good``), or its warehouse where it stands in the good area;
    ``custodian`` the code or name of who keeps a warehouse.
    """

    code: str
    kind: Kind = ""
    name: str = ""
    level: Level | None = None
    parent: str = ""
    custodian: str = ""
    county: str = ""
    address: str = ""
    contact: str = ""
    phone: str = ""

    @property
    def where(self) -> Address:
        """Its address and whom to ask there."""
        return Address(self.county, self.address, self.contact, self.phone)


def standing(session: DeskSession, code: str) -> PlaceFacts | None:
    """The place or custodian with *code* as it stands, or None."""
    place = _place(session, code)
    if place is not None:
        if place.kind not in KINDS:
            return None
        parent = "" if place.parent is None else _code_of(session, place.parent)
        keeper = "" if place.custodian is None else _party_name(session, place.custodian)
        return PlaceFacts(
            place.code,
            place.kind,  # type: ignore[arg-type]  # it is one of KINDS
            place.name,
            Level(place.level) if place.level and place.kind != PlaceKind.BIN else None,
            parent if place.kind == PlaceKind.BIN else "",
            keeper,
            place.county,
            place.address,
            place.contact,
            place.phone,
        )
    party = session.exec(select(Party).where(col(Party.code) == code)).first()
    if party is None or party.kind != CUSTODIAN:
        return None
    return PlaceFacts(
        party.code,
        "custodian",
        party.name,
        address=party.address,
        contact=party.contact,
        phone=party.phone,
    )


def _place(session: DeskSession, code: str) -> Place | None:
    return session.exec(select(Place).where(col(Place.code) == code)).first()


def _code_of(session: DeskSession, place: int) -> str:
    found = session.get(Place, place)
    return "" if found is None else found.code


def _party_name(session: DeskSession, party: int) -> str:
    found = session.get(Party, party)
    return "" if found is None else found.name


def _custodian(session: DeskSession, named: str) -> Party | None:
    return session.exec(
        select(Party).where(
            col(Party.kind) == CUSTODIAN, (col(Party.code) == named) | (col(Party.name) == named)
        )
    ).first()


def settled(session: DeskSession, facts: PlaceFacts) -> PlaceFacts:
    """*facts* with the custodian's name for her code, and a bin's area for its warehouse."""
    changes: dict[str, str] = {}
    if facts.custodian:
        keeper = _custodian(session, facts.custodian)
        if keeper is not None:
            changes["custodian"] = keeper.name
    if facts.kind == PlaceKind.BIN.value and facts.parent:
        parent = _place(session, facts.parent)
        if parent is None or parent.kind == PlaceKind.WAREHOUSE:
            known = any(facts.parent.endswith(f"-{area.value}") for area in AREAS)
            if not known:
                changes["parent"] = f"{facts.parent}-{PlaceKind.GOOD.value}"
    return _with(facts, changes)


def _with(facts: PlaceFacts, changes: Mapping[str, str]) -> PlaceFacts:
    return replace(facts, **changes)  # type: ignore[arg-type]  # texts only, by construction


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
                "services.import_places",
                "This must not be empty. Type a value.",
                field="name" if facts.code else "code",
            )
        )
    if before is not None and (facts.kind, facts.level, facts.parent) != (
        before.kind,
        before.level,
        before.parent,
    ):
        found.append(
            Problem.of(
                "place_is_other",
                "services.import_places",
                "{code} is there already as “{name}” ({kind}), and its kind, level and place in "
                "the tree stay. Give this one another code.",
                field="code",
                code=facts.code,
                name=before.name,
                kind=kind_word(before.kind),
            )
        )
    if before is None and facts.code and _taken(session, facts):
        found.append(_code_taken(facts.code))
    if not facts.kind:
        found.append(
            Problem.of(
                "place_kind",
                "services.import_places",
                "Say what it is: {kinds}.",
                field="kind",
                kinds=translate("services.import_places", ", ").join(map(kind_word, KINDS)),
            )
        )
    found += _more_problems(session, facts, beside)
    return found


def _taken(session: DeskSession, facts: PlaceFacts) -> bool:
    # A tilde begins the codes of the places outside.
    if facts.code.startswith("~") or _place(session, facts.code) is not None:
        return True
    if facts.kind != CUSTODIAN:
        return False
    return session.exec(select(Party).where(col(Party.code) == facts.code)).first() is not None


def _code_taken(code: str) -> Problem:
    return Problem.of(
        "code_taken",
        "services.import_places",
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
                "services.import_places",
                "Say which level it belongs to: {levels}.",
                field="level",
                levels=translate("services.import_places", ", ").join(
                    level.word() for level in Level
                ),
            )
        )
    if facts.kind == PlaceKind.BIN.value and not _area_there(session, facts.parent, beside):
        found.append(
            Problem.of(
                "place_parent_missing",
                "services.import_places",
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
                "services.import_places",
                "Only a warehouse has a custodian. Leave this empty.",
                field="custodian",
            )
        )
    return found


def _area_there(session: DeskSession, area: str, beside: Mapping[str, PlaceFacts]) -> bool:
    there = _place(session, area)
    if there is not None:
        return there.kind in {kind.value for kind in AREAS}
    return any(
        one.kind == PlaceKind.WAREHOUSE.value
        and area in {f"{one.code}-{kind.value}" for kind in AREAS}
        for one in beside.values()
    )


def kind_word(kind: str) -> str:
    """What a person calls a kind of row."""
    if kind == CUSTODIAN:
        return translate("services.import_places", "custodian")
    return PlaceKind(kind).word() if kind else ""


def add(session: DeskSession, facts: PlaceFacts) -> None:
    """Add the place *facts*.

    Raises:
        Refused: something is wrong with it, or its code is taken.
    """
    wanted = settled(session, facts)
    if standing(session, wanted.code) is not None:
        raise Refused((_code_taken(wanted.code),))
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
    wanted = settled(session, _with(before, changes))
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
    known = _custodian(session, named)
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
