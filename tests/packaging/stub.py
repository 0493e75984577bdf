"""A machine that runs nothing: it answers as it was told to and remembers what was asked of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from console import Machine


@dataclass
class StubMachine(Machine):
    """By default a Debian with everything in place, and us as root."""

    system: str = "Linux"
    root: bool = True
    screen: bool = True
    programs: set[str] = field(default_factory=lambda: {"apt-get", "sudo"})
    lacks_libraries: set[str] = field(default_factory=set)
    lacks_modules: set[str] = field(default_factory=set)
    sudo_lets_us: bool = False
    inner_pip: bool = True
    inner_python_fits: bool = True
    codes: dict[str, int] = field(default_factory=dict)
    on_run: Callable[[list[str]], None] | None = None
    ran: list[list[str]] = field(default_factory=list)
    variables: list[Mapping[str, str]] = field(default_factory=list)

    def is_windows(self) -> bool:
        return self.system == "Windows"

    def is_linux(self) -> bool:
        return self.system == "Linux"

    def is_root(self) -> bool:
        return self.root

    def has_screen(self) -> bool:
        return self.screen

    def has_module(self, name: str) -> bool:
        return name not in self.lacks_modules

    def which(self, program: str) -> Path | None:
        return Path("bin") / program if program in self.programs else None

    def loads(self, library: str) -> bool:
        return library not in self.lacks_libraries

    def answers(self, command: Sequence[str | Path]) -> bool:
        words = [str(word) for word in command]
        if words[0] == "sudo":
            return self.sudo_lets_us
        return self.inner_pip if "pip" in words else self.inner_python_fits

    def run(
        self,
        command: Sequence[str | Path],
        folder: Path | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> int:
        _ = folder
        words = [str(word) for word in command]
        self.ran.append(words)
        self.variables.append(variables or {})
        if self.on_run is not None:
            self.on_run(words)
        return next((code for word, code in self.codes.items() if word in words), 0)

    def said(self, *words: str) -> bool:
        """Whether a command with all of *words* was run."""
        return any(all(word in command for word in words) for command in self.ran)
