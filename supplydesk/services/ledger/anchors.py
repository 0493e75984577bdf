"""What was counted stands: no movement may slip in before a posted count of the same goods."""

from datetime import tzinfo

from supplydesk.domain.entry import Entry
from supplydesk.domain.problem import Problem, Refused
from supplydesk.store.columns import instant
from supplydesk.store.driver import Driver

_ANCHORED = (
    "SELECT a.place, a.lot, a.counted_at, d.number FROM count_anchor a "
    "JOIN document d ON d.id = a.document "
    "WHERE a.place = ? AND a.lot = ? AND a.counted_at >= ? AND a.document <> ? "
    "AND NOT EXISTS (SELECT 1 FROM document r WHERE r.reverses = a.document) "
    "ORDER BY a.counted_at LIMIT 1"
)
_ANY = "SELECT 1 FROM count_anchor WHERE counted_at >= ? LIMIT 1"


def check_anchors(driver: Driver, entry: Entry, zone: tzinfo) -> None:
    """Refuse *entry* where it became effective before its goods were counted and put right.

    Such a paper would make the counted figure wrong: it posts only together with a variance
    that keeps the book at the counted moment.
    """
    if driver.one(_ANY, (entry.effective_at,)) is None:
        return
    problems = []
    for move in entry.moves:
        for place in (move.from_place, move.to_place):
            # A count's own reversal is what takes its anchor away.
            count = entry.reverses or 0
            row = driver.one(_ANCHORED, (place, move.lot, entry.effective_at, count))
            if row is not None:
                problems.append(
                    Problem.of(
                        "counted_since",
                        "services.ledger.anchors",
                        "These goods were counted since, at {counted} ({number}). Date the paper "
                        "after the count, or reverse the count first.",
                        row=move.line,
                        field="effective_at",
                        counted=f"{instant(row[2]).astimezone(zone):%Y-%m-%d %H:%M}",
                        number=row[3],
                    )
                )
    if problems:
        raise Refused(problems)
