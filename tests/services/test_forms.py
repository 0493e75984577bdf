"""What the models of the forms take for a day or a moment, whoever fills them in."""

from datetime import date, datetime, timedelta, timezone

import pytest
from pydantic import ValidationError

from supplydesk.services.forms import DispatchForm, OpeningForm, OpeningLine

NOON = datetime(2022, 10, 24, 12, tzinfo=timezone(timedelta(hours=8)))


def _dispatch(**fields: object) -> DispatchForm:
    head = {"key": "a", "warehouse": "W1", "site": "S1", "incident": "YQ", "lines": ()}
    return DispatchForm.model_validate({**head, **fields})


@pytest.mark.parametrize("given", ["2022-10-24", " 2022-10-24 ", date(2022, 10, 24)])
def test_a_day_stays_a_day(given: object) -> None:
    form = _dispatch(voucher_date=given, effective_at=given)
    assert (form.voucher_date, form.effective_at) == (date(2022, 10, 24), date(2022, 10, 24))
    assert type(form.effective_at) is date


@pytest.mark.parametrize("given", ["2022-10-24T12:00+08:00", "2022-10-24 04:00Z", NOON])
def test_a_moment_stays_a_moment(given: object) -> None:
    form = _dispatch(effective_at=given, needed_by=given)
    assert form.effective_at == NOON == form.needed_by


def test_what_was_kept_is_read_again() -> None:
    form = _dispatch(voucher_date="2022-10-24", effective_at=NOON, needed_by=NOON)
    again = DispatchForm.model_validate_json(form.model_dump_json())
    assert again == form


NO_DAYS = [
    *(45000, 20221024, 0, 44858.5, True, "45000", "20221024", "1666600000", "", "2022-02-30"),
    *("22-10-24", "2022/10/24", "2022-10-245", b"2022-10-24", "2022-10-24T25:00"),
]


@pytest.mark.parametrize("given", NO_DAYS)
@pytest.mark.parametrize("name", ["voucher_date", "effective_at", "needed_by"])
def test_a_number_is_no_day_and_nothing_is_guessed(name: str, given: object) -> None:
    with pytest.raises(ValidationError) as refused:
        _dispatch(**{name: given})
    found = {fault["type"] for fault in refused.value.errors()}
    assert all(kind.startswith("date") for kind in found), found


def test_days_within_lines_are_looked_at_as_well() -> None:
    with pytest.raises(ValidationError):
        OpeningLine.model_validate({"item": "1", "quantity": "1", "expires": 45000})
    line = {"item": "1", "quantity": "1", "made": "2022-10-24"}
    form = OpeningForm.model_validate({"key": "a", "place": "W1", "lines": [line]})
    assert form.lines[0].made == date(2022, 10, 24)


def test_names_come_on_one_line_and_a_remark_keeps_its_lines() -> None:
    form = _dispatch(
        hand_number="手\t017",
        note="第一行\n第二行",
        purpose="安置\n点",
        transport={"driver": "赵××\n钱××", "plate": "甘E\t123"},
        instruction={"number": "天应急调\n〔2022〕15号", "issuer": "市\n局"},
    )
    assert (form.hand_number, form.note, form.purpose) == ("手 017", "第一行\n第二行", "安置\n点")
    assert (form.transport.driver, form.transport.plate) == ("赵×× 钱××", "甘E 123")
    assert form.instruction is not None
    assert (form.instruction.number, form.instruction.issuer) == ("天应急调 〔2022〕15号", "市 局")
    line = {"item": "1", "quantity": "1", "lot_number": "2021\n0918", "maker": "厂\n家"}
    opening = OpeningLine.model_validate(line)
    assert (opening.lot_number, opening.maker) == ("2021 0918", "厂 家")
