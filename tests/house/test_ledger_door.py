"""Rule 7 for SQL as text: services.ledger alone writes the ledger's tables, queries read them.

Posting runs driver SQL, which imports no table, so the import contract alone would not see it.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from supplydesk.store.tables import ledger

PACKAGE = Path(__file__).resolve().parents[2] / "supplydesk"
TABLES = "|".join(sorted(table.name for table in ledger.metadata.tables.values()
                         if table.name in vars(ledger)))  # fmt: skip
WRITES = re.compile(rf"\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+(?:{TABLES})\b")
READS = re.compile(rf"\b(?:FROM|JOIN)\s+(?:{TABLES})\b")
MAY_WRITE = ("services/ledger/", "store/migrations/")
MAY_READ = (*MAY_WRITE, "queries/", "store/")


def texts(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def trespasses(package: Path) -> list[str]:
    found = []
    for file in sorted(package.rglob("*.py")):
        room = file.relative_to(package).as_posix()
        for text in texts(file):
            if WRITES.search(text) and not room.startswith(MAY_WRITE):
                found.append(f"{room} writes: {text[:60]}")
            if READS.search(text) and not room.startswith(MAY_READ):
                found.append(f"{room} reads: {text[:60]}")
    return found


def test_the_ledger_has_one_door() -> None:
    assert "movement" in TABLES
    assert trespasses(PACKAGE) == []


@pytest.mark.parametrize(
    ("room", "sql"),
    [
        ("services/sly.py", "UPDATE balance SET quantity = 0"),
        ("queries/sly.py", "INSERT OR REPLACE INTO movement VALUES (1)"),
        ("services/sly.py", "SELECT 1 FROM document d JOIN lot l"),
        ("cli/sly.py", "DELETE FROM journal"),
    ],
)
def test_a_way_round_it_is_seen(tmp_path: Path, room: str, sql: str) -> None:
    file = tmp_path / room
    file.parent.mkdir()
    file.write_text(f"SQL = {sql!r}\n", encoding="utf-8")
    assert trespasses(tmp_path) != []
