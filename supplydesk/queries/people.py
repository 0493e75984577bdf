"""People by id: names for signatures, and how many use the desk."""

from supplydesk.store.driver import Driver


def name_of(driver: Driver, person: int | None) -> str:
    """The name of *person*, empty for nobody."""
    if person is None:
        return ""
    row = driver.one("SELECT name FROM person WHERE id = ?", (person,))
    return "" if row is None else str(row[0])


def active_count(driver: Driver) -> int:
    """How many people use the desk."""
    row = driver.one("SELECT COUNT(*) FROM person WHERE active = 1")
    return 0 if row is None else int(row[0])


def active_people(driver: Driver) -> list[tuple[str, str]]:
    """Who uses the desk, by name, each with her role."""
    rows = driver.all("SELECT name, role FROM person WHERE active = 1 ORDER BY name")
    return [(str(name), str(role)) for name, role in rows]
