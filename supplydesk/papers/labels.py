"""Bin cards (货位卡): labels for shelves, eight on a sheet of A4, one for each lot in its bin."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from supplydesk.papers import glyphs, qr
from supplydesk.papers.fonts import Face
from supplydesk.papers.press import Leaf, Press, Tick
from supplydesk.papers.sheet import Sheet
from supplydesk.papers.stationery import Stationery
from supplydesk.papers.typography import MEDIUM, PAD
from supplydesk.papers.wrap import Step, fit

__all__ = ["LABELS", "Label", "draw"]

TITLE = "货位卡"
LABELS = Sheet("A4-labels", 210, 297, 6, 8, 6, 8)
WIDTH, HEIGHT = 97.0, 68.0
ACROSS, DOWN = 2, 4
_GAP_ACROSS = (LABELS.content - ACROSS * WIDTH) / (ACROSS - 1)
_GAP_DOWN = (LABELS.floor - LABELS.top - DOWN * HEIGHT) / (DOWN - 1)
_HEAD, _NAME, _NAMES_WIDTH, _CODE_WIDTH = 8.0, 14.0, 14.0, 30.0
_ROWS = 6
_ROW = (HEIGHT - _HEAD - _NAME) / _ROWS
_THIN, _FRAME = 0.4, 1.0
_EM = 72 / 25.4

# A card does not grow, so that the last steps are small: whatever a name may hold still fits.
_BIG: tuple[Step, ...] = (
    (28, 1), (22, 1), (18, 1), (14, 2), (12, 2), (10, 3), (8, 4), (6, None),
)  # fmt: skip
_BIN: tuple[Step, ...] = ((16, 1), (13, 1), (11, 1), (9, 2), (7, 2), (5, None))
_WHERE: tuple[Step, ...] = ((10.5, 1), (9, 1), (8, 2), (7, 2), (6, 3), (5, None))
_VALUE: tuple[Step, ...] = ((12, 1), (10.5, 1), (9, 1), (8, 2), (7, 2), (5.5, 3), (4.5, None))
_STRONG: tuple[Step, ...] = ((14, 1), (12, 1), (10.5, 1), (9, 1), (8, 2), (6, None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One card. With no ``name`` it is an empty bin's, its cells left for handwriting."""

    warehouse: str
    bin: str
    code: str
    name: str = ""
    spec: str = ""
    item: str = ""
    quantity: str = ""
    lot: str = ""
    made: date | None = None
    expires: date | None = None
    maker: str = ""
    received: date | None = None


def draw(labels: Sequence[Label], stationery: Stationery, *, tick: Tick | None = None) -> bytes:
    """The cards as a PDF, in their order; *tick* is called once a page.

    Raises:
        Refused: a character that cannot be printed; nothing was drawn.
    """
    glyphs.check(labels)
    own = stationery.on(LABELS)
    press = Press(TITLE, own.bureau, TITLE)
    a_page = ACROSS * DOWN
    starts = range(0, len(labels), a_page)
    for number, start in enumerate(starts, 1):
        leaf = own.leaf(press)
        for at, label in enumerate(labels[start : start + a_page]):
            left = LABELS.left + at % ACROSS * (WIDTH + _GAP_ACROSS)
            top = LABELS.top + at // ACROSS * (HEIGHT + _GAP_DOWN)
            _card(leaf, label, left, top)
        press.add(LABELS, leaf.content())
        if tick is not None:
            tick(number, len(starts))
    return press.finish()


def _card(leaf: Leaf, label: Label, left: float, top: float) -> None:
    right, bottom = left + WIDTH, top + HEIGHT
    head, body = top + _HEAD, top + _HEAD + _NAME
    leaf.fill(left, top, right, head)
    third = WIDTH / 3
    leaf.level(left + 2 * PAD, top + _HEAD / 2, TITLE, Face.SANS, 10.5)
    middle = (left + third * 0.75, right - third - PAD)
    _set(leaf, *middle, top + _HEAD / 2, label.warehouse, Face.SANS, _WHERE, 0.5)
    beside = (right - third, right - 2 * PAD)
    _set(leaf, *beside, top + _HEAD / 2, label.bin, Face.SANS_BOLD, _BIN, 1)
    name = (left + 2 * PAD, right - 2 * PAD)
    _set(leaf, *name, head + _NAME / 2, label.name, Face.SANS_BOLD, _BIG)
    split, values = right - _CODE_WIDTH, left + _NAMES_WIDTH
    for at, (word, text, face, steps) in enumerate(_rows(label)):
        centre = body + (at + 0.5) * _ROW
        leaf.centred((left + values) / 2, centre, word, Face.SANS, 9.5)
        _set(leaf, values + PAD, split - PAD, centre, text, face, steps)
        if at:
            leaf.across(left, split, body + at * _ROW, _THIN)
    side = qr.side(qr.LABEL_MODULE)
    clear = qr.CLEAR * qr.LABEL_MODULE
    corner = (split + right - side) / 2
    qr.draw(leaf, label.code, corner, body + clear, qr.LABEL_MODULE)
    under = body + 2 * clear + side
    centre = (split + right) / 2
    leaf.centred(centre, under + 3, "入库日期", Face.SANS, 9)
    leaf.centred(centre, under + 8.5, _day(label.received), Face.SANS, 10)
    leaf.across(left, right, head, MEDIUM)
    leaf.across(left, right, body, MEDIUM)
    leaf.down(values, body, bottom, _THIN)
    leaf.down(split, body, bottom, _THIN)
    leaf.box(left, top, right, bottom, _FRAME)


def _rows(label: Label) -> tuple[tuple[str, str, Face, tuple[Step, ...]], ...]:
    expires = f"效期至 {_day(label.expires)}" if label.expires else ""
    dates = "　".join(filter(None, (_day(label.made), expires)))
    return (
        ("规格", label.spec, Face.SANS, _VALUE),
        ("编码", label.item, Face.SANS, _VALUE),
        ("数量", label.quantity, Face.SANS_BOLD, _STRONG),
        ("批号", label.lot, Face.SANS, _VALUE),
        ("生产", dates, Face.SANS, _VALUE),
        ("厂家", label.maker, Face.SANS, _VALUE),
    )


def _set(
    leaf: Leaf,
    left: float,
    right: float,
    middle: float,
    text: str,
    face: Face,
    steps: tuple[Step, ...],
    side: float = 0.0,
) -> None:
    if text:
        leaf.block(left, right, middle, fit(text, face, (right - left) * _EM, steps), face, side)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
