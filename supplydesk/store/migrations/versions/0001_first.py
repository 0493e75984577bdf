"""The first schema."""

import re
from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None

_STATEMENT_END = re.compile(r";\n(?:\n|\Z)")


def upgrade() -> None:
    """Make every table, index and trigger of the first schema."""
    connection = op.get_bind()
    script = Path(__file__).with_name(f"0001_first.{connection.dialect.name}.sql")
    for statement in _STATEMENT_END.split(script.read_text(encoding="utf-8")):
        if statement.strip():
            connection.exec_driver_sql(
                _closed(statement).replace("%", "%%")
                if connection.dialect.name == "postgresql"
                else _closed(statement)
            )


def _closed(statement: str) -> str:
    # A trigger's body ends in "END", which SQLite wants closed.
    return statement + ";" if statement.rstrip().endswith("END") else statement
