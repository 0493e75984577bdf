"""The columns of the backups page."""

from datetime import datetime

from supplydesk.services.backup_words import reason_word
from supplydesk.services.backups import Backup
from supplydesk.text import translate
from supplydesk.ui.table.column import Cell, Column

_KILO = 1024


def size_word(size: int) -> str:
    """How large a file is."""
    if size < _KILO * _KILO:
        return f"{size / _KILO:,.0f} KB"
    return f"{size / _KILO / _KILO:,.1f} MB"


def moment_word(at: datetime) -> str:
    """When it was, by the desk's own clock."""
    return f"{at:%Y-%m-%d %H:%M:%S}"


def columns() -> tuple[Column[Backup], ...]:
    """What the table shows, in its order."""
    return (
        Column(
            "at",
            translate("ui.pages.backups_columns", "When"),
            170,
            lambda row: Cell(moment_word(row.at)),
        ),
        Column(
            "reason",
            translate("ui.pages.backups_columns", "Why"),
            200,
            lambda row: Cell(reason_word(row), "ink2"),
        ),
        Column(
            "size",
            translate("ui.pages.backups_columns", "Size"),
            90,
            lambda row: Cell(size_word(row.size), "ink2"),
            figure=True,
        ),
        Column(
            "file",
            translate("ui.pages.backups_columns", "File"),
            220,
            lambda row: Cell(row.path.name, "ink3", tip=str(row.path), middle=True),
            grows=True,
            optional=1,
        ),
    )
