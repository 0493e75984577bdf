"""What the bench measures, by name, in the order of the table."""

from collections.abc import Callable, Mapping

from tests.bench import (
    bulk,
    listings,
    pages,
    posting,
    register,
    sheets,
    slips,
    stock,
    summaries,
    verifying,
    windows,
)
from tests.bench.ground import Ground
from tests.bench.measure import Figure

Job = Callable[[Ground], list[Figure]]

JOBS: Mapping[str, Job] = {
    "post": posting.one_dispatch,
    "growth": posting.growth,
    "instruction": posting.one_instruction,
    "bulk": bulk.measure,
    "stock-now": stock.now,
    "stock-then": stock.then,
    "month-end": summaries.measure,
    "slips": slips.measure,
    "listing": listings.measure,
    "sheet-read": sheets.read,
    "sheet-write": sheets.write,
    "verify": verifying.measure,
    "window-painted": windows.painted,
    "window-usable": windows.usable,
    "register": register.measure,
    "stock-page": pages.stock,
    "voucher": pages.voucher,
    "memory": pages.memory,
}
