"""The desk's keys, for the check value on its papers."""

from typing import cast

from supplydesk.store.driver import Driver


def newest_key(driver: Driver) -> tuple[str, bytes] | None:
    """The id and bytes of the key that signs new papers; None where somebody took it away."""
    row = driver.one("SELECT key_id, key FROM secret ORDER BY made_at DESC, key_id DESC LIMIT 1")
    return None if row is None else (str(row[0]), cast("bytes", row[1]))


def key_of(driver: Driver, key_id: str) -> bytes | None:
    """The key called *key_id*, or None."""
    row = driver.one("SELECT key FROM secret WHERE key_id = ?", (key_id,))
    return None if row is None else cast("bytes", row[0])


def all_keys(driver: Driver) -> list[tuple[str, bytes]]:
    """Every key of this desk with its id, the oldest first."""
    rows = driver.all("SELECT key_id, key FROM secret ORDER BY made_at, key_id")
    return [(str(key_id), bytes(cast("bytes", key))) for key_id, key in rows]
