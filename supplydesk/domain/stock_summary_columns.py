"""Which column of the stock summary a flow belongs to: by its reason, else by the other side.

In and out are seen from the scope. What nobody foresaw is told under ``other``, so that every
row adds up whatever comes.
"""

from collections.abc import Mapping

from supplydesk.domain.places import AREAS, PlaceKind

OTHER = "other"
_OURS = (PlaceKind.BIN, *AREAS)

# Opening stock lies before the first month; a paper of it that is undone later takes its goods
# off in the month in which that is dated. A load that the site refused is no recovery.
_INCOMING_REASONS: Mapping[str, str] = {"opening": OTHER, "refused": OTHER}
_OUTGOING_REASONS: Mapping[str, str] = {"dispatch": "dispatch"}

_INCOMING: Mapping[str, str] = {
    PlaceKind.SUPPLIER: "purchase",
    PlaceKind.UPPER_BODY: "upper",
    PlaceKind.DONOR: "donation",
    PlaceKind.LENDER: "borrowed",
    PlaceKind.SITE: "recovered",
    PlaceKind.LOST_FOUND: "over",
    **dict.fromkeys(_OURS, "transferred_in"),
}
_OUTGOING: Mapping[str, str] = {
    PlaceKind.TRANSIT: "dispatch",
    PlaceKind.CONSUMED: "issue",
    PlaceKind.SUPPLIER: "given_back",
    PlaceKind.UPPER_BODY: "given_back",
    PlaceKind.DONOR: "given_back",
    PlaceKind.LENDER: "given_back",
    PlaceKind.SCRAPPED: "scrap",
    PlaceKind.LOST_FOUND: "short",
    **dict.fromkeys(_OURS, "transferred_out"),
}


def incoming_column(reason: str, start: str) -> str:
    """The field of `Incoming` for goods that came from a place of kind *start* for *reason*."""
    return _INCOMING_REASONS.get(reason) or _INCOMING.get(start, OTHER)


def outgoing_column(reason: str, end: str) -> str:
    """The field of `Outgoing` for goods that went to a place of kind *end* for *reason*."""
    return _OUTGOING_REASONS.get(reason) or _OUTGOING.get(end, OTHER)
