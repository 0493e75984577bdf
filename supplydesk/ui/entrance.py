"""Opening a desk, on a thread: the store is imported here, after the window was painted."""

from dataclasses import dataclass
from pathlib import Path

from supplydesk.domain.problem import Problem, Refused
from supplydesk.domain.seat import Seat
from supplydesk.services import backups, people
from supplydesk.services.people import Sitter
from supplydesk.services.setting_up import setting_up
from supplydesk.store.database import Database, Location, StoreTrouble, locate, reading
from supplydesk.store.migrate import open_desk
from supplydesk.store.reasons import reason_of


@dataclass(frozen=True, slots=True)
class Entered:
    """An open desk, who may sit there, and who does: None where that has to be asked.

    ``new`` while there is something left to set up; ``copy`` is the one that was made before an
    older desk was brought up to this program's schema.
    """

    database: Database
    sitters: tuple[Sitter, ...]
    seat: Seat | None
    new: bool
    copy: Path | None


def enter(address: str, user: str = "") -> Entered:
    """Open the desk at *address*; *user* sits down where she needs no PIN for it.

    Raises:
        Refused: the address is none.
        StoreTrouble: it cannot be opened.
    """
    copies: list[Path] = []

    def copy_first(older: Database) -> None:
        copies.append(backups.automatic(older, Seat(), "before-upgrade").path)

    database = open_desk(locate(address), back_up=copy_first)
    try:
        with reading(database, Seat()) as session:
            sitters = people.sitters(session)
            new = bool(setting_up(session).step) and not database.read_only
            named = [one for one in sitters if one.name == user.strip()] if user else list(sitters)
            seat = None
            if len(named) == 1 and not named[0].pin:
                seat = people.sit(session, named[0].name)
    except BaseException:
        database.close()
        raise
    return Entered(database, sitters, seat, new, copies[0] if copies else None)


def warm_up() -> None:
    """Import what the window is made of, away from the thread that paints."""
    import supplydesk.ui.main_window  # noqa: PLC0415 - that is what this is for
    import supplydesk.ui.pages.home  # noqa: PLC0415, F401 - as above


def memo(location: Location) -> str:
    """How a desk is remembered: its path, or its address without a password."""
    if location.path is not None:
        return str(location.path)
    plain = location.url.set(drivername="postgresql", password=None)
    return plain.render_as_string()


def path_of(address: str) -> Path | None:
    """The file that *address* names; None for a server's desk."""
    return None if "://" in address else Path(address).expanduser().absolute()


def problem_of(error: Exception, address: str) -> Problem | None:
    """What keeps the desk at *address* from being opened, in a window's words; None for our bug."""
    if isinstance(error, Refused):
        return error.problems[0]
    if isinstance(error, OSError):
        return Problem.of(
            "unreadable",
            "ui.entrance",
            "{path} cannot be read ({reason}).",
            path=address,
            reason=reason_of(error),
        )
    if not isinstance(error, StoreTrouble):
        return None
    if error.problem.code == "no_desk":
        return Problem.of(
            "no_desk",
            "ui.entrance",
            "There is no desk at {path} any more. It may have been moved or renamed, or its disk "
            "is not plugged in.",
            path=address,
        )
    if error.problem.code == "no_desk_inside":
        return Problem.of(
            "no_desk_inside", "ui.entrance", "{path} holds no desk yet.", path=address
        )
    return error.problem
