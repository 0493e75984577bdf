"""`init --app-role`: the role that the desks sign in with on a PostgreSQL server."""

import os
import sys

from supplydesk.cli.access import ask_pin, unseated
from supplydesk.cli.options import Chosen, wrong
from supplydesk.cli.output import Json
from supplydesk.services import roles
from supplydesk.services.roles import AppRole
from supplydesk.store.database import Location
from supplydesk.text import translate

PASSWORD_VARIABLE = "SUPPLYDESK_APP_PASSWORD"  # noqa: S105 - where it stands, not what it is


def check_role(role: str, where: Location) -> None:
    """See that *role* can be an app role's name, and that there are roles at all.

    Raises:
        BadParameter: no, and why.
    """
    if where.path is not None:
        raise wrong(
            translate(
                "cli.app_role",
                "A desk in a file has no roles. Name a PostgreSQL server with --db "
                "postgresql://…, or leave --app-role out.",
            ),
            "--app-role",
        )
    if not roles.is_name(role):
        text = translate(
            "cli.app_role",
            "“{role}” cannot be a role's name here. Use small letters, digits and _, at most "
            "{most}, a letter first, and not “pg_” before it.",
        )
        shown = role if len(role) <= roles.LONGEST else role[: roles.LONGEST] + "…"
        raise wrong(text.format(role=shown, most=roles.LONGEST), "--app-role")


def grant_role(asked: Chosen, role: str) -> AppRole:
    """Let *role* work at the desk that was asked for; an older desk is upgraded first."""
    with unseated(asked) as database:
        return roles.grant(database, role, _new_password)


def _new_password() -> str:
    """The password of a role that is made now; empty where nobody is there to type one."""
    given = os.environ.get(PASSWORD_VARIABLE, "")
    if given or not sys.stdin.isatty():
        return given
    return ask_pin(translate("cli.app_role", "The new role's password (empty for none): "))


def role_json(role: AppRole) -> dict[str, Json]:
    """What came of it, as JSON."""
    return {
        "app_role": role.name,
        "address": role.address,
        "role_made": role.made,
        "password_set": role.password,
    }


def role_lines(role: AppRole) -> list[str]:
    """What came of it, and what is left to do, in words."""
    text = translate("cli.app_role", "The role {role} may work there: --db {address}")
    lines = [text.format(role=role.name, address=role.address)]
    if role.made and not role.password:
        text = translate(
            "cli.app_role",
            "It was made without a password. Where your server asks for one, set it in psql with: "
            "\\password {role}",
        )
        lines.append(text.format(role=role.name))
    return lines
