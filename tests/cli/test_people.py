"""`person` and the PINs of `init`: nobody is left without the PIN that was asked for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import Line, program
from tests.databases import Bench
from tests.house.source import ROOT


def _on_a_terminal(*arguments: str, typed: list[tuple[str, str]]) -> tuple[int, str]:
    """Run the program on a terminal and answer each prompt; the code, and what it said."""
    pty = pytest.importorskip("pty")
    master, slave = pty.openpty()
    asking = subprocess.Popen(
        [sys.executable, "-m", "supplydesk", *arguments],
        stdin=slave,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        start_new_session=True,
        bufsize=0,  # nothing may wait in a buffer that `communicate` does not know of
    )
    os.close(slave)
    try:
        assert asking.stderr is not None
        for prompt, answer in typed:
            # A new line follows what was typed and not shown.
            assert asking.stderr.read(len(prompt.encode())).decode() == prompt
            os.write(master, f"{answer}\n".encode())
            asking.stderr.read(1)
        out, err = asking.communicate(timeout=60)
    finally:
        asking.kill()
        asking.wait()
        os.close(master)
    return asking.returncode, out.decode() + err.decode()


def _pins(line: Line) -> dict[str, bool]:
    listed = line("--user", "李××", "person", "list", "--json").good().json
    return {one["name"]: one["pin"] for one in listed}


@pytest.mark.usefixtures("file_bench")
@pytest.mark.parametrize(
    "arguments",
    [("person", "add", "王××", "clerk", "--pin"), ("person", "change", "李××", "--pin")],
)
def test_without_a_terminal_a_pin_is_refused_and_says_what_to_set(
    here: Line, arguments: tuple[str, ...]
) -> None:
    ran = program("--db", here.address, *arguments, environment={"SUPPLYDESK_PIN": "2468"})
    assert (ran.code, ran.out) == (2, "")
    assert "SUPPLYDESK_NEW_PIN" in ran.err
    assert "Warning" not in ran.err
    assert _pins(here) == {"李××": False}


def test_a_script_sets_the_new_pin(
    here: Line, file_bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUPPLYDESK_NEW_PIN", "2468")
    here("person", "add", "王××", "clerk", "--pin").good()
    assert _pins(here) == {"李××": False, "王××": True}
    monkeypatch.setenv("SUPPLYDESK_PIN", "2468")
    here("--user", "王××", "stock").good()
    here("--user", "李××", "person", "change", "王××", "--no-pin").good()
    assert _pins(here) == {"李××": False, "王××": False}
    assert here("person", "change", "王××", "--no-pin", "--pin").code == 2
    monkeypatch.setenv("SUPPLYDESK_NEW_PIN", "1")
    short = here("--user", "李××", "person", "change", "王××", "--pin", "--json")
    assert (short.code, short.problems[0]["code"]) == (1, "short_pin")
    assert file_bench.rows("SELECT COUNT(*) FROM person") == [(2,)]


@pytest.mark.usefixtures("file_bench")
def test_a_pin_that_a_script_sets_needs_no_option(
    here: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = ("--user", "李××", "person")
    nothing = here(*me, "change", "李××")
    assert nothing.code == 2
    assert "请说明要改什么" in nothing.err
    monkeypatch.setenv("SUPPLYDESK_NEW_PIN", "998877")
    here(*me, "add", "赵五", "clerk").good()
    assert _pins(here) == {"李××": False, "赵五": True}
    here(*me, "change", "赵五", "--no-pin").good()
    here(*me, "change", "赵五", "--role", "clerk").good()
    assert _pins(here) == {"李××": False, "赵五": False}, "a role takes no PIN along"
    here(*me, "change", "赵五").good()
    assert _pins(here) == {"李××": False, "赵五": True}


def test_init_makes_no_desk_without_the_pin_that_was_asked_for(tmp_path: Path) -> None:
    desk = tmp_path / "new.supplydesk"
    made = ("--db", str(desk), "init", "--bureau", "局", "--begins", "2022-10-01", "--pin")
    assert program(*made).code == 2
    assert not desk.exists()
    program(*made[:-1], environment={"SUPPLYDESK_NEW_PIN": "2468"}).good()
    without = program("--db", desk, "stock")
    assert without.code == 1
    assert "SUPPLYDESK_PIN" in without.err
    assert "不对" not in without.err, "none was given, so none is wrong"
    wrong = program("--db", desk, "stock", environment={"SUPPLYDESK_PIN": "1357"})
    assert (wrong.code, "不对" in wrong.err) == (1, True)
    program("--db", desk, "stock", environment={"SUPPLYDESK_PIN": "2468"}).good()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ([("新 PIN 码：", "")], "没有输入 PIN 码"),
        ([("新 PIN 码：", "2468"), ("再输入一遍新 PIN 码：", "2486")], "不一致"),
    ],
)
def test_a_bare_enter_or_two_pins_make_nobody(
    here: Line, file_bench: Bench, typed: list[tuple[str, str]], words: str
) -> None:
    file_bench.database.close()
    add = ("--db", here.address, "person", "add", "王××", "clerk", "--pin")
    code, told = _on_a_terminal(*add, typed=typed)
    assert (code, words in told) == (2, True), told
    assert _pins(here) == {"李××": False}


def test_a_pin_is_typed_twice(here: Line, file_bench: Bench) -> None:
    file_bench.database.close()
    add = ("--db", here.address, "person", "add", "王××", "clerk", "--pin")
    code, told = _on_a_terminal(
        *add, typed=[("新 PIN 码：", "2468"), ("再输入一遍新 PIN 码：", "2468")]
    )
    assert code == 0, told
    assert "2468" not in told
    assert _pins(here) == {"李××": False, "王××": True}


def test_a_role_is_called_by_its_word(here: Line, file_bench: Bench) -> None:
    assert here("person", "add", "王××", "批准人", "--json").good().json["role"] == "approver"
    here("--user", "李××", "person", "change", "王××", "--role", "viewer").good()
    assert file_bench.rows("SELECT role FROM person WHERE name = '王××'") == [("viewer",)]
    refused = here("--user", "李××", "person", "add", "赵××", "king")
    assert refused.code == 1
    assert "批准人" in refused.err
    assert "approver" not in refused.err
    told = here("--user", "王××", "void", "DB-20221024-001", "--reason", "x").err
    for word in ("王××（", "批准人", "管理员"):
        assert word in told, "who may is named"
