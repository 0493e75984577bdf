"""The package as text and as syntax trees, for the rules that look at what nobody runs."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "supplydesk"


@dataclass(frozen=True)
class Room:
    """One module: its dotted name, its file, its text and its tree."""

    name: str
    file: Path
    text: str
    tree: ast.Module

    @property
    def is_package(self) -> bool:
        return self.file.name == "__init__.py"


def room(name: str, text: str) -> Room:
    """A room from *text*, for planting."""
    return Room(name, Path(name.replace(".", "/") + ".py"), text, ast.parse(text))


@cache
def rooms() -> tuple[Room, ...]:
    """All modules of the package."""
    return tuple(_rooms())


def _rooms() -> Iterator[Room]:
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        text = file.read_text(encoding="utf-8")
        yield Room(name, file, text, ast.parse(text))
