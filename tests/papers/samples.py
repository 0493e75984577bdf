"""Papers to test with: an ordinary slip, and the parts of nasty ones."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from supplydesk.domain.stock_summary import Incoming, Outgoing, StockSummary, StockSummaryRow
from supplydesk.papers.confirmation import ConfirmationLine, ConfirmationPaper
from supplydesk.papers.dispatch import DispatchLine, DispatchPaper
from supplydesk.papers.stationery import Stationery

STATIONERY = Stationery("天水市应急管理局")
CODE = "1:TSYJ:A1:DB-20221024-001:ABCDEFGHIJKLMNOP"
LONG_NAME = (
    "集中隔离点专用加厚保暖型单人折叠床（含床垫、床围、防滑脚垫及收纳袋，适用于体育馆、学校、"
    "方舱等临时安置场所）甲型二〇二二"
)
_ORDINARY = (
    ("101006", "折叠床", "单人", "张", 400, 400, "400包", "20210918", date(2031, 9, 18), ""),
    ("101009", "棉被", "2.0×1.8m", "床", 800, 800, "160包", "20210920", date(2029, 9, 20), ""),
    ("101010", "棉褥", "2.0×0.9m", "床", 800, 800, "160包", "20210920", date(2029, 9, 20), ""),
    ("101013", "枕头", "", "个", 400, 400, "40包", "20210922", date(2029, 9, 22), ""),
    ("101014", "三件套", "单人", "套", 400, 396, "39包6套", "20220111", None, "缺4套续发"),
    ("101017", "棉大衣", "分号型", "件", 12, 12, "1包2件", "20200815", None, "出零存整"),
    ("102002", "电热毯", "单人 220V 60W", "个", 115, 115, "11箱5个", "20220901", None, ""),
    ("102001", "火炉", "取暖", "个", 2, 2, "2箱", "20190930", None, ""),
    ("201001", "医用外科口罩", "独立包装", "个", 6000, 6000, "3箱", "20220715", None, ""),
    ("201004", "防护服", "GB 19082", "套", 100, 100, "7箱（散装不等）", "20220620", None, ""),
    ("201012", "84消毒液", "500ml", "瓶", 77, 77, "2箱17瓶", "20220808", None, "先到期先出"),
    ("103001", "饮用水", "550ml", "瓶", 2400, 2400, "100箱", "20220905", None, ""),
)
LINES = tuple(
    DispatchLine(
        code=code,
        name=name,
        spec=spec,
        unit=unit,
        ordered=ordered,
        issued=issued,
        packs=packs,
        lot=lot,
        expires=expires,
        note=note,
    )
    for code, name, spec, unit, ordered, issued, packs, lot, expires, note in _ORDINARY
)
LONG_LINE = DispatchLine(
    code="101099-A2022-01",
    name=LONG_NAME,
    spec="单人190×70×40cm，承重≥200kg，管径Φ25mm，壁厚1.2mm，牛津布600D",
    unit="张",
    ordered=400,
    issued=400,
    packs="1234箱5个（每箱24，其中散装不等7箱）",
    lot="LOT-2022-0815-ABCDEFG",
    made=date(2021, 9, 18),
    expires=date(2031, 9, 18),
    note="按先到期先出；外箱破损3箱，已换包装",
)
SIXTY = tuple((LONG_LINE, *LINES[1:])[index % 12] for index in range(60))
LONG_HEAD: dict[str, Any] = {
    "purpose": "集中隔离点床位、御寒、消杀与生活保障（第三批，含返程人员）",
    "custodian": "天水市应急物资储备中心（天水市防灾减灾救灾物资保障服务中心）",
    "site": "天水市秦州区××街道办事处××社区新冠肺炎疫情防控集中隔离医学观察点"
    "（原××职业技术学院南校区学生公寓七号楼至十二号楼）",
    "address": "甘肃省天水市秦州区××街道××路与××大道交叉口东南角向东三百米"
    "××职业技术学院南校区南大门内学生公寓七号楼（由南门进入，凭通行证）",
    "contact": "王××、李××（夜间）",
    "phone": "139××××0000／0938-×××××××",
}
BY_PHONE: dict[str, Any] = {
    "by_phone": True,
    "instruction_number": "",
    "instruction_body": "",
    "ordered_at": datetime(2022, 10, 24, 6, 40),  # noqa: DTZ001 - printed as it is
    "given_by": "××（值班局领导）",
    "noted_by": "李××",
    "paper_due": datetime(2022, 10, 26, 6, 40),  # noqa: DTZ001
}
UNDONE: dict[str, Any] = {
    "reversed_by": "DB-20221026-003",
    "reprint": 2,
    "reprinted_at": datetime(2022, 10, 25, 9, 12),  # noqa: DTZ001
}


def slip(**changed: Any) -> DispatchPaper:  # noqa: ANN401 - any field of the paper
    """An ordinary slip with some of it *changed*."""
    ordinary: dict[str, Any] = {
        "number": "DB-20221024-001",
        "day": date(2022, 10, 24),
        "site": "秦州区××集中隔离点",
        "lines": LINES,
        "urgency": "特急",
        "instruction_number": "天应急调〔2022〕15号",
        "instruction_body": "天水市应急管理局",
        "incident": "疫情防控",
        "purpose": "隔离点保障",
        "custodian": "天水市应急物资储备中心",
        "warehouse": "市级一号库",
        "county": "秦州区",
        "address": "天水市秦州区××街道××路××号（原××宾馆）",
        "contact": "王××",
        "phone": "139××××0000",
        "needed_by": datetime(2022, 10, 24, 18, 0),  # noqa: DTZ001
        "source": "市级储备",
        "carrier_unit": "××物流有限公司",
        "plate": "甘E·×××××",
        "carrier_phone": "138××××0000",
        "departs_at": datetime(2022, 10, 24, 9, 30),  # noqa: DTZ001
        "code": CODE,
    }
    return DispatchPaper(**{**ordinary, **changed})


RECEIPT_LINES = tuple(
    ConfirmationLine(name=line.name, unit=line.unit, spec=line.spec, due=line.issued or 0)
    for line in LINES
)
RECEIPT = ConfirmationPaper(
    dispatch_number="DB-20221024-001",
    site="秦州区××集中隔离点",
    lines=RECEIPT_LINES[:5],
    carrier_unit="××物流有限公司",
    plate="甘E·×××××",
    code=CODE,
)
BEDS = StockSummaryRow(
    group="帐篷被服",
    code="101006",
    name="折叠床",
    spec="单人",
    unit="张",
    opening=Decimal(3190),
    incoming=Incoming(donation=Decimal(60)),
    outgoing=Outgoing(dispatch=Decimal(-40), issue=Decimal(12), scrap=Decimal(3)),
    closing=Decimal(3275),
    counted=Decimal(3273),
    pending=Decimal(5),
    on_the_road=Decimal(400),
)
WATER = StockSummaryRow(
    group="食品饮水",
    code="103001",
    name="饮用水",
    unit="升",
    incoming=Incoming(purchase=Decimal("120.5")),
    closing=Decimal("120.5"),
    counted=Decimal(0),
    reserved=Decimal("7.25"),
)


def month_of(*rows: StockSummaryRow, prepared_by: str = "") -> StockSummary:
    """October's summary of these *rows*."""
    return StockSummary(
        bureau="天水市应急物资储备中心",
        warehouse="市级一号库（麦积）",
        title="2022年10月",
        starts_on=date(2022, 10, 1),
        ends_on=date(2022, 10, 31),
        rows=rows,
        head="9C1F72AB04D6E583",
        prepared_by=prepared_by,
        sequence=10382,
    )
