"""Keeps what native code prints about its own faults off the terminal.

calamine's reader of .xls panics on a damaged file and prints a trace before Python hears of it;
whoever reads our standard error expects problems there and nothing else.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_ERROR_STREAM = 2


@contextmanager
def no_native_trace() -> Iterator[None]:
    """Send standard error nowhere, at the level where native code writes, while this lasts.

    The whole process shares it, so keep it short. Where there is none (a window without a
    console) nothing is done.
    """
    try:
        kept = os.dup(_ERROR_STREAM)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, _ERROR_STREAM)
        yield
    finally:
        os.dup2(kept, _ERROR_STREAM)
        for one in (kept, nowhere):
            with suppress(OSError):
                os.close(one)
