"""A report of ten thousand rows, beside bare text blocks whose strings are encoded once."""

from datetime import date
from io import BytesIO
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas

from supplydesk.papers import listing
from supplydesk.papers.fonts import Face, small, width
from supplydesk.papers.listing import Column, Kind, ListingPaper, ListingRow
from supplydesk.papers.sheet import A4, POINTS
from supplydesk.papers.stationery import Stationery
from tests.bench.ground import BUREAU, NAMES, Ground
from tests.bench.measure import WHOLE, Figure, alternately, peak_of

COLUMNS = (
    Column("序号", 10, Kind.FIGURE),
    Column("编号", 30, Kind.CODE),
    Column("日期", 20, Kind.CODE),
    Column("物资名称", 30),
    Column("规格型号", 18, Kind.SMALL),
    Column("单位", 9, Kind.CENTRE),
    Column("应调", 15, Kind.FIGURE),
    Column("实发", 15, Kind.FIGURE),
    Column("接收单位", 36, Kind.SMALL),
    Column("备注", 12, Kind.SMALL),
)
FACES = {Kind.FIGURE: Face.SANS, Kind.CODE: Face.SANS}
SIZES = {Kind.TEXT: 9.0, Kind.FIGURE: 9.0, Kind.SMALL: 8.0, Kind.CODE: 8.0, Kind.CENTRE: 8.0}
ROW_HIGH, TOP, BOTTOM = 6 * POINTS, 40 * POINTS, 20 * POINTS
PER_PAGE = 39


def rows(count: int) -> list[ListingRow]:
    """The rows of a register."""
    return [
        ListingRow(
            (
                number,
                f"DB-202210{number % 28 + 1:02d}-{number % 400 + 1:03d}",
                date(2022, 10, number % 28 + 1),
                f"{NAMES[number % len(NAMES)]}{number % 50 + 1}号",
                f"规格{number % 7}型",
                "件",
                number % 977 + 1,
                number % 977 + 1,
                f"秦州区××集中隔离点{number % 200 + 1}",
                "" if number % 5 else "已核",
            )
        )
        for number in range(1, count + 1)
    ]


def paper(count: int) -> ListingPaper:
    """The register as it is printed."""
    return ListingPaper(title="调拨登记簿", columns=COLUMNS, rows=rows(count), bureau=BUREAU)


def bare_report(count: int) -> bytes:
    """The same rows on as many pages: one text block a page, each string encoded once."""
    buffer = BytesIO()
    first = small(Face.SANS).fontName
    canvas = Canvas(buffer, pageCompression=1, invariant=1, initialFontName=first)
    document = canvas._doc  # ours takes the same road
    high = A4.height * POINTS
    whole = sum(column.width for column in COLUMNS)
    share = A4.content * POINTS / whole
    lefts, at = [], A4.left * POINTS
    for column in COLUMNS:
        lefts.append(at)
        at += column.width * share
    known: dict[tuple[int, object], str] = {}
    all_rows = rows(count)
    for start in range(0, count, PER_PAGE):
        operations = ["BT"]
        y = high - TOP
        rules = []
        for row in all_rows[start : start + PER_PAGE]:
            for index, value in enumerate(row.cells):
                found = known.get((index, value))
                if found is None:
                    found = known[index, value] = _encoded(
                        index, value, lefts[index], share, document
                    )
                operations.append(found.replace("@", f"{y:.2f}", 1))
            rules.append(
                f"{A4.left * POINTS:.2f} {y - 5:.2f} m {A4.end * POINTS:.2f} {y - 5:.2f} l"
            )
            y -= ROW_HIGH
        operations += ["ET", "0.4 w", *rules]
        operations += [f"{x:.2f} {high - TOP:.2f} m {x:.2f} {y:.2f} l" for x in (*lefts, at)]
        operations.append("S")
        canvas.setPageSize((A4.width * POINTS, high))
        canvas.addLiteral("\n".join(operations))
        canvas.setFont(first, 9)
        canvas.drawString(A4.left * POINTS, high - 30 * POINTS, f"调拨登记簿 {start}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _encoded(index: int, value: object, left: float, share: float, document: object) -> str:
    column = COLUMNS[index]
    text = value.isoformat() if isinstance(value, date) else str(value)
    size, face = SIZES[column.kind], FACES.get(column.kind, Face.SERIF)
    font = getFont(small(face).fontName)
    x = left + 2
    if column.kind is Kind.FIGURE:
        x = left + column.width * share - 2 - width(face, size, text)
    parts = [
        f"{font.getSubsetInternalName(subset, document)} {size:g} Tf <{codes.hex()}> Tj"
        for subset, codes in font.splitString(text, document)
    ]
    return f"1 0 0 1 {x:.2f} @ Tm " + " ".join(parts)


def measure(ground: Ground) -> list[Figure]:
    """The report's time and memory."""
    count = ground.scale.listing_rows
    ours = paper(count)
    stationery = Stationery(BUREAU)
    taken = alternately(
        lambda _turn: listing.draw(ours, stationery, sheet=A4),
        lambda _turn: bare_report(count),
        ground.scale.few,
    )
    pages = listing.draw(ours, stationery, sheet=A4).count(b"/Type /Page\n")
    return [
        Figure(
            f"report of {count:,} rows",
            taken.bare,
            taken.ours,
            1.5,
            "bare text blocks, strings encoded once",
            f"{pages} pages" if pages else "",
            memory=peak_of(weigh if count == WHOLE.listing_rows else weigh_few, ground.folder),
            memory_reach=100.0,
        )
    ]


def weigh(folder: Path, count: int = WHOLE.listing_rows) -> None:
    """Draw the report in a process whose memory is watched; one page where there is no folder."""
    listing.draw(paper(count if folder.exists() else 20), Stationery(BUREAU), sheet=A4)


def weigh_few(folder: Path) -> None:
    """The same with next to nothing."""
    weigh(folder, 100)
