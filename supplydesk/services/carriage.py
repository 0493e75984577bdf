"""Who carries a dispatch: as it was typed, or as it became known after the slip was posted."""

from collections.abc import Mapping
from typing import Any, TypedDict

from supplydesk.queries.documents import Head
from supplydesk.services import facts
from supplydesk.store.database import DeskSession


class Carriage(TypedDict):
    """Transport as papers print it; what is not yet known is empty, and left to be written."""

    carrier_unit: str
    plate: str
    carrier: str
    carrier_phone: str


def carriage(content: Mapping[str, Any], known: Mapping[str, str]) -> Carriage:
    """Who carries the goods of a dispatch: *content* is what was typed, *known* what came later."""
    typed = content.get("transport") or {}
    return Carriage(
        carrier_unit=known.get("carrier") or typed.get("carrier", ""),
        plate=known.get("plate") or typed.get("plate", ""),
        carrier=known.get("driver") or typed.get("driver", ""),
        carrier_phone=known.get("driver_phone") or typed.get("phone", ""),
    )


def carriage_of(session: DeskSession, slip: Head) -> Carriage:
    """Who carries the goods of the posted dispatch *slip*, as it is known now."""
    return carriage(slip.facts(), facts.latest(session, slip.id))
