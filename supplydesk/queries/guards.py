"""The triggers that keep what is written once: whether each is there, switched on, and refuses."""

from supplydesk.queries.wording import name_table
from supplydesk.store.driver import Driver
from supplydesk.store.tables.ledger import WRITTEN_ONCE
from supplydesk.text import translate

# A guard's name is its table's and one of these; its body must still refuse.
_ON_FILE = ("no_update", "no_delete", "no_replace")
_ON_SERVER = ("written_once", "not_truncated")
_FILE = (
    "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' "
    "AND sql LIKE '%RAISE(ABORT, ''written once: ' || tbl_name || ''')%'"
)
_SERVER = (
    "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "JOIN pg_proc p ON p.oid = t.tgfoid WHERE c.relnamespace = current_schema()::regnamespace "
    "AND t.tgenabled IN ('O', 'A') AND p.prosrc LIKE '%RAISE EXCEPTION%'"
)


def unguarded(driver: Driver) -> list[str]:
    """A sentence for each table that somebody took a guard from."""
    standing = set(driver.all(driver.either(_FILE, _SERVER)))
    kinds = _ON_FILE if driver.sqlite else _ON_SERVER
    text = translate(
        "queries.guards",
        "What keeps the table {table} ({row}) from being changed was removed or switched off. "
        "Compare the chain's head with the last one printed; then restore a backup from before, "
        "or let whoever looks after the program put it back.",
    )
    return [
        text.format(table=table.name, row=name_table(table.name))
        for table in WRITTEN_ONCE
        if any((f"{table.name}_{kind}", table.name) not in standing for kind in kinds)
    ]
