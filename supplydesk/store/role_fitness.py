"""Whether a role may be an app role: one that owns the desk, or could come to own it, may not.

What a role may do comes to it by its own attributes, by the roles that it belongs to, and by what
is granted to everybody; so it is the server that is asked what it may in the end.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import psycopg

from supplydesk.domain.choices import listed
from supplydesk.domain.problem import Refused, refuse
from supplydesk.text import translate

_Raw = psycopg.Connection[tuple[Any, ...]]

_WORDS = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
# Whoever writes files on the server, or runs programs there, does as the server's own account.
_ALMIGHTY = ["pg_execute_server_program", "pg_write_server_files", "pg_read_server_files"]
_PARAMETERS_SINCE = 15_00_00

# The role itself comes first, then what it belongs to, superusers before others.
_COULD_BECOME = """
SELECT r.rolname, r.rolname = %(role)s::name, r.rolsuper,
    r.rolcreaterole OR r.rolreplication OR r.rolname = ANY(%(almighty)s),
    r.rolname = current_user OR r.oid = d.datdba OR r.oid IN (
        SELECT relowner FROM pg_class WHERE oid = to_regclass('alembic_version')
        UNION ALL SELECT nspowner FROM pg_namespace WHERE nspname = current_schema())
FROM pg_roles r, pg_database d
WHERE d.datname = current_database() AND pg_has_role(%(role)s::name, r.oid, 'MEMBER')
ORDER BY 2 DESC, 3 DESC, 1
"""
_OWNS = (
    "SELECT 1 FROM pg_shdepend s JOIN pg_roles r ON r.oid = s.refobjid"
    " WHERE r.rolname = %s AND s.refclassid = 'pg_authid'::regclass AND s.deptype = 'o'"
    " AND s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
_ON_TABLES = """
SELECT t.name, w.word FROM unnest(%(tables)s::text[]) t(name), unnest(%(words)s::text[]) w(word)
WHERE has_table_privilege(%(role)s::name, format('%%I.%%I', %(schema)s::text, t.name), w.word)
    OR (w.word IN ('INSERT', 'UPDATE', 'REFERENCES') AND has_any_column_privilege(
        %(role)s::name, format('%%I.%%I', %(schema)s::text, t.name), w.word))
"""
_BESIDE_TABLES = """
SELECT 'CREATE ' || %(schema)s::text
WHERE has_schema_privilege(%(role)s::name, %(schema)s::text, 'CREATE')
UNION ALL SELECT 'CREATE ' || current_database()
WHERE has_database_privilege(%(role)s::name, current_database(), 'CREATE')
UNION ALL SELECT 'UPDATE ' || s.name FROM unnest(%(sequences)s::text[]) s(name)
WHERE has_sequence_privilege(
    %(role)s::name, format('%%I.%%I', %(schema)s::text, s.name), 'UPDATE')
"""
_PARAMETER = (
    "SELECT 'SET session_replication_role'"
    " WHERE has_parameter_privilege(%(role)s::name, 'session_replication_role', 'SET')"
)


def refuse_unfit(raw: _Raw, role: str) -> None:
    """Refuse a *role* that is above every right, or owns what the desk stands on.

    Raises:
        Refused: it says why.
    """
    values = {"role": role, "almighty": _ALMIGHTY}
    for name, itself, superuser, almighty, owner in raw.execute(_COULD_BECOME, values):
        if superuser and itself:
            raise _unfit(role, translate("store.role_fitness", "it is a superuser"))
        if superuser:
            why = translate("store.role_fitness", "it belongs to the superuser {name}")
            raise _unfit(role, why.format(name=name))
        if owner and itself:
            raise _unfit(role, translate("store.role_fitness", "it owns the desk"))
        if owner:
            why = translate("store.role_fitness", "it belongs to {name}, who owns the desk")
            raise _unfit(role, why.format(name=name))
        if almighty:
            why = translate(
                "store.role_fitness", "{name} may make roles, replicate, or use the server's files"
            )
            raise _unfit(role, why.format(name=name))
    if raw.execute(_OWNS, (role,)).fetchone() is not None:
        raise _unfit(
            role, translate("store.role_fitness", "it owns something in the desk's database")
        )


def _unfit(role: str, why: str) -> Refused:
    return refuse(
        "role_unfit",
        "store.role_fitness",
        "{role} cannot be the desks' role: {why}, and so could change what is written once. Name "
        "another role; one that does not exist yet is made.",
        field="app-role",
        role=role,
        why=why,
    )


def refuse_more(
    raw: _Raw,
    role: str,
    schema: str,
    wanted: Mapping[str, Collection[str]],
    sequences: Sequence[str],
) -> None:
    """Refuse a *role* that may do more than is *wanted*, by way of others.

    Raises:
        Refused: it names what is too much.
    """
    values = {
        "role": role,
        "schema": schema,
        "tables": list(wanted),
        "words": list(_WORDS),
        "sequences": list(sequences),
    }
    found = [
        f"{word} {table}"
        for table, word in raw.execute(_ON_TABLES, values)
        if word not in wanted[table]
    ]
    found += [what for (what,) in raw.execute(_BESIDE_TABLES, values)]
    if raw.info.server_version >= _PARAMETERS_SINCE:
        found += [what for (what,) in raw.execute(_PARAMETER, values)]
    if found:
        raise refuse(
            "role_may_more",
            "store.role_fitness",
            "{role} could still do more than the desks need: {what}. That comes from what is "
            "granted to everybody (PUBLIC), to a role that {role} belongs to, or by another "
            "account. Take it away there, then try again.",
            field="app-role",
            role=role,
            what=listed(found),
        )
