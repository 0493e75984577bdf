"""The desks' role on a real server: all that the work needs, and every other deed refused there."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from psycopg import errors, sql
from sqlalchemy.engine import make_url

from supplydesk import paths, text
from supplydesk.domain.problem import Refused
from supplydesk.services import roles as granting
from supplydesk.store import roles
from supplydesk.store.database import Location, StoreTrouble, engines, locate
from supplydesk.store.making import make_desk
from supplydesk.store.migrate import open_desk
from supplydesk.store.tables import metadata
from supplydesk.store.tables.ledger import WRITTEN_ONCE
from tests.databases import APP_ROLE, Bench, make_bench
from tests.postgres_cluster import PostgresCluster

Raw = psycopg.Connection[tuple[object, ...]]

ONCE = sorted(table.name for table in WRITTEN_ONCE)
WORDS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


@contextmanager
def made(address: str) -> Iterator[Bench]:
    """A desk on a server, with a slip posted by the app role."""
    desk = make_bench(address)
    with closing(desk.database):
        desk.opening({"item": "101006", "quantity": "100"})
        desk.dispatch({"item": "101006", "ordered": "4"})
        yield desk


@pytest.fixture
def bench(postgres_url: str) -> Iterator[Bench]:
    with made(postgres_url) as desk:
        yield desk


@contextmanager
def connected(location: Location) -> Iterator[Raw]:
    """A plain connection, each statement by itself, as somebody with psql has it."""
    plain = location.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def refusing(postgres: PostgresCluster) -> Iterator[Raw]:
    """The app role at a desk that no deed of these tests changes."""
    text.use("zh_CN", paths.resource("translations"))
    with (
        postgres.database() as url,
        made(url) as desk,
        connected(desk.database.location) as connection,
    ):
        yield connection


@pytest.fixture
def app(bench: Bench) -> Iterator[Raw]:
    with connected(bench.database.location) as connection:
        yield connection


@pytest.fixture
def owner(bench: Bench) -> Iterator[Raw]:
    with connected(bench.owner) as connection:
        yield connection


def test_every_table_has_its_class_and_only_one() -> None:
    assert set(roles.rights()) == {*metadata.tables, "alembic_version"}
    assert not {*ONCE} & {*roles.CHANGED}
    for name in ONCE:
        assert roles.rights()[name] == {"SELECT", "INSERT"}


def test_what_is_written_once_is_what_the_triggers_guard(bench: Bench, tmp_path: Path) -> None:
    """One list, `WRITTEN_ONCE`, for the role and for the triggers of both databases."""
    rows = bench.rows(
        "SELECT DISTINCT c.relname, t.tgtype & 60 FROM pg_trigger t JOIN pg_class c"
        " ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND t.tgenabled = 'O' ORDER BY 1, 2"
    )
    update_delete, truncate = 16 | 8, 32  # pg_trigger.h
    assert rows == [(name, kind) for name in ONCE for kind in (update_delete, truncate)]
    file = make_desk(locate(tmp_path / "desk.supplydesk"))
    with file.reader.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT tbl_name, COUNT(*) FROM sqlite_schema WHERE type = 'trigger'"
            " GROUP BY tbl_name ORDER BY tbl_name"
        ).fetchall()
    file.close()
    assert [name for name, _ in found] == ONCE
    assert {count for _, count in found} == {3}  # update, delete, insert of a key that is there


def test_the_server_grants_what_the_classes_say(bench: Bench) -> None:
    tables = bench.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    assert {name for (name,) in tables} == set(roles.rights())
    for table, wanted in roles.rights().items():
        for word in WORDS:
            rows = bench.rows("SELECT has_table_privilege(?, ?, ?)", APP_ROLE, table, word)
            assert rows == [(word in wanted,)], (table, word)


def test_the_role_owns_nothing_and_is_nobody(bench: Bench) -> None:
    assert bench.rows("SELECT current_user::text, session_user::text") == [(APP_ROLE, APP_ROLE)]
    for kind, owner in (("pg_class", "relowner"), ("pg_proc", "proowner"),
                        ("pg_namespace", "nspowner"), ("pg_database", "datdba")):  # fmt: skip
        assert (
            bench.rows(f"SELECT 1 FROM {kind} WHERE pg_get_userbyid({owner}) = current_user") == []
        )
    assert bench.rows(
        "SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolcanlogin"
        " FROM pg_roles WHERE rolname = current_user"
    ) == [(False, False, False, False, False, True)]


FORBIDDEN: tuple[LiteralString, ...] = (
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
    "TRUNCATE {table} CASCADE",
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "ALTER TABLE {table} DISABLE TRIGGER USER",
    "DROP TABLE {table} CASCADE",
    "ALTER TABLE {table} ADD COLUMN more BIGINT",
    "ALTER TABLE {table} OWNER TO CURRENT_USER",
    "CREATE TRIGGER mine BEFORE INSERT ON {table} EXECUTE FUNCTION written_once()",
    "CREATE RULE mine AS ON INSERT TO {table} DO INSTEAD NOTHING",
    "LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE",
)  # fmt: skip


@pytest.mark.parametrize("table", ONCE)
@pytest.mark.parametrize("deed", FORBIDDEN)
def test_what_is_written_once_stays(refusing: Raw, table: str, deed: LiteralString) -> None:
    row = refusing.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum = 1", (table,)
    ).fetchone()
    assert row is not None
    names = {"table": sql.Identifier(table), "column": sql.Identifier(str(row[0]))}
    # The right is missing (42501): the server refuses before any trigger is asked.
    with pytest.raises(errors.InsufficientPrivilege), refusing.transaction():
        refusing.execute(sql.SQL(deed).format(**names))


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "CREATE TABLE mine (n BIGINT)",
        "CREATE TEMPORARY TABLE document (n BIGINT)",
        "CREATE VIEW mine AS SELECT 1",
        "CREATE FUNCTION mine() RETURNS BIGINT LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA mine",
        "DROP SCHEMA public CASCADE",
        "DROP FUNCTION written_once() CASCADE",
        "CREATE OR REPLACE FUNCTION written_once() RETURNS trigger AS '' LANGUAGE sql",
        "DROP TRIGGER journal_written_once ON journal",
        "DROP INDEX movement_from",
        "TRUNCATE draft CASCADE",
        "TRUNCATE balance",
        "ALTER TABLE balance DROP CONSTRAINT balance_not_below_zero",
        "DELETE FROM balance",
        "DELETE FROM flow",
        "DELETE FROM period",
        "DELETE FROM number_counter",
        "DELETE FROM chain_head",
        "DELETE FROM person",
        "DELETE FROM item",
        "UPDATE secret SET key = ''",
        "UPDATE instruction SET issuer = ''",
        "UPDATE alembic_version SET version_num = '0000'",
        "INSERT INTO chain_head SELECT * FROM chain_head",
        "SELECT setval('item_id_seq', 1)",
        "ALTER SEQUENCE item_id_seq RESTART",
        "CREATE ROLE mine",
        "CREATE DATABASE mine",
        "COPY item TO PROGRAM 'cat'",
        "SET ROLE supplydesk",
        "SET SESSION AUTHORIZATION supplydesk",
        "REASSIGN OWNED BY supplydesk TO desk_app",
        "ALTER ROLE desk_app SUPERUSER",
    ],
)
def test_no_way_around(refusing: Raw, statement: LiteralString) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        refusing.execute(statement)


def test_an_existing_key_is_not_overwritten(app: Raw) -> None:
    before = app.execute("SELECT * FROM journal ORDER BY sequence").fetchall()
    with pytest.raises(errors.InsufficientPrivilege):
        app.execute(
            "INSERT INTO journal SELECT * FROM journal"
            " ON CONFLICT (sequence) DO UPDATE SET content = 'x'"
        )
    with pytest.raises(errors.UniqueViolation):
        app.execute("INSERT INTO journal SELECT * FROM journal")
    assert app.execute("SELECT * FROM journal ORDER BY sequence").fetchall() == before


def _grant(location: Location, role: str, password: str = "") -> granting.AppRole:
    with closing(engines(location)) as database:
        return granting.grant(database, role, lambda: password)


def test_rights_that_grew_wild_are_cut_back(
    bench: Bench,
    owner: Raw,
    app: Raw,
) -> None:
    owner.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO desk_app")
    owner.execute("GRANT UPDATE (content) ON document TO PUBLIC")
    owner.execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
    _grant(bench.owner, APP_ROLE)
    app.execute("GRANT ALL ON document TO CURRENT_USER")  # the server only warns
    for statement in ("DELETE FROM balance", "UPDATE document SET content = ''",
                      "CREATE TABLE mine (n BIGINT)"):  # fmt: skip
        with pytest.raises(errors.InsufficientPrivilege):
            app.execute(statement)
    bench.dispatch({"item": "101006", "ordered": "1"})


MORE: tuple[tuple[LiteralString, str, str], ...] = (
    ("CREATE ROLE {} LOGIN SUPERUSER", "role_unfit", "超级用户"),
    ("CREATE ROLE {} LOGIN CREATEROLE", "role_unfit", "新建角色"),
    ("CREATE ROLE {} LOGIN IN ROLE supplydesk", "role_unfit", "属于"),
    ("CREATE ROLE {} LOGIN IN ROLE pg_write_server_files", "role_unfit", "服务器文件"),
    ("CREATE ROLE {} LOGIN IN ROLE pg_write_all_data", "role_may_more", "DELETE journal"),
)


@pytest.mark.parametrize(("make", "code", "said"), MORE)
def test_a_role_that_could_do_more_is_refused_with_why(
    bench: Bench,
    owner: Raw,
    make: LiteralString,
    code: str,
    said: str,
) -> None:
    owner.execute(sql.SQL(make).format(sql.Identifier("too_mighty")))
    try:
        with pytest.raises(Refused) as refused:
            _grant(bench.owner, "too_mighty")
        (problem,) = refused.value.problems
        assert problem.code == code
        assert said in problem.text
        assert "too_mighty" in problem.text
        # Nothing was granted meanwhile.
        rows = bench.rows(
            "SELECT 1 FROM pg_class c, aclexplode(c.relacl) a"
            " WHERE pg_get_userbyid(a.grantee) = 'too_mighty'"
        )
        assert rows == []
    finally:
        owner.execute("DROP ROLE too_mighty")


def test_who_owns_something_at_the_desk_is_refused(bench: Bench, owner: Raw) -> None:
    with pytest.raises(Refused) as refused:
        _grant(bench.owner, "supplydesk")
    assert refused.value.problems[0].code == "role_unfit"
    owner.execute("CREATE ROLE small_owner LOGIN")
    try:
        owner.execute("CREATE TABLE list (n BIGINT)")
        owner.execute("ALTER TABLE list OWNER TO small_owner")
        with pytest.raises(Refused) as refused:
            _grant(bench.owner, "small_owner")
        assert "拥有对象" in refused.value.problems[0].text
    finally:
        owner.execute("DROP OWNED BY small_owner")
        owner.execute("DROP ROLE small_owner")


def test_only_the_owner_grants(bench: Bench) -> None:
    for role in (APP_ROLE, "not_there_yet"):
        with pytest.raises(StoreTrouble) as trouble:
            _grant(bench.database.location, role)
        assert trouble.value.problem.code == "not_owner"
        assert "所有者是 supplydesk" in trouble.value.problem.text


def test_an_owner_who_is_no_superuser_can_do_it_all(postgres: PostgresCluster) -> None:
    """As in a bureau: a plain account owns the database, and makes roles only where it may."""
    with postgres.database() as url:
        name = make_url(url).database
        assert name is not None
        run = postgres.run
        run(sql.SQL("CREATE ROLE plain_owner LOGIN CREATEROLE"))
        try:
            run(sql.SQL("ALTER DATABASE {} OWNER TO plain_owner").format(sql.Identifier(name)))
            location = Location(locate(url).url.set(username="plain_owner"))
            granting.rehearse(location, "plain_app")
            make_desk(location).close()
            run(sql.SQL("ALTER ROLE plain_owner NOCREATEROLE"))
            for deed in (granting.rehearse, _grant):
                with pytest.raises(StoreTrouble) as trouble:
                    deed(location, "plain_app")
                assert trouble.value.problem.code == "may_not_make_roles"
                assert "CREATE ROLE plain_app LOGIN" in trouble.value.problem.text
            run(sql.SQL("ALTER ROLE plain_owner CREATEROLE"))
            given = _grant(location, "plain_app")
            assert (given.made, given.password) == (True, False)
            assert given.address.startswith(f"postgresql://plain_app@/{name}?")
            open_desk(locate(given.address)).close()
        finally:
            for role in ("plain_app", "plain_owner"):
                with suppress(errors.UndefinedObject):
                    run(sql.SQL("DROP OWNED BY {} CASCADE").format(sql.Identifier(role)), name)
            run(sql.SQL("ALTER DATABASE {} OWNER TO supplydesk").format(sql.Identifier(name)))
            run(sql.SQL("DROP ROLE IF EXISTS plain_app, plain_owner"))


def test_a_password_is_hashed_here_and_stands_in_no_log() -> None:
    secret = "暗号-correct horse"  # noqa: S105 - made up here
    with PostgresCluster(fsync=False, settings={"log_statement": "all"}) as cluster:
        with cluster.database() as url:
            make_desk(locate(url)).close()
            given = _grant(locate(url), APP_ROLE, secret)
            assert (given.made, given.password) == (True, True)
            assert secret not in given.address
            with connected(locate(url)) as connection:
                row = connection.execute(
                    "SELECT rolpassword FROM pg_authid WHERE rolname = %s", (APP_ROLE,)
                ).fetchone()
                assert row is not None
                assert str(row[0]).startswith("SCRAM-SHA-256$")
            # And it is the right one: the server now asks for it.
            hba = cluster.folder / "data" / "pg_hba.conf"
            hba.write_text("local all supplydesk trust\nlocal all all scram-sha-256\n")
            with connected(locate(url)) as connection:
                connection.execute("SELECT pg_reload_conf()")
            app = locate(given.address)
            open_desk(Location(app.url.set(password=secret))).close()
            with pytest.raises(StoreTrouble):
                open_desk(Location(app.url.set(password=secret[:-1])))
        log = cluster.log.read_text(errors="replace")
        assert "CREATE ROLE" in log
        assert secret not in log
        assert "horse" not in log


def test_only_the_owner_upgrades_and_the_rights_come_with_it(
    bench: Bench, newer_program: Callable[[], None]
) -> None:
    newer_program()
    copies: list[object] = []
    with pytest.raises(StoreTrouble) as trouble:
        open_desk(bench.database.location, back_up=copies.append)
    assert trouble.value.problem.code == "owner_upgrades"
    for word in ("supplydesk init --app-role desk_app", "所有者 supplydesk", "升级"):
        assert word in trouble.value.problem.text
    assert copies == []  # nothing is copied for an upgrade that cannot be

    open_desk(bench.owner, back_up=copies.append).close()
    assert len(copies) == 1
    after = open_desk(bench.database.location)
    after.close()
    insert = "SELECT has_table_privilege(?, 'attachment', ?)"
    assert bench.rows(insert, APP_ROLE, "INSERT") == [(True,)]
    assert bench.rows(insert, APP_ROLE, "UPDATE") == [(False,)]
    bench.dispatch({"item": "101006", "ordered": "1"})


def test_without_rights_it_says_whom_to_ask(bench: Bench, owner: Raw) -> None:
    owner.execute("CREATE ROLE stranger LOGIN")
    try:
        with pytest.raises(StoreTrouble) as trouble:
            open_desk(Location(bench.owner.url.set(username="stranger")))
        assert trouble.value.problem.code == "no_rights"
        assert "supplydesk init --app-role stranger" in trouble.value.problem.text
    finally:
        owner.execute("DROP ROLE stranger")
