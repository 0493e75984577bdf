"""The columns of a dispatch slip on each sheet: their names, widths in millimetres and titles."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one kind of sheet: their names and widths (mm), the lot split or not."""

    names: tuple[str, ...]
    widths: tuple[float, ...]

    def place(self, name: str, left: float) -> tuple[float, float]:
        """From where to where the column *name* runs."""
        index = self.names.index(name)
        start = left + sum(self.widths[:index])
        return round(start, 4), round(start + self.widths[index], 4)


TALL = Columns(
    ("no", "code", "name", "spec", "unit", "ordered", "issued", "packs", "lot_expiry", "note"),
    (8, 15, 36, 25, 9, 15, 15, 18, 20, 14),
)
_LOW = ("no", "code", "name", "spec", "unit", "ordered", "issued", "packs", "lot", "expiry", "note")
LOW = Columns(_LOW, (8, 12, 37, 26, 9, 14, 14, 17, 16, 17, 14))
DOTS = Columns(_LOW, (7, 14, 40, 27, 10, 15, 15, 19, 20, 20, 15))
PRICED = Columns(
    (
        "no",
        "code",
        "name",
        "spec",
        "unit",
        "ordered",
        "issued",
        "price",
        "amount",
        "packs",
        "lot",
        "expiry",
        "note",
    ),
    (8, 15, 46, 32, 9, 18, 18, 20, 24, 22, 21, 20, 20),
)

TITLES = {
    "no": "序号",
    "code": "编码",
    "name": "物资名称",
    "spec": "规格型号",
    "unit": "单位",
    "ordered": "应调",
    "issued": "实发",
    "price": "单价（元）",
    "amount": "金额（元）",
    "packs": "包装",
    "lot_expiry": "批号／效期",
    "lot": "批号",
    "expiry": "有效期至",
    "note": "备注",
}
WITH_MADE = {"lot_expiry": "批号／生产／效期", "expiry": "生产／效期"}
