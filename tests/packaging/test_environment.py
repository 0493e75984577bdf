"""When .venv is made, filled, made anew, or left alone."""

from pathlib import Path

import pytest
from console import Trouble
from environment import ROOT, ensure, is_ready, python_in, stamp_file

from tests.packaging.stub import StubMachine


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    file = tmp_path / "requirements.lock"
    file.write_text("one==1 --hash=sha256:00\n", encoding="utf-8")
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / ".venv"


def _machine(folder: Path, machine: StubMachine | None = None) -> StubMachine:
    """A machine whose ``-m venv`` leaves an interpreter behind."""
    machine = machine or StubMachine()

    def on_run(words: list[str]) -> None:
        if "venv" in words:
            python = python_in(machine, folder)
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()

    machine.on_run = on_run
    return machine


def test_the_first_time_it_is_made_and_filled_with_hashes_required(
    folder: Path, lock: Path
) -> None:
    machine = _machine(folder)
    assert ensure(machine, folder, lock) == python_in(machine, folder)
    assert machine.said("venv")
    assert machine.said("install", "--require-hashes", "-r", str(lock))
    assert machine.said("install", "--no-deps", "--no-index", "-e", str(ROOT))
    assert not any("://" in word for command in machine.ran for word in command)


def test_the_second_time_nothing_is_run(folder: Path, lock: Path) -> None:
    ensure(_machine(folder), folder, lock)
    again = _machine(folder)
    ensure(again, folder, lock)
    assert again.ran == []


def test_a_changed_lock_is_installed_into_what_is_there(folder: Path, lock: Path) -> None:
    ensure(_machine(folder), folder, lock)
    lock.write_text("one==2 --hash=sha256:11\n", encoding="utf-8")
    again = _machine(folder)
    ensure(again, folder, lock)
    assert not again.said("venv")
    assert again.said("install")


def test_another_pythons_environment_is_made_anew(folder: Path, lock: Path) -> None:
    ensure(_machine(folder), folder, lock)
    stamp_file(folder).write_text("of another Python", encoding="utf-8")
    (folder / "left over").touch()
    again = _machine(folder, StubMachine(inner_python_fits=False))
    ensure(again, folder, lock)
    assert again.said("venv")
    assert not (folder / "left over").exists()


def test_a_failed_install_leaves_no_stamp(folder: Path, lock: Path) -> None:
    machine = _machine(folder, StubMachine(codes={"install": 1}))
    with pytest.raises(Trouble, match="Installing failed"):
        ensure(machine, folder, lock)
    assert not is_ready(machine, folder, lock)


def test_without_its_command_it_is_not_ready(folder: Path, lock: Path) -> None:
    machine = _machine(folder, StubMachine(codes={"-e": 1}))
    with pytest.raises(Trouble, match="command supplydesk"):
        ensure(machine, folder, lock)
    assert not is_ready(machine, folder, lock)


def test_without_ensurepip_the_outer_pip_installs(folder: Path, lock: Path) -> None:
    machine = _machine(folder, StubMachine(lacks_modules={"ensurepip"}, inner_pip=False))
    ensure(machine, folder, lock)
    assert machine.said("venv", "--without-pip")
    assert machine.said("pip", "--python", str(python_in(machine, folder)), "--require-hashes")
    assert not machine.said("apt-get")


def test_without_any_pip_the_system_brings_it(folder: Path, lock: Path) -> None:
    machine = _machine(folder, StubMachine(lacks_modules={"ensurepip", "pip"}))
    made = machine.on_run

    def on_run(words: list[str]) -> None:
        if "apt-get" in words and "install" in words:
            machine.lacks_modules = set()
        if made:
            made(words)

    machine.on_run = on_run
    ensure(machine, folder, lock)
    assert any(word.endswith("-venv") for command in machine.ran for word in command)
    assert not machine.said("venv", "--without-pip")


def test_without_any_pip_and_without_rights_the_command_is_named(folder: Path, lock: Path) -> None:
    machine = _machine(folder, StubMachine(root=False, lacks_modules={"ensurepip", "pip"}))
    with pytest.raises(Trouble, match=r"sudo apt-get install -y python3\.\d+-venv"):
        ensure(machine, folder, lock)


def test_a_missing_lock_is_said(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="lock"):
        ensure(_machine(folder), folder, tmp_path / "none")


def test_windows_keeps_its_interpreter_elsewhere(folder: Path, lock: Path) -> None:
    machine = _machine(folder, StubMachine(system="Windows", root=False))
    assert ensure(machine, folder, lock) == folder / "Scripts" / "python.exe"
    assert not machine.said("apt-get")
