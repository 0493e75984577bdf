"""What is installed where: Debian as root, Debian without rights, a Linux without apt, Windows."""

import pytest
import system_needs
from console import Trouble
from system_needs import TO_RUN, TO_TEST, missing, provide

from tests.packaging.stub import StubMachine

ALL_TOOLS = {"apt-get", "sudo", "qpdf", "pdftotext", "soffice", "strace", "faketime", "zbarimg"}


def _bare(machine: StubMachine | None = None) -> StubMachine:
    """A machine that lacks one library and one tool."""
    machine = machine or StubMachine()
    machine.programs = ALL_TOOLS - {"qpdf"}
    machine.lacks_libraries = {"libEGL.so.1"}
    return machine


def _install_all(machine: StubMachine) -> None:
    def on_run(words: list[str]) -> None:
        if "install" in words:
            machine.lacks_libraries = set()
            machine.programs = ALL_TOOLS

    machine.on_run = on_run


def test_nothing_is_run_where_nothing_is_missing() -> None:
    machine = StubMachine(programs=ALL_TOOLS)
    provide(machine, TO_TEST, required=True)
    assert machine.ran == []


def test_root_installs_only_what_is_missing_after_one_update() -> None:
    machine = _bare()
    _install_all(machine)
    provide(machine, TO_TEST, required=True)
    update, install = machine.ran
    assert update[-1] == "update"
    assert install[-2:] == ["libegl1", "qpdf"]
    assert "DEBIAN_FRONTEND=noninteractive" in install
    assert "sudo" not in install


def test_to_run_asks_for_no_test_tool() -> None:
    assert missing(_bare(), TO_RUN) == ["libegl1"]


def test_sudo_is_used_where_it_asks_nothing() -> None:
    machine = _bare(StubMachine(root=False, sudo_lets_us=True))
    _install_all(machine)
    provide(machine, TO_TEST, required=True)
    assert [command[:2] for command in machine.ran] == [["sudo", "-n"]] * 2


def test_without_rights_the_exact_command_is_named_and_testing_stops() -> None:
    machine = _bare(StubMachine(root=False))
    with pytest.raises(
        Trouble, match=r"sudo apt-get update && sudo apt-get install -y libegl1 qpdf"
    ):
        provide(machine, TO_TEST, required=True)
    assert machine.ran == []


def test_without_rights_running_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    provide(_bare(StubMachine(root=False)), TO_RUN, required=False)
    said = capsys.readouterr().out
    assert "apt-get install -y libegl1" in said
    assert "Going on" in said


def test_a_linux_without_apt_names_what_is_missing() -> None:
    machine = _bare()
    machine.programs.discard("apt-get")
    with pytest.raises(Trouble, match=r"system's package tool.*libegl1 qpdf"):
        provide(machine, TO_TEST, required=True)
    assert machine.ran == []


def test_a_failed_install_is_said() -> None:
    machine = _bare(StubMachine(codes={"install": 100}))
    with pytest.raises(Trouble, match="see what apt-get says"):
        provide(machine, TO_TEST, required=True)


def test_an_install_that_does_not_help_is_said() -> None:
    with pytest.raises(Trouble, match="still not found after installing: libegl1 qpdf"):
        provide(_bare(), TO_TEST, required=True)


def test_windows_is_never_asked_for_apt() -> None:
    machine = _bare(StubMachine(system="Windows", root=False))
    provide(machine, TO_TEST, required=True)
    assert machine.ran == []


def test_a_missing_server_is_a_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_needs, "server_folder", lambda: None)
    assert missing(StubMachine(programs=ALL_TOOLS), TO_TEST) == ["postgresql"]
