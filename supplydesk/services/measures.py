"""How goods are counted: as the item was on a posted line's day, and as a lot's own packs are."""

import json
from decimal import Decimal

from supplydesk.domain.quantity import THOUSANDTHS, Measure, Pack, from_thousandths
from supplydesk.queries.documents import PostedLine


def measure_of(line: PostedLine, pack_size: int | None = None) -> Measure:
    """How the item was counted when the line was posted; a lot's own *pack_size* outranks it."""
    unit, decimals, packs = json.loads(line.content)["measure"]
    sized = [
        Pack(name, None if size is None else Decimal(size), rank) for name, size, rank in packs
    ]
    return of_lot(Measure(unit, decimals, tuple(sized)), pack_size)


def of_lot(measure: Measure, pack_size: int | None) -> Measure:
    """*measure* with a lot's own packs of *pack_size* thousandths, where it has any."""
    return measure.of_lot(None if pack_size is None else from_thousandths(pack_size))


def own_cartons(measure: Measure, pack_size: int | None, quantity: int) -> int | None:
    """The whole cartons in *quantity* of a lot whose own packs hold *pack_size*, in thousandths.

    None unless they are counted beside the pieces: the item's largest pack floats, and only the
    lot says how many there are in one.
    """
    if not pack_size or not measure.packs:
        return None
    if max(measure.packs, key=lambda pack: pack.rank).size is not None:
        return None
    return quantity // pack_size * THOUSANDTHS
