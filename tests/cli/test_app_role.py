"""`init --app-role` on a real server: a whole day under the role, and every wrong call."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from supplydesk.store import migrate
from tests.cli.running import Line, program
from tests.cli.wrong import chinese
from tests.databases import APP_ROLE, Clock

INIT = ("init", "--bureau", "天水市应急管理局", "--begins", "2022-10-01")
ROLE = ("--app-role", APP_ROLE)


@pytest.fixture
def owner(postgres_url: str, capsys: pytest.CaptureFixture[str]) -> Line:
    """The command line of who will own the desk, on a server that holds none."""
    return Line(postgres_url, capsys, Clock())


def _as(address: str, role: str) -> str:
    return make_url(address).set(username=role).render_as_string(hide_password=False)


def _json(folder: Path, name: str, **document: object) -> Path:
    path = folder / f"{name}.json"
    path.write_text(json.dumps({"key": name, **document}, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_day_at_a_desk_that_owns_nothing(owner: Line, tmp_path: Path) -> None:
    made = owner(*INIT, *ROLE, "--json").good().json
    assert (made["app_role"], made["password_set"]) == (APP_ROLE, False)
    assert made["bureau"] == "天水市应急管理局"
    desk = Line(made["address"], owner.capture, owner.now)
    desk("import", "catalogue", "--starter", "--json").good()  # with a copy before it
    desk("place", "add-warehouse", "W1", "一号库", "--level", "city").good()
    desk("place", "add-site", "S1", "××社区", "--level", "community").good()
    desk("place", "change", "S1", "--phone", "139××××0000").good()
    desk("incident", "add", "YQ", "疫情防控").good()
    desk("person", "add", "王××", "approver").good()
    me = ("--user", "管理员")
    sheet = tmp_path / "期初.csv"
    sheet.write_text("编码,数量\n101006,100\n101009,50\n", encoding="gbk")
    opened = desk(*me, "import", "opening", sheet, "--place", "W1", "--json").good().json
    assert opened["documents"] == ["QC-20220930-001"]

    beds = [{"item": "101006", "ordered": "10"}]
    slip = {"kind": "dispatch", "warehouse": "W1", "site": "S1", "incident": "YQ",
            "instruction": {"number": "天应急调〔2022〕15号"}, "lines": beds}  # fmt: skip
    desk(*me, "post", _json(tmp_path, "first", **slip)).good()
    desk(*me, "post", _json(tmp_path, "second", **slip)).good()
    desk(*me, "settings", "approve", "yes").good()
    desk(*me, "draft", _json(tmp_path, "third", **slip)).good()
    desk("--user", "王××", "approve", "third").good()
    desk(*me, "void", "third", "--reason", "不用了").good()
    desk(*me, "draft", _json(tmp_path, "fourth", **slip)).good()
    desk(*me, "delete-draft", "fourth").good()
    desk(*me, "settings", "approve", "no").good()
    desk(*me, "post", _json(tmp_path, "receipt", kind="confirmation", dispatch="DB-20221024-001",
                            all_received=True, receiver="王××")).good()  # fmt: skip
    desk(*me, "reverse", "DB-20221024-002", "--reason", "填错").good()
    desk(*me, "add-fact", "DB-20221024-001", "plate", "甘E·12345").good()

    desk(*me, "print", "DB-20221024-001", "--out", tmp_path / "slip.pdf").good()
    files = ("--pdf", tmp_path / "m.pdf", "--xlsx", tmp_path / "m.xlsx")
    assert desk(*me, "month", "2022-10", *files).code == 0  # it says on stderr what it wrote
    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "m.xlsx").read_bytes().startswith(b"PK")
    assert desk(*me, "stock", "--item", "101006", "--json").good().json
    assert "10张" in desk(*me, "brief", "--incident", "YQ", "--until", "2022-10-24").good().out
    for command in ("card", "show"):
        desk(*me, command, "101006" if command == "card" else "DB-20221024-001").good()
    desk(*me, "gaps").good()
    desk(*me, "documents").good()

    evening = Line(desk.address, owner.capture, lambda: datetime(2022, 11, 2, 9, tzinfo=UTC))
    evening(*me, "close", "2022-10").good()
    evening(*me, "reopen", "2022-10", "--reason", "漏单").good()
    copy = evening(*me, "backup", "--thorough", "--folder", tmp_path / "to", "--json").good().json
    assert evening(*me, "verify", "--json").good().json["sound"]

    # Restoring makes and renames databases: that is the owner's, and it keeps the desks' rights.
    refused = evening(*me, "restore", copy["path"], "--json")
    assert (refused.code, refused.problems[0]["code"]) == (3, "may_not_make_databases")
    owner(*me, "restore", copy["path"], "--folder", tmp_path / "auto").good()
    evening(*me, "settings", "realm", "全县").good()
    assert evening(*me, "verify", "--json").good().json["sound"]


def test_a_desk_that_is_there_already_and_a_second_time(owner: Line) -> None:
    owner(*INIT).good()
    app = Line(_as(owner.address, APP_ROLE), owner.capture, owner.now)
    before = app("stock", "--json")
    assert before.code == 3
    assert before.problems[0]["code"] in {"no_rights", "no_server"}  # there may be no such role yet
    told = owner("init", *ROLE).good().out
    assert f"--db postgresql://{APP_ROLE}@" in told
    assert owner("init", *ROLE, "--json").good().json["role_made"] is False
    app("stock").good()
    again = owner(*INIT, *ROLE, "--json")
    assert (again.code, again.problems[0]["code"]) == (3, "already_there")


def test_a_role_is_made_with_a_password_from_the_environment(
    owner: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = "desk_app_by_name"
    try:
        owner(*INIT).good()
        told = owner("init", "--app-role", role).good().out
        assert f"\\password {role}" in told
        _drop(owner.address, role)
        monkeypatch.setenv("SUPPLYDESK_APP_PASSWORD", "3 Körbe 粮食")
        made = owner("init", "--app-role", role, "--json").good()
        assert (made.json["role_made"], made.json["password_set"]) == (True, True)
        assert "粮食" not in made.out
        _drop(owner.address, role)
        said = owner("init", "--app-role", role).good().out
        assert "password" not in said.replace("desk_app", "")
        assert "粮食" not in said
    finally:
        _drop(owner.address, role)


def _drop(address: str, role: str) -> None:
    with psycopg.connect(
        address.replace("postgresql+psycopg", "postgresql"), autocommit=True
    ) as connection:
        connection.execute(f"DROP OWNED BY {role}".encode())
        connection.execute(f"DROP ROLE {role}".encode())


@pytest.mark.parametrize(
    "role",
    ["", "O'Brien", 'a"b', "a b", "a;DROP TABLE item", "应急", "x" * 64, "ｄｅｓｋ", "Desk", "1st",
     "pg_desk", "public", "none", "désk", "a-b", "a\nb"],
)  # fmt: skip
def test_an_odd_name_is_a_wrong_call(owner: Line, role: str) -> None:
    for words in (INIT, ("init",)):
        failed = owner(*words, "--app-role", role, "--json")
        assert failed.code == 2, failed
        (problem,) = failed.problems
        assert problem["code"] in {"usage", "control_character"}
        assert chinese(problem["text"])
        in_english = owner("--lang", "en", *words, "--app-role", role, "--json")
        assert in_english.code == 2
        assert "small letters" in in_english.err or "cannot be seen" in in_english.err
    assert owner("stock", "--json").problems[0]["code"] == "no_desk_inside"


def test_the_longest_name_is_taken_whole(owner: Line) -> None:
    role = "d" * 63
    try:
        assert owner(*INIT, "--app-role", role, "--json").good().json["app_role"] == role
        Line(_as(owner.address, role), owner.capture, owner.now)("stock").good()
    finally:
        _drop(owner.address, role)


@pytest.mark.parametrize("words", [INIT, ("init",)])
def test_a_file_has_no_roles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    line = Line(str(tmp_path / "desk.supplydesk"), capsys)
    failed = line(*words, *ROLE, "--json")
    assert (failed.code, failed.problems[0]["field"]) == (2, "--app-role")
    assert "文件台账没有角色" in failed.problems[0]["text"]
    assert "A desk in a file has no roles" in line("--lang", "en", *words, *ROLE).err
    assert list(tmp_path.iterdir()) == []


def test_what_is_missing_is_named(owner: Line) -> None:
    for words, field in (
        (("init",), "--bureau"),
        (("init", "--bureau", "局"), "--begins"),
        (("init", "--begins", "2022-10-01"), "--bureau"),
        (("init", "--begins", "2022-10-01", *ROLE), "--bureau"),
    ):
        failed = owner(*words, "--json")
        assert (failed.code, failed.problems[0]["field"]) == (2, field)
    nothing = owner("init", *ROLE, "--json")
    assert (nothing.code, nothing.problems[0]["code"]) == (3, "no_desk_inside")


Words = tuple[str, ...]


@pytest.mark.parametrize("words", [INIT, ("init",)], ids=["new desk", "desk that is there"])
@pytest.mark.parametrize(
    ("role", "account", "code", "problem", "chinese_words", "english_words"),
    [
        ("supplydesk", "supplydesk", 1, "role_unfit", "超级用户", "it is a superuser"),
        ("test_plain", "test_plain", 1, "role_unfit", "台账的所有者", "it owns the desk"),
        ("test_none", "test_plain", 3, "may_not_make_roles", "无权新建", "may not make one"),
    ],
)
def test_a_role_that_cannot_be_one(
    owner: Line, words: Words, role: str, account: str, code: int, problem: str,
    chinese_words: str, english_words: str,
) -> None:  # fmt: skip
    database = make_url(owner.address).database
    with psycopg.connect(
        owner.address.replace("postgresql+psycopg", "postgresql"), autocommit=True
    ) as admin:
        admin.execute("CREATE ROLE test_plain LOGIN")
        try:
            admin.execute(f"ALTER DATABASE {database} OWNER TO test_plain".encode())
            line = Line(_as(owner.address, account), owner.capture, owner.now)
            if words != INIT:
                line(*INIT).good()
            failed = line(*words, "--app-role", role, "--json")
            assert (failed.code, failed.problems[0]["code"]) == (code, problem), failed
            assert chinese_words in failed.problems[0]["text"]
            assert role in failed.problems[0]["text"]
            assert english_words in line("--lang", "en", *words, "--app-role", role).err
            made = admin.execute("SELECT to_regclass('item') IS NOT NULL").fetchone()
            assert made == (words != INIT,), "what was refused made a desk"
        finally:
            admin.execute(f"ALTER DATABASE {database} OWNER TO supplydesk".encode())
            admin.execute("DROP OWNED BY test_plain CASCADE")
            admin.execute("DROP ROLE test_plain")


def test_an_older_desk_is_the_owners_to_upgrade(
    owner: Line, newer_program: Callable[[], None]
) -> None:
    owner(*INIT, *ROLE).good()
    app = Line(_as(owner.address, APP_ROLE), owner.capture, owner.now)
    old = migrate.VERSION
    newer_program()
    stopped = app("stock", "--json")
    assert (stopped.code, stopped.problems[0]["code"]) == (3, "owner_upgrades")
    assert f"supplydesk init --app-role {APP_ROLE}" in stopped.problems[0]["text"]
    assert f"schema {old}" in app("--lang", "en", "stock").err
    owner("init", *ROLE).good()
    app("stock").good()
    (copy,) = owner("backups", "--json").good().json
    assert copy["reason"] == "before-upgrade"


def test_help_says_how_it_is_done() -> None:
    told = program("init", "--help").out
    assert "--app-role NAME" in told
    assert "SUPPLYDESK_APP_PASSWORD" in told
    assert max(map(len, told.splitlines())) <= 100
