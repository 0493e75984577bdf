"""Hand-written numbers are found by an index: they stand in the papers' JSON, which is not read.

The expression is repeated in `supplydesk.queries.hand_numbers`; an index is used only where a
query says the same. It cuts the text instead of parsing it: SQLite trusts no JSON function in a
schema, and what somebody damaged by hand must stay readable. Canonical JSON is written in one way
(`supplydesk.domain.seal`), a quotation mark inside a text has a backslash before it, and another
text follows the number in every paper.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

_KEY = '"hand_number":"'
_END = '","'
_BEHIND = f"substr(content, instr(content, '{_KEY}') + {len(_KEY)})"
_SQLITE = (
    f"CASE WHEN instr(content, '{_KEY}') > 0 "
    f"THEN substr({_BEHIND}, 1, instr({_BEHIND}, '{_END}') - 1) ELSE '' END"
)
_POSTGRESQL = f"split_part(split_part(content, '{_KEY}', 2), '{_END}', 1)"


def upgrade() -> None:
    """Make the index of the papers that bear such a number."""
    connection = op.get_bind()
    number = _POSTGRESQL if connection.dialect.name == "postgresql" else _SQLITE
    connection.exec_driver_sql(
        f"CREATE INDEX document_hand_number ON document (({number})) WHERE ({number}) <> ''"
    )
