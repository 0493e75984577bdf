"""One whole example of every kind of document, as `post --help` shows it; a test posts them all.

They fit a desk with the starter catalogue, a warehouse W1, a site S1 and an event YQ, whose books
begin on 2022-10-01.
"""

import json
from datetime import date, datetime

from supplydesk.services.forms import (
    AnyForm,
    ChosenLot,
    ConfirmationForm,
    ConfirmationLine,
    DispatchForm,
    DispatchLine,
    InstructionPart,
    OpeningForm,
    OpeningLine,
    PhoneOrder,
    Transport,
)

_DAY = date(2022, 10, 24)


def examples() -> tuple[AnyForm, ...]:
    """An opening document, a dispatch and its return receipt, in the order of their posting."""
    return (_opening(), _dispatch(), _confirmation())


def _opening() -> OpeningForm:
    return OpeningForm(
        kind="opening",
        key="opening-w1",
        voucher_date=date(2022, 9, 30),
        place="W1",
        hand_number="",
        note="期初建账",
        lines=(
            OpeningLine(
                item="101009",
                quantity="160包",
                stand="good",
                lot_number="20220315",
                owner="own",
                maker="××纺织有限公司",
                made=date(2022, 3, 15),
                expires=date(2030, 3, 15),
                unit_cost="86.50",
                approximate=False,
                note="",
            ),
            OpeningLine(item="101006", quantity="2000余", unit_cost="128"),
        ),
    )


def _dispatch() -> DispatchForm:
    return DispatchForm(
        kind="dispatch",
        key="dispatch-2022-10-24-a",
        voucher_date=_DAY,
        effective_at=datetime.fromisoformat("2022-10-24T09:00+08:00"),
        hand_number="手-017",
        warehouse="W1",
        site="S1",
        incident="YQ",
        instruction=InstructionPart(
            number="天应急调〔2022〕15号", issuer="天水市应急管理局", issued_on=_DAY
        ),
        phone=PhoneOrder(
            given_by="王××",
            noted_by="李××",
            at=datetime.fromisoformat("2022-10-24T08:20+08:00"),
            paper_due=datetime.fromisoformat("2022-10-26T08:20+08:00"),
        ),
        urgency="特急",
        purpose="集中隔离点启用",
        needed_by=datetime.fromisoformat("2022-10-24T18:00+08:00"),
        source="市级储备",
        transport=Transport(
            carrier="××运输公司",
            plate="甘E××××1",
            driver="张××",
            phone="139××××0000",
            departs=datetime.fromisoformat("2022-10-24T09:00+08:00"),
        ),
        note="",
        lines=(
            DispatchLine(item="101009", ordered="20包", issued="20包", note=""),
            DispatchLine(
                item="101006",
                ordered="200",
                issued="180",
                lots=(ChosenLot(lot=2, quantity="180"),),
                note="余下20张次日补发",
            ),
        ),
    )


def _confirmation() -> ConfirmationForm:
    return ConfirmationForm(
        kind="confirmation",
        key="receipt-2022-10-24-a",
        voucher_date=_DAY,
        effective_at=datetime.fromisoformat("2022-10-24T09:20+08:00"),
        hand_number="回-009",
        note="",
        dispatch="DB-20221024-001",
        arrived_at=datetime.fromisoformat("2022-10-24T09:20+08:00"),
        receiver="赵××",
        head="孙××",
        phone="138××××0000",
        explanation="途中受潮2床，短少3床",
        lines=(
            ConfirmationLine(
                line=1, received="95", short="3", broken="2", condition="2床受潮", note=""
            ),
            ConfirmationLine(line=2, received="180"),
        ),
    )


def written(form: AnyForm) -> str:
    """A form as the JSON that somebody would write: only what was given, indented."""
    told = {"kind": form.kind, **form.model_dump(mode="json", exclude_unset=True)}
    return json.dumps(told, ensure_ascii=False, indent=2)


def all_written() -> str:
    """Every example, one after the other."""
    return "\n\n".join(written(form) for form in examples())
