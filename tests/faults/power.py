"""A disk as a power cut leaves it: what was synced is there, of the rest any part, torn anywhere.

From a recording of a program's writes and syncs, every moment is played again: what had not been
synced by then may have reached the disk, or not, or in sectors, and in any order. Names are
strict: a file's name is there for certain only when its folder was synced.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

SECTOR = 512
_LINE = re.compile(
    r"^(?:\d+\s+)?(?P<call>\w+)\((?:(?:\d+|AT_FDCWD)<(?P<path>.*?)>)?,? ?(?P<rest>.*)\)"
    r" += (?P<result>-?\d+)(?:<(?P<opened>.*?)>)?"
)
_BYTES = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def _plain(text: str) -> str:
    """A path as strace -xx writes it: in hexadecimal, or as it is."""
    if text.startswith("\\x"):
        return bytes.fromhex(text.replace("\\x", "")).decode()
    return text


@dataclass(frozen=True, slots=True)
class Step:
    """One step: ``write``, ``cut``, ``make``, ``remove``, ``sync`` of a file or folder, ``say``."""

    what: str
    path: Path
    at: int = 0
    content: bytes = b""


def recorded(trace: Path, out: Path) -> Iterator[Step]:
    """The steps in a recording of strace -y -xx; what goes to *out* is said to the outside.

    Raises:
        ValueError: a line is not understood, so nothing may be concluded.
    """
    for line in trace.read_text(encoding="ascii").splitlines():
        match = _LINE.match(line)
        if match is None:
            if "+++" in line or "---" in line:
                continue
            raise ValueError(line[:200])
        if int(match["result"]) >= 0:
            yield from _step(match, out)


def _step(match: re.Match[str], out: Path) -> Iterator[Step]:
    call, rest = match["call"], match["rest"]
    if call == "openat":
        if "O_CREAT" in rest:
            yield Step("make", Path(_plain(match["opened"])))
        return
    if call == "unlink":
        quoted = _BYTES.search(rest)
        assert quoted is not None
        yield Step("remove", Path(_plain(quoted[1])))
        return
    path = Path(_plain(match["path"]))
    if call in {"pwrite64", "write"}:
        quoted = _BYTES.match(rest)
        assert quoted is not None, rest[:100]
        content = bytes.fromhex(quoted[1].replace("\\x", ""))
        assert len(content) == int(match["result"]), "strace cut the bytes off"
        if path == out:
            yield Step("say", path, 0, content)
        else:
            yield Step("write", path, int(rest.rpartition(", ")[2]), content)
    elif call == "ftruncate":
        yield Step("cut", path, int(rest.rpartition(" ")[2]))
    elif call in {"fdatasync", "fsync"}:
        yield Step("sync", path)
    else:
        raise ValueError(call)


def _applied(content: bytearray, step: Step) -> None:
    if step.what == "cut":
        del content[step.at :]
        content.extend(bytes(max(0, step.at - len(content))))
        return
    content.extend(bytes(max(0, step.at - len(content))))
    content[step.at : step.at + len(step.content)] = step.content


def _sectors(step: Step) -> Iterator[Step]:
    """A write as the disk does it: sector by sector."""
    at, end = step.at, step.at + len(step.content)
    while at < end:
        until = min(end, (at // SECTOR + 1) * SECTOR)
        yield replace(step, at=at, content=step.content[at - step.at : until - step.at])
        at = until


Chooser = Callable[[Step, int, int], list[Step]]
"""What of one unsynced step, the so-manieth of so many, has reached the disk."""


@dataclass
class Disk:
    """What is certain on the disk, and what is only on its way."""

    files: dict[Path, bytes]
    waiting: list[Step] = field(default_factory=list)

    def take(self, step: Step) -> None:
        """One more step of the program."""
        if step.what != "sync":
            self.waiting.append(step)
            return
        rest = []
        for one in self.waiting:
            named = one.what in {"make", "remove"}
            if (one.path.parent if named else one.path) != step.path:
                rest.append(one)
            elif one.what == "make":
                self.files.setdefault(one.path, b"")
            elif one.what == "remove":
                self.files.pop(one.path, None)
            else:
                self._settle(one)
        self.waiting = rest

    def _settle(self, step: Step) -> None:
        content = bytearray(self.files.get(step.path, b""))
        _applied(content, step)
        self.files[step.path] = bytes(content)

    def after_the_cut(self, choose: Chooser) -> dict[Path, bytes]:
        """The files that *choose* leaves."""
        files = {path: bytearray(content) for path, content in self.files.items()}
        names_lost = set()
        for at, step in enumerate(self.waiting):
            for one in choose(step, at, len(self.waiting)):
                if one.what == "make":
                    files.setdefault(one.path, bytearray())
                elif one.what == "remove":
                    files.pop(one.path, None)
                else:
                    _applied(files.setdefault(one.path, bytearray()), one)
            if step.what == "make" and step.path not in files:
                names_lost.add(step.path)
        return {path: bytes(files[path]) for path in files if path not in names_lost}


def choosers(chance: random.Random, ending: str) -> dict[str, Chooser]:
    """The ways in which a cut may leave the unsynced steps; *ending* tells journal from file."""

    def sampled(share: float) -> Chooser:
        return lambda step, _at, _of: [step] if chance.random() < share else []

    def torn(step: Step, _at: int, _of: int) -> list[Step]:
        if step.what != "write":
            return [step] if chance.random() < 0.5 else []
        return [one for one in _sectors(step) if chance.random() < 0.5]

    def last_torn(step: Step, at: int, of: int) -> list[Step]:
        return torn(step, at, of) if at == of - 1 else [step]

    def scrambled(step: Step, _at: int, _of: int) -> list[Step]:
        # Sectors that were under way hold anything at all, not only the old or the new.
        if step.what != "write" or chance.random() < 0.7:
            return [step]
        return [replace(step, content=chance.randbytes(len(step.content)))]

    return {
        "nothing of it": lambda _step, _at, _of: [],
        "all of it": lambda step, _at, _of: [step],
        "all but the last": lambda step, at, of: [step] if at < of - 1 else [],
        "half of it": sampled(0.5),
        "most of it": sampled(0.9),
        "little of it": sampled(0.1),
        "torn": torn,
        "the last torn": last_torn,
        "scrambled": scrambled,
        "the journal alone": lambda step, _at, _of: (
            [step] if step.path.name.endswith(ending) else []
        ),
        "the file alone": lambda step, _at, _of: [] if step.path.name.endswith(ending) else [step],
    }
