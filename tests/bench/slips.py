"""Slips on paper: one with twelve lines and its QR code, and two hundred in one PDF."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from supplydesk.papers import dispatch, qr
from supplydesk.papers.dispatch import DispatchLine, DispatchPaper
from supplydesk.papers.dispatch_heading import TITLE
from supplydesk.papers.stationery import Stationery
from tests.bench import bare_page
from tests.bench.bare_page import Page, Recorded
from tests.bench.ground import BUREAU, NAMES, Ground
from tests.bench.measure import WHOLE, Figure, alternately, peak_of

LINES = 12
COPY = (3,)
REFERENCE = "bare ReportLab canvas, the same page"
MOST_MEMORY = 100.0


def paper(number: int) -> DispatchPaper:
    """A slip of twelve lines; no two are alike."""
    return DispatchPaper(
        number=f"DB-20221024-{number:03d}",
        day=date(2022, 10, 24),
        site=f"秦州区××集中隔离点{number}",
        instruction_number=f"天应急调〔2022〕{number}号",
        incident="疫情防控",
        purpose="隔离点应急保障",
        custodian="天水市应急物资储备中心",
        warehouse="市级一号库",
        county="秦州区",
        address=f"××街道××路{number}号",
        contact="王××",
        phone="139××××0000",
        needed_by=datetime(2022, 10, 25, 10, tzinfo=UTC),
        source="市级储备",
        approved_by="张××",
        reviewed_by="赵××",
        prepared_by="李××",
        keepers=("刘××", "陈××"),
        code=f"SD1:TSYJ:1:DB20221024{number:03d}:{number * 7919:020X}",
        lines=tuple(
            DispatchLine(
                name=f"{NAMES[line % len(NAMES)]}{line + 1}号",
                unit="件",
                ordered=Decimal(24 * line + number + 5),
                issued=Decimal(24 * line + number + 5),
                code=f"{900001 + line}",
                spec=f"规格{line % 7}型",
                packs=f"{line + number // 24}箱{number % 24 + 1}件",
                lot=f"2022{line + 1:02d}",
                expires=date(2024, line % 12 + 1, 28),
            )
            for line in range(LINES)
        ),
    )


def recorded(slip: DispatchPaper) -> list[Page]:
    """What stands on the pages of *slip*."""
    before = len(Recorded.pages)
    dispatch.draw([slip], Recorded(BUREAU), copies=COPY)
    drawn = Recorded.pages[before:]
    del Recorded.pages[before:]
    # A page is laid out once more than it is printed, to measure its heading.
    return [page for page in drawn if page.rules]


def measure(ground: Ground) -> list[Figure]:
    """One slip, and many of them."""
    return [_one(ground), _many(ground)]


def _one(ground: Ground) -> Figure:
    rounds, warm = 2 * ground.scale.rounds, 3
    slips = [paper(number) for number in range(1, rounds + warm + 1)]
    pages = [(recorded(slip)[-1], slip.code) for slip in slips]
    stationery = Stationery(BUREAU)
    qr.runs.cache_clear()
    taken = alternately(
        lambda turn: dispatch.draw([slips[turn]], stationery, copies=COPY),
        lambda turn: bare_page.draw([pages[turn]], TITLE),
        rounds,
        warm=warm,
    )
    return taken.figure(f"slip, A4, {LINES} lines, Chinese, QR, warm", 1.5, REFERENCE)


def _many(ground: Ground) -> Figure:
    count = ground.scale.slips
    slips = [paper(number) for number in range(1, count + 1)]
    pages = [(recorded(slip)[-1], slip.code) for slip in slips]
    stationery = Stationery(BUREAU)

    def ours(_turn: int) -> None:
        qr.runs.cache_clear()
        dispatch.draw(slips, stationery, copies=COPY)

    taken = alternately(
        ours,
        lambda _turn: bare_page.draw(pages, TITLE),
        min(ground.scale.few, 3),
    )
    return Figure(
        f"{count} slips in one PDF",
        taken.bare,
        taken.ours,
        1.5,
        REFERENCE,
        memory=peak_of(weigh if count == WHOLE.slips else weigh_few, ground.folder),
        memory_reach=MOST_MEMORY,
    )


def weigh(folder: Path, count: int = WHOLE.slips) -> None:
    """Draw the slips in a process whose memory is watched; one alone where there is no folder."""
    slips = [paper(number) for number in range(1, (count if folder.exists() else 1) + 1)]
    dispatch.draw(slips, Stationery(BUREAU), copies=COPY)


def weigh_few(folder: Path) -> None:
    """The same with next to nothing."""
    weigh(folder, 3)
