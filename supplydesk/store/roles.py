"""What the desks' own account may do on a PostgreSQL server: what the work needs, nothing else.

The owner makes and upgrades the schema. The desks sign in as a role that owns nothing (the *app
role*), so that nobody at a desk can change what is written once, empty a table, switch a trigger
off or make a table. Which roles those are is not written down anywhere: whoever was granted INSERT
on the journal is one, and an upgrade renews the rights of each.

To add a table: it is in ``WRITTEN_ONCE`` or here in `CHANGED`; a test finds one that is in neither.
"""

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Connection

from supplydesk.domain.problem import Problem, refuse
from supplydesk.store.role_fitness import refuse_more, refuse_unfit
from supplydesk.store.tables.ledger import WRITTEN_ONCE
from supplydesk.store.trouble import StoreTrouble

# Besides SELECT, which each of them needs: a dump reads them all.
CHANGED: Mapping[str, tuple[str, ...]] = {
    "alembic_version": (),
    "attachment": ("INSERT",),
    "balance": ("INSERT", "UPDATE"),
    "chain_head": ("UPDATE",),
    "consignment": ("INSERT", "UPDATE"),
    "draft": ("INSERT", "UPDATE", "DELETE"),
    "flow": ("INSERT", "UPDATE"),
    "incident": ("INSERT", "UPDATE"),
    "instruction": ("INSERT",),
    "item": ("INSERT", "UPDATE"),
    "item_pack": ("INSERT", "DELETE"),
    "number_counter": ("INSERT", "UPDATE"),
    "party": ("INSERT", "UPDATE"),
    # Closing writes its state; and a posting holds it FOR SHARE, which wants UPDATE.
    "period": ("INSERT", "UPDATE"),
    "person": ("INSERT", "UPDATE"),
    "place": ("INSERT", "UPDATE"),
    "reservation": ("INSERT", "DELETE"),
    "secret": (),
    "setting": ("INSERT", "UPDATE"),
}

_Raw = psycopg.Connection[tuple[Any, ...]]

_WHERE = (
    "SELECT n.nspname, pg_get_userbyid(c.relowner), current_user::text,"
    " pg_has_role(c.relowner, 'USAGE')"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE c.oid = to_regclass('alembic_version')"
)
_SEQUENCES = (
    "SELECT s.relname FROM pg_class s JOIN pg_depend d ON d.objid = s.oid"
    " AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass"
    " AND d.deptype IN ('a', 'i') JOIN pg_class t ON t.oid = d.refobjid"
    " JOIN pg_namespace n ON n.oid = s.relnamespace"
    " WHERE s.relkind = 'S' AND n.nspname = %s AND t.relname = ANY(%s) ORDER BY s.relname"
)
_APP_ROLES = (
    "SELECT DISTINCT r.rolname FROM pg_class c, aclexplode(c.relacl) a"
    " JOIN pg_roles r ON r.oid = a.grantee WHERE c.oid = to_regclass('journal')"
    " AND a.privilege_type = 'INSERT' AND a.grantee <> c.relowner ORDER BY r.rolname"
)


def rights() -> dict[str, frozenset[str]]:
    """What an app role may do with each table: read all, add to what is written once."""
    once = {table.name: ("INSERT",) for table in WRITTEN_ONCE}
    return {name: frozenset({"SELECT", *words}) for name, words in {**once, **CHANGED}.items()}


def _raw(connection: Connection) -> _Raw:
    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection), "only a server has roles"
    return raw


def _run(raw: _Raw, text: str, *names: str) -> None:
    raw.execute(sql.SQL(text).format(*map(sql.Identifier, names)))


def check_owner(connection: Connection) -> None:
    """See that the account of *connection* owns the desk there.

    Raises:
        StoreTrouble: another account does; it is named.
    """
    _owned_schema(_raw(connection))


def exists(connection: Connection, role: str) -> bool:
    """Whether the server knows *role*."""
    found = _raw(connection).execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,))
    return found.fetchone() is not None


def admit(connection: Connection, role: str, password: str = "") -> bool:
    """Make *role* where it is missing, or see that it may be an app role; True if it was made.

    The password is hashed here, as psql does it with one that is typed there, so that it stands
    in no log of the server's. Without one, the role signs in by what pg_hba.conf allows.

    Raises:
        Refused: it is a superuser, the owner, or could become one.
        StoreTrouble: this account may not make roles.
    """
    raw = _raw(connection)
    if exists(connection, role):
        refuse_unfit(raw, role)
        return False
    statement = sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role))
    if password:
        kept = raw.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
        statement += sql.SQL(" PASSWORD {}").format(sql.Literal(kept.decode()))
    try:
        raw.execute(statement)
    except psycopg.errors.InsufficientPrivilege as forbidden:
        raise StoreTrouble(
            Problem.of(
                "may_not_make_roles",
                "store.roles",
                "There is no role {role} yet, and this account may not make one. Let whoever "
                "looks after the server run “CREATE ROLE {role} LOGIN”, then try again.",
                role=role,
            )
        ) from forbidden
    return True


def close(connection: Connection, role: str) -> None:
    """Let nobody but the owner make a table where the desk is or will be; before 15 all might.

    Raises:
        Refused: *role* still might.
    """
    raw = _raw(connection)
    row = raw.execute("SELECT current_schema()").fetchone()
    if row is not None and row[0] is not None:
        _close(raw, row[0], role)
        refuse_more(raw, role, row[0], {}, ())


def grant(connection: Connection, role: str) -> None:
    """Give *role* what `rights` says at the desk of *connection*, and take everything else away.

    Raises:
        Refused: by way of others it may do more still; the caller rolls back.
        StoreTrouble: the account that asks does not own the desk.
    """
    raw = _raw(connection)
    schema = _owned_schema(raw)
    refuse_unfit(raw, role)
    refuse_more(raw, role, schema, rights(), _give(raw, schema, role))


def renew(connection: Connection) -> None:
    """Grant the rights of every app role anew, as tables may have come or changed their class."""
    raw = _raw(connection)
    for role in app_roles(connection):
        _give(raw, _owned_schema(raw), role)


def app_roles(connection: Connection) -> list[str]:
    """The roles that work at the desk of *connection*; none where it holds no desk."""
    return [name for (name,) in _raw(connection).execute(_APP_ROLES)]


def _give(raw: _Raw, schema: str, role: str) -> list[str]:
    """Grant it all; the names of the sequences that the desk's tables count by."""
    _close(raw, schema, role)
    _run(raw, "GRANT CONNECT ON DATABASE {} TO {}", _database(raw), role)
    _run(raw, "GRANT USAGE ON SCHEMA {} TO {}", schema, role)
    for table, words in rights().items():
        _run(raw, "REVOKE ALL ON TABLE {}.{} FROM PUBLIC, {}", schema, table, role)
        granted = ", ".join(sorted(words))
        _run(raw, f"GRANT {granted} ON TABLE {{}}.{{}} TO {{}}", schema, table, role)
    sequences = [name for (name,) in raw.execute(_SEQUENCES, (schema, list(rights())))]
    for sequence in sequences:
        _run(raw, "REVOKE ALL ON SEQUENCE {}.{} FROM PUBLIC, {}", schema, sequence, role)
        # SELECT is the dump's: it reads where the sequence stands.
        _run(raw, "GRANT SELECT, USAGE ON SEQUENCE {}.{} TO {}", schema, sequence, role)
    return sequences


def _close(raw: _Raw, schema: str, role: str) -> None:
    _run(raw, "REVOKE CREATE ON SCHEMA {} FROM PUBLIC, {}", schema, role)
    _run(raw, "REVOKE CREATE, TEMPORARY ON DATABASE {} FROM PUBLIC, {}", _database(raw), role)


def _database(raw: _Raw) -> str:
    row = raw.execute("SELECT current_database()").fetchone()
    assert row is not None, "a query without FROM has one row"
    return str(row[0])


def _owned_schema(raw: _Raw) -> str:
    row = raw.execute(_WHERE).fetchone()
    if row is None:
        raise refuse("no_desk_inside", "store.roles", "There is no desk to give rights at.")
    schema, owner, account, owns = row
    if not owns:
        raise StoreTrouble(
            Problem.of(
                "not_owner",
                "store.roles",
                "The account {account} does not own this desk and cannot give rights at it; "
                "{owner} does. Name that account in the address after --db.",
                account=account,
                owner=owner,
            )
        )
    return str(schema)


def refuse_unless_owner(connection: Connection, version: str) -> None:
    """Before an older desk is upgraded: only its owner can do it.

    Raises:
        StoreTrouble: somebody else is asking; it says what to do.
    """
    row = _raw(connection).execute(_WHERE).fetchone()
    if row is None or row[3]:
        return
    _, owner, account, _ = row
    raise StoreTrouble(
        Problem.of(
            "owner_upgrades",
            "store.roles",
            "This desk was last used by an older SupplyDesk (schema {version}), and the account "
            "{account} may not upgrade it. Let whoever looks after the server run “supplydesk "
            "init --app-role {account}” of the new program once, with the owner {owner} in the "
            "address after --db; then try again.",
            version=version,
            account=account,
            owner=owner,
        )
    )


def no_rights(connection: Connection) -> StoreTrouble:
    """What is said where an account may not even read the desk."""
    row = _raw(connection).execute("SELECT current_user::text").fetchone()
    return StoreTrouble(
        Problem.of(
            "no_rights",
            "store.roles",
            "The account {account} has no rights at this desk. Let whoever looks after the server "
            "run “supplydesk init --app-role {account}” once, with the desk's owner in the "
            "address after --db.",
            account=row[0] if row else "",
        )
    )
