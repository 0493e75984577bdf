"""The program itself: help, usage, language, exit codes, encodings, pipes, interrupts, our bugs."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from typer.core import TyperCommand, TyperGroup

from supplydesk.cli import app, commands
from supplydesk.cli.app import run
from supplydesk.domain.seat import utc_now
from supplydesk.services import people, stock
from supplydesk.services.forms import FORMS
from tests.cli.running import Line, program
from tests.databases import Bench, dispatch_fields
from tests.house.source import ROOT

GROUPS = ("import", "place", "person", "incident")


def test_help_lists_every_command() -> None:
    told = program("--help")
    assert told.code == 0
    for name in commands.listed():
        assert f"\n  {name} " in told.out
    assert told.out.startswith("用法：")
    assert max(map(len, told.out.splitlines())) <= 100


@pytest.mark.parametrize("name", [*commands.listed()])
def test_every_command_has_its_help_in_chinese(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([name, "--help"]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"用法：supplydesk {name}")
    assert "--help" in told
    for english in ("Usage", "Options", "Show this", "default:", "required]", "None"):
        assert english not in told
    if name in GROUPS:
        part = told.split("\n命令\n")[1].split()[0]
        assert run([name, part, "--help"]) == 0
        assert "--json" in capsys.readouterr().out


def test_help_in_english_by_option_and_by_environment() -> None:
    assert program("--lang", "en", "--help").out.startswith("Usage: supplydesk [OPTIONS] COMMAND")
    english = program("stock", "--help", environment={"SUPPLYDESK_LANG": "en"}).out
    assert "At the end of this past day" in english
    assert program("--lang=en", "foo").err.endswith("“--help” lists them all.\n")


def test_post_help_shows_every_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["post", "--help"]) == 0
    told = capsys.readouterr().out
    decoder, at, kinds = json.JSONDecoder(), told.index("{"), []
    while at >= 0:
        value, end = decoder.raw_decode(told, at)
        kinds.append(value["kind"])
        at = told.find("{", end)
    assert kinds == list(FORMS)


def test_the_schema_is_that_of_the_models(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert set(whole["discriminator"]["mapping"]) == set(FORMS)
    for kind, form in FORMS.items():
        assert run(["schema", kind]) == 0
        one = json.loads(capsys.readouterr().out)
        assert one == form.model_json_schema()
        assert one["additionalProperties"] is False
    lines = FORMS["dispatch"].model_json_schema()["$defs"]["DispatchLine"]["properties"]
    takes = {one["type"] for one in lines["ordered"]["anyOf"]}
    assert takes == {"string", "integer"}, "as the reader takes them"
    assert run(["schema", "despatch"]) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["foo"], "没有“foo”"),
        (["stokc"], "是不是 stock"),
        (["stock", "--as"], "--as-of"),
        (["stock", "x"], "多出的参数：x"),
        (["stock", "--item"], "--item 后面要写上值"),
        (["stock", "--json=1"], "--json 后面不用写值"),
        (["stock", "--as-of", "morgen"], "2022-10-24T15:30"),
        (["show"], "缺少 NUMBER|KEY"),
        (["place", "add-sit"], "是不是 add-site"),
        (["place", "add-site", "S1", "x"], "缺少 --level"),
        (["--lang", "fr", "stock"], "zh_CN 或 en"),
        (["--wait", "soon", "stock"], "--wait：“soon”不是 0 到 3600 的整数"),
        (["--wait", "-1", "stock"], "--wait：“-1”不是 0 到 3600 的整数"),
        (["--wait", "9" * 5000, "stock"], "不是 0 到 3600 的整数"),
        (["waiting", "--days", "-1"], "--days：“-1”不是 0 到 3660 的整数"),
        (["documents", "--limit", "-1"], "--limit：“-1”不是从 1 起的整数"),
        (["documents", "--limit", "0"], "--limit：“0”不是从 1 起的整数"),
        (["documents", "--kind", "zz"], "--kind：没有“zz”，可填：期初"),
        (["documents", "--state", "zz"], "--state：没有“zz”，可填："),
        (["print", "DB-1", "--out", "a.pdf", "--sheet", "a3"], "没有“a3”，可填：a4、a5、241x140"),
        (["--user", "a\u202eb", "stock"], "看不见的字符"),
        (["init", "--bureau", "局", "--begins", "0001-01-01"], "不是日期"),
        (["stock", "--as-of", "9999-12-31"], "不是日期"),
        (["import", "catalogue"], "--starter"),
        (["import", "catalogue", "a.csv", "--starter"], "--starter"),
        (["place", "change", "W1"], "要改什么"),
        (["--lots", "stock"], "--lots 要写在命令之后"),
        (["place", "--level", "city", "add-site"], "--level 要写在命令之后"),
        (["--lang", "zh_CN"], "要执行哪个命令"),
        (["place"], "要执行哪个命令"),
    ],
)
def test_a_wrong_call_ends_with_two_and_says_how(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    arguments = ["--db", str(tmp_path / "none"), *arguments]
    assert run(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert words in told.err
    assert "Error" not in told.err


def test_a_wrong_call_with_json_says_so_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stock", "--foo", "--json"]) == 2
    (problem,) = json.loads(capsys.readouterr().err)["problems"]
    assert (problem["code"], problem["field"]) == ("usage", "--foo")


def test_json_before_the_command_is_told_where_it_goes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--json", "stock"]) == 2
    (problem,) = json.loads(capsys.readouterr().err)["problems"]
    assert problem["text"] == "--json 要写在命令之后：先写命令，再写 --json。"


def test_starting_is_light() -> None:
    """What `--help` and `stock` never import: it would be paid at every start."""
    heavy = (
        "alembic",
        "reportlab",
        "pypinyin",
        "argon2",
        "xlsxwriter",
        "python_calamine",
        "PySide6",
    )
    code = (
        "import sys\nfrom supplydesk.cli.app import run\n"
        "run(sys.argv[1:])\nprint(sorted(sys.modules), file=sys.stderr)"
    )
    for arguments, never in (
        (["--help"], (*heavy, "sqlmodel", "sqlalchemy", "pydantic", "rich", "psycopg")),
        (["--version"], (*heavy, "sqlmodel", "sqlalchemy", "pydantic", "rich", "psycopg")),
        (["--db", "/nowhere", "stock"], heavy),
        (["--db", "/nowhere", "documents"], heavy),
    ):
        ran = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            check=True,
            capture_output=True,
            cwd=ROOT,
            text=True,
        )
        loaded = ran.stderr.splitlines()[-1]
        assert [name for name in never if f"'{name}'" in loaded] == [], arguments


@pytest.fixture
def with_stock(here: Line, file_bench: Bench) -> Line:
    """A desk in a file with one item on it."""
    file_bench.opening({"item": "101006", "quantity": "100", "lot_number": "䶮"})
    file_bench.database.close()
    return here


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
)
def test_chinese_comes_out_whatever_the_terminal_says(
    with_stock: Line, environment: dict[str, str]
) -> None:
    text = program("--db", with_stock.address, "stock", "--lots", environment=environment)
    assert "折叠床" in text.good().out
    assert "䶮" in text.out
    told = program("--db", with_stock.address, "stock", "--json", environment=environment)
    assert told.good().json[0]["name"] == "折叠床"
    failed = program("--db", with_stock.address, "show", "X-1", environment=environment)
    assert "没有" in failed.err


def test_a_terminal_in_gbk_gets_gbk_and_json_stays_utf_8(with_stock: Line) -> None:
    def raw(*arguments: str) -> bytes:
        return subprocess.run(
            [sys.executable, "-m", "supplydesk", "--db", with_stock.address, *arguments],
            check=True,
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": "gbk"},
        ).stdout

    text = raw("stock", "--lots").decode("gbk")
    assert "折叠床" in text
    assert "?" in text, "䶮 is not in GBK"
    assert json.loads(raw("stock", "--lots", "--json"))[0]["lots"][0]["lot_number"] == "䶮"


def test_a_reader_that_goes_away_is_no_fault(with_stock: Line) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "supplydesk", "--db", with_stock.address, "stock", "--json"],
            check=False,
            stdout=writing,
            stderr=subprocess.PIPE,
            cwd=ROOT,
        )
    finally:
        os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_an_answer_that_cannot_be_written_is_told(with_stock: Line) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "supplydesk", "--db", with_stock.address, "stock"],
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
        )
    assert ran.returncode == 3
    assert "磁盘已满" in ran.stderr.decode()
    assert "Traceback" not in ran.stderr.decode()


def _until_it_has_open(pid: int, path: Path) -> None:
    """Until the process *pid* has opened *path* and waits for its lock; a while elsewhere."""
    held = Path(f"/proc/{pid}/fd")
    for _ in range(600 if held.exists() else 30):
        time.sleep(0.05)
        with suppress(OSError):  # a file that was closed meanwhile
            if any(one.resolve() == path.resolve() for one in held.iterdir()):
                break
    time.sleep(0.3)


@pytest.mark.usefixtures("tmp_path")
def test_an_interrupt_ends_with_130_and_writes_nothing(with_stock: Line) -> None:
    before = Path(with_stock.address).read_bytes()
    other = sqlite3.connect(with_stock.address, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    # Tests that run in the background of a shell ignore interrupts, and so would their children.
    ours = signal.signal(signal.SIGINT, signal.default_int_handler)
    waiting = subprocess.Popen(
        [sys.executable, "-m", "supplydesk", "--db", with_stock.address, "--wait", "4",
         "settings", "realm", "全县"],
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )  # fmt: skip
    signal.signal(signal.SIGINT, ours)
    try:
        # While it still imports, Python itself may swallow the interrupt.
        _until_it_has_open(waiting.pid, Path(with_stock.address))
        waiting.send_signal(signal.SIGINT)
        _, err = waiting.communicate(timeout=90)
    finally:
        other.close()
        waiting.kill()
    assert waiting.returncode in {130, -signal.SIGINT}, err
    assert "Traceback" not in err.decode()
    assert Path(with_stock.address).read_bytes() == before


def test_our_bug_ends_with_70_and_says_where_the_log_is(
    here: Line, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(stock, "stock", broken)
    monkeypatch.setattr("supplydesk.paths.log_folder", lambda: tmp_path / "log")
    failed = here("stock", "--json")
    assert (failed.code, failed.out) == (70, "")
    log = tmp_path / "log" / "supplydesk.log"
    assert str(log) in failed.problems[0]["text"]
    written = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError: a bug" in written
    assert "Traceback" in written
    text = here("stock")
    assert (text.code, text.err.count("\n")) == (70, 1)
    assert "Traceback" not in text.err

    log.unlink()
    log.mkdir()
    without = here("stock")
    assert without.code == 70
    assert "ZeroDivisionError" in without.err


def test_the_command_line_itself_knows_no_window(capsys: pytest.CaptureFixture[str]) -> None:
    """No arguments open it, but that is the door's to know (`supplydesk.__main__`)."""
    assert app.run([]) == 0
    assert capsys.readouterr().out.startswith("用法：")


def test_a_pin_is_asked_for_on_a_terminal(file_bench: Bench) -> None:
    pty = pytest.importorskip("pty")
    with file_bench.transaction() as session:
        people.change(session, "李××", pin="2468")
    address = str(file_bench.database.location)
    file_bench.database.close()
    assert program("--db", address, "stock").code == 1, "there is no terminal to ask on"
    for typed, code in (("2468", 0), ("1357", 1)):
        master, slave = pty.openpty()
        asking = subprocess.Popen(
            [sys.executable, "-m", "supplydesk", "--db", address, "stock", "--json"],
            stdin=slave,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            start_new_session=True,
        )
        os.close(slave)
        try:
            assert asking.stderr is not None
            # What is typed before the question is thrown away, as with any password.
            prompt = asking.stderr.read(len("PIN 码：".encode()))
            os.write(master, f"{typed}\n".encode())
            out, err = asking.communicate(timeout=60)
        finally:
            asking.kill()
            asking.wait()
            os.close(master)
        assert prompt.decode() == "PIN 码："
        assert asking.returncode == code, err
        assert (out == b"[]\n") == (code == 0)
        assert typed.encode() not in err


def _every_command() -> Iterator[tuple[str, TyperCommand | TyperGroup]]:
    """All commands, those under another among them, by how they are called."""
    waiting: list[tuple[str, TyperCommand | TyperGroup]] = [("", app._program(utc_now, None))]
    while waiting:
        name, command = waiting.pop()
        yield name.strip(), command
        if isinstance(command, TyperGroup):
            with command.make_context(command.name or "", [], resilient_parsing=True) as context:
                for one in command.list_commands(context):
                    found = command.get_command(context, one)
                    assert isinstance(found, TyperCommand | TyperGroup)
                    waiting.append((f"{name} {one}", found))


def test_every_option_says_what_it_is_in_the_same_style() -> None:
    told = list(_every_command())
    assert len(told) > 40
    for name, command in told:
        assert not (command.help or "").endswith("。"), name
        for parameter in command.params:
            text = getattr(parameter, "help", None)
            assert text, f"{name} {parameter.name} has no description"
            assert not text.endswith("。"), f"{name} {parameter.name}: {text}"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("urgency", "很急", "“”、“加急”、“特急”"), ("owner", "借", "“own”、“held”、“borrowed”")],
)
def test_choices_are_told_as_they_are_written(
    here: Line, tmp_path: Path, field: str, value: str, said: str
) -> None:
    file = tmp_path / "a.json"
    line: dict[str, object] = {"item": "101006", "ordered": "1"}
    form: dict[str, object] = {"key": "k", **dispatch_fields(line), "kind": "dispatch"}
    if field == "owner":
        line = {"item": "101006", "quantity": "1", field: value}
        form = {"key": "k", "kind": "opening", "place": "W1", "lines": [line]}
    else:
        form[field] = value
    file.write_text(json.dumps(form), encoding="utf-8")
    refused = here("post", file)
    assert refused.code == 1
    assert said.replace("“", '"').replace("”", '"') in refused.err
    assert "'" not in refused.err
