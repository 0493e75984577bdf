"""The role that the desks sign in with on a PostgreSQL server, as the desk's owner sets it up."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.engine import URL

from supplydesk.store import roles
from supplydesk.store.database import Database, Location, engines
from supplydesk.store.trouble import explaining

LONGEST = 63  # bytes; a longer name is cut by the server without an error
_NAME = re.compile(r"(?!pg_|public\Z|none\Z)[a-z_][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class AppRole:
    """A role that may now work at a desk.

    ``address`` is what the desks say after ``--db``; ``made`` whether the role is new, and
    ``password`` whether it was given one.
    """

    name: str
    address: str
    made: bool
    password: bool


def is_name(text: str) -> bool:
    """Whether *text* can name an app role and needs no quotation marks anywhere."""
    return len(text) <= LONGEST and _NAME.fullmatch(text) is not None


def rehearse(location: Location, role: str) -> None:
    """Find out before a desk is made whether *role* could work at it; nothing is changed.

    Raises:
        Refused: it may not be an app role.
        StoreTrouble: no server, or no right to make roles.
    """
    database = engines(location)
    try:
        with explaining(database.location), database.writer.connect() as connection:
            roles.admit(connection, role)
            roles.close(connection, role)
            connection.rollback()
    finally:
        database.close()


def grant(database: Database, role: str, ask: Callable[[], str]) -> AppRole:
    """Let *role* work at the desk, making it where it is missing; all of it or nothing.

    Args:
        database: the desk, opened as its owner.
        role: see `is_name`.
        ask: what the password of a role that has to be made is to be; empty for none.

    Raises:
        Refused: it may not be an app role.
        StoreTrouble: the account does not own the desk, or may not make roles.
    """
    with explaining(database.location), database.writer.connect() as connection:
        roles.check_owner(connection)
        known = roles.exists(connection, role)
    password = "" if known else ask()  # no transaction waits for somebody who types
    with explaining(database.location), database.writer.begin() as connection:
        made = roles.admit(connection, role, password)
        roles.grant(connection, role)
    return AppRole(role, _address(database.location.url, role), made, made and bool(password))


def _address(owner: URL, role: str) -> str:
    """The owner's address as the *role* says it, without anybody's password."""
    plain = owner.difference_update_query(("user", "password"))
    address = URL.create(
        "postgresql", role, None, plain.host, plain.port, plain.database, plain.query
    )
    return address.render_as_string()


def hand_on(old: Location, new: Location) -> None:
    """Give the roles that work at the desk *old* their rights at *new*, which takes its place."""
    before, after = engines(old), engines(new)
    try:
        with explaining(old), before.reader.connect() as connection:
            names = roles.app_roles(connection)
        with explaining(new), after.writer.begin() as connection:
            for name in names:
                roles.grant(connection, name)
    finally:
        before.close()
        after.close()
