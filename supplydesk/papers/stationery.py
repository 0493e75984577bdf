"""What a desk prints on: the bureau's name, the sheet, the copies and the printer's offset."""

from dataclasses import dataclass, replace

from supplydesk.domain.problem import refuse
from supplydesk.papers.mark import CIRCLED
from supplydesk.papers.press import Leaf, Press
from supplydesk.papers.sheet import (
    A4,
    CONTINUOUS_140,
    CONTINUOUS_279,
    FARTHEST,
    LONGEST_COPY,
    MOST_COPIES,
    Sheet,
)
from supplydesk.papers.typography import A4_TYPE, A5_TYPE, DOT_TYPE, Typography

COPIES = ("存根联", "仓库联", "接收联", "财务联")
ORDINALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Stationery:
    """The paper in the printer and whose it is.

    ``bureau`` stands over every title. ``copies`` are the names of the copies of a slip, in
    their order; none at all means one print without a copy label. ``offset_x`` moves the whole
    page to the right and ``offset_y`` down, in millimetres, for printers that pull it askew.

    Raises:
        Refused: the offset would push print off the sheet, there are more than ten copies, or the
            name of one is too long.
    """

    bureau: str
    sheet: Sheet = A4
    copies: tuple[str, ...] = COPIES
    offset_x: float = 0.0
    offset_y: float = 0.0

    def __post_init__(self) -> None:
        for field in ("offset_x", "offset_y"):
            offset = getattr(self, field)
            if not -FARTHEST <= offset <= FARTHEST:
                raise refuse(
                    "offset_too_far",
                    "papers.stationery",
                    "The printer offset {offset} mm is too large: keep it between −{most} and "
                    "{most} mm, and set the rest at the printer.",
                    field=field,
                    offset=f"{offset:g}",
                    most=f"{FARTHEST:g}",
                )
        if len(self.copies) > MOST_COPIES:
            raise refuse(
                "too_many_copies",
                "papers.stationery",
                "A slip has at most {most} copies; remove some from the settings.",
                field="copies",
                most=MOST_COPIES,
            )
        for name in self.copies:
            if len(name) > LONGEST_COPY:
                raise refuse(
                    "copy_name_too_long",
                    "papers.stationery",
                    "“{name}” is too long for the edge of a slip: a copy's name has at most {most} "
                    "characters.",
                    field="copies",
                    name=name,
                    most=LONGEST_COPY,
                )

    def on(self, sheet: Sheet) -> "Stationery":
        """The same bureau and printer with another *sheet*."""
        return replace(self, sheet=sheet)

    @property
    def typography(self) -> Typography:
        """Faces and sizes for slips on this sheet."""
        if self.sheet.dots:
            return DOT_TYPE
        return A4_TYPE if self.sheet.height > A4.width else A5_TYPE

    @property
    def continuous(self) -> bool:
        """Whether the sheet is fan-fold paper."""
        return self.sheet in (CONTINUOUS_140, CONTINUOUS_279)

    def leaf(self, press: Press) -> Leaf:
        """An empty page of this stationery."""
        return Leaf(press, self.sheet, (self.offset_x, self.offset_y))

    def copy_label(self, number: int) -> str:
        """``第三联　接收联`` for copy 3."""
        return f"第{ORDINALS[number - 1]}联　{self.copies[number - 1]}"

    def copy_key(self) -> tuple[str, ...]:
        """What stands under a slip to say which copy is whose: ``①存根联``, ``②仓库联``."""
        return tuple(f"{circle}{name}" for circle, name in zip(CIRCLED, self.copies, strict=False))
