"""Errors of the server's driver, without importing it: a desk in a file never pays for it."""

import sys

NO_SERVER = "no_server"
"""The code where nobody answers: what is held open should be opened anew."""


def server_errors() -> tuple[type[Exception], ...]:
    """What the driver raises: nothing, as long as nobody has imported it."""
    driver = sys.modules.get("psycopg")
    return (driver.Error,) if driver is not None else ()
