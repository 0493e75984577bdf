"""What tests of imports share: workbooks made here, a plan, and its use."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlsxwriter
from sqlmodel import col, select

from supplydesk.services import catalogue, imports
from supplydesk.services.catalogue import ItemFacts
from supplydesk.services.imports import Applied, Plan, Subject
from supplydesk.store.database import write
from supplydesk.store.tables.catalogue import Item
from tests.databases import Bench


def book(path: Path, *rows: Sequence[object], sheet: str = "清单") -> Path:
    """A workbook with *rows* from A1 on."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        page = workbook.add_worksheet(sheet)
        dated = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(at, column, value, dated)
                elif value is not None:
                    page.write(at, column, value)
    return path


def planned(
    desk: Bench,
    path: Path,
    subject: Subject,
    *,
    sheet: str | None = None,
    place: str = "",
    on_top: bool = False,
) -> Plan:
    with desk.reading() as session:
        return imports.plan(session, path, subject, sheet=sheet, place=place, on_top=on_top)


def done(desk: Bench, plan: Plan) -> Applied:
    return write(desk.database, desk.seat, lambda session: imports.apply(session, plan))


def told(plan: Plan) -> list[tuple[str, str | None]]:
    return [(one.code, one.field) for one in plan.problems if one.stops]


def counts(plan: Plan) -> tuple[int, int, int]:
    return plan.new, plan.changed, plan.same


def item(desk: Bench, code: str) -> ItemFacts:
    with desk.reading() as session:
        row = session.exec(select(Item).where(col(Item.code) == code)).one()
        return catalogue.facts_of(session, row)
