"""Why a file was not opened, in words that say what to do with it; one wording for every reader."""

from supplydesk.domain.problem import Refused, refuse
from supplydesk.sheets.part_walk import PartRefused


def damaged(file: str) -> Refused:
    """Cut off, or broken."""
    return refuse(
        "sheet_damaged",
        "sheets.refusals",
        "{file} is damaged or was not copied to its end; open it in Excel or WPS, save it again, "
        "or ask for it once more.",
        file=file,
    )


def too_big(file: str) -> Refused:
    """An honest file, but more than we read at once."""
    return refuse(
        "sheet_too_big",
        "sheets.refusals",
        "{file} is too big to be read at once; split it into several files.",
        file=file,
    )


def hostile(file: str) -> Refused:
    """Made to exhaust whoever opens it."""
    return refuse(
        "sheet_hostile",
        "sheets.refusals",
        "{file} unpacks to far more than a sheet can hold, as no honest workbook does; it was not "
        "opened. Ask where it came from.",
        file=file,
    )


def encrypted(file: str) -> Refused:
    """It wants a password."""
    return refuse(
        "sheet_encrypted",
        "sheets.refusals",
        "{file} is protected by a password; open it, remove the password, save it and import that.",
        file=file,
    )


def other_format(file: str) -> Refused:
    """A spreadsheet, but none that we read (.xlsb, .ods)."""
    return refuse(
        "sheet_other_format",
        "sheets.refusals",
        "{file} is a workbook of another kind; save it as .xlsx and import that.",
        file=file,
    )


def no_workbook(file: str) -> Refused:
    """Something else under a sheet's name."""
    return refuse(
        "sheet_no_workbook",
        "sheets.refusals",
        "{file} is no workbook; save the list as .xlsx or .csv and import that.",
        file=file,
    )


def no_file(file: str) -> Refused:
    """A folder, a device or a pipe."""
    return refuse(
        "sheet_no_file",
        "sheets.refusals",
        "{file} is no file; name the workbook or the csv itself.",
        file=file,
    )


def too_many_cells(file: str, rows: int, columns: int) -> Refused:
    """Few cells perhaps, but far apart."""
    return refuse(
        "sheet_too_many_cells",
        "sheets.refusals",
        "{file}: the cells of a sheet reach over {rows} rows and {columns} columns, too far to be "
        "read at once; delete what stands far off, or split the file.",
        file=file,
        rows=rows,
        columns=columns,
    )


def part_refused(refusal: PartRefused, file: str, part: str) -> Refused:
    """A part of a workbook that the parser does not get to see."""
    if refusal.trick == "markup":
        return refuse(
            "sheet_entities",
            "sheets.refusals",
            "{file} carries a document type or entities (in {part}), as no workbook does; it was "
            "not opened. Ask where it came from.",
            file=file,
            part=part,
        )
    if refusal.trick == "beyond":
        return refuse(
            "sheet_beyond",
            "sheets.refusals",
            "{file} has a cell beyond row 1,048,576 or column XFD (in {part}), where Excel ends; "
            "split it into several files.",
            file=file,
            part=part,
        )
    return refuse(
        "sheet_malformed",
        "sheets.refusals",
        "{file} is not written as a workbook is (in {part} {cell}); open it in Excel or WPS and "
        "save it again as .xlsx.",
        field=refusal.address or None,
        file=file,
        part=part,
        cell=refusal.address,
    )
