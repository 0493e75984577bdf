"""The open desk of one command: which database, who sits there, a transaction to read or write."""

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import TypeVar

import typer

from supplydesk import paths
from supplydesk.cli.options import Chosen, chosen, wrong
from supplydesk.cli.output import report
from supplydesk.domain.problem import Problem, Refused
from supplydesk.domain.seat import Seat
from supplydesk.services import people
from supplydesk.store.database import (
    Database,
    DeskSession,
    Location,
    StoreTrouble,
    engines,
    locate,
    reading,
    write,
)
from supplydesk.store.migrate import open_desk
from supplydesk.text import translate

PIN_VARIABLE = "SUPPLYDESK_PIN"
NEW_PIN_VARIABLE = "SUPPLYDESK_NEW_PIN"

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Desk:
    """An open desk and who sits at it; ``remarks`` are told when the command has done its work."""

    database: Database
    seat: Seat
    remarks: list[Problem] = field(default_factory=list)

    @property
    def zone(self) -> tzinfo:
        """The desk's time zone."""
        return self.seat.zone

    def read(self, work: Callable[[DeskSession], Result]) -> Result:
        """The result of *work* on one moment of the desk."""
        with reading(self.database, self.seat) as session:
            return work(session)

    def write(self, work: Callable[[DeskSession], Result]) -> Result:
        """The result of *work*, committed; it may be called again where another desk was first."""
        return write(self.database, self.seat, work)


def location(asked: Chosen) -> Location:
    """Where the desk lies that was asked for, or the user's own.

    Raises:
        BadParameter: it is an address of no kind that is known here.
    """
    try:
        return locate(asked.address or paths.default_desk())
    except Refused as refused:
        raise wrong(refused.problems[0].text, "--db") from None


@contextmanager
def desk(context: typer.Context) -> Iterator[Desk]:
    """The desk that was asked for before the command, with its person; closed at the end.

    Raises:
        StoreTrouble: it cannot be opened.
        Refused: nobody of that name, or no PIN or a wrong one.
    """
    asked = chosen(context)
    with unseated(asked) as database:
        opened = Desk(database, _seat(database, asked))
        yield opened
        # A command that had to write has failed by now, and does not come here.
        if database.read_only:
            opened.remarks.insert(0, _for_reading(database))
        if opened.remarks:
            report(opened.remarks, as_json=bool(context.params.get("as_json")))


def _for_reading(database: Database) -> Problem:
    return Problem.of(
        "read_only",
        "cli.access",
        "{place} cannot be written, so it is open for reading only.",
        stops=False,
        place=database.location,
    )


@contextmanager
def unseated(asked: Chosen) -> Iterator[Database]:
    """The desk that was asked for, with nobody at it: for what is its server's owner's to do.

    Raises:
        StoreTrouble: it cannot be opened.
    """
    wait = None if asked.wait is None else asked.wait * 1000
    database = open_desk(location(asked), timeout=wait, back_up=_copy_first(asked))
    try:
        yield database
    finally:
        database.close()


def _copy_first(asked: Chosen) -> Callable[[Database], object]:
    """What copies an older desk before it is upgraded."""

    def copy(database: Database) -> object:
        # Only an upgrade needs it.
        from supplydesk.services import backups  # noqa: PLC0415

        return backups.automatic(database, Seat(now=asked.now), "before-upgrade")

    return copy


def _seat(database: Database, asked: Chosen) -> Seat:
    given = os.environ.get(PIN_VARIABLE, "")

    def sit(pin: str) -> Seat:
        with reading(database, Seat(now=asked.now)) as session:
            return people.sit(session, asked.user, pin, asked.now)

    try:
        return sit(given)
    except Refused as refused:
        if refused.problems[0].code != people.NO_PIN:
            raise
        if not sys.stdin.isatty():
            raise Refused((_no_pin(asked),)) from None
    return sit(ask_pin(translate("cli.access", "PIN: ")))


def _no_pin(asked: Chosen) -> Problem:
    """Nobody can be asked for the PIN here, so it has to be given another way."""
    return Problem.of(
        people.NO_PIN,
        "cli.access",
        "{name} has a PIN, and there is no terminal to type it on. Set {variable} to it, or call "
        "this on a terminal.",
        field="pin",
        name=asked.user or translate("cli.access", "Who sits here"),
        variable=PIN_VARIABLE,
    )


def sit_anywhere(asked: Chosen, backup: Path) -> Seat:
    """The seat for a restore: at the desk, or at its *backup* where the desk cannot be opened.

    A dump of a server's database has no desk to sit at; nor has a copy that is damaged, and that
    the restore itself refuses.
    """
    where = location(asked)
    try:
        database = open_desk(where, timeout=None if asked.wait is None else asked.wait * 1000)
    except StoreTrouble:
        if where.path is None:
            return Seat(now=asked.now)
        database = engines(Location(where.url, backup.absolute()), read_only=True)
    try:
        return _seat(database, asked)
    except StoreTrouble:
        return Seat(now=asked.now)
    finally:
        database.close()


def ask_pin(prompt: str) -> str:
    """A PIN typed on the terminal, not shown; empty where there is none to type on."""
    try:
        return getpass.getpass(prompt)
    except EOFError:
        return ""


def new_pin(*, asked: bool) -> str:
    """A PIN for somebody: what a script has set for it, or where *asked* typed twice; else none.

    Raises:
        BadParameter: there is none, or it was typed in two ways: nobody gets an empty PIN unasked.
    """
    given = os.environ.get(NEW_PIN_VARIABLE, "")
    if given or not asked:
        return given
    if not sys.stdin.isatty():
        text = translate(
            "cli.access",
            "There is no terminal to type the PIN on. Set {variable}, or call this on a terminal.",
        )
        raise wrong(text.format(variable=NEW_PIN_VARIABLE), "--pin")
    typed = ask_pin(translate("cli.access", "New PIN: "))
    if not typed:
        raise wrong(translate("cli.access", "No PIN was typed. Nothing was changed."), "--pin")
    if ask_pin(translate("cli.access", "The new PIN once more: ")) != typed:
        raise wrong(
            translate("cli.access", "The two PINs differ. Nothing was changed; try again."), "--pin"
        )
    return typed
