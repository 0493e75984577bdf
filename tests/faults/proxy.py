"""A wire between a desk and its PostgreSQL that is cut at a COMMIT, before or after it arrives."""

import os
import select
import socket
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import Self

SOCKET = ".s.PGSQL.5432"
_SIZE = 65_536


class Wire:
    """A socket that hands all on to the server at *server* (its folder), until it is to be cut.

    ``cut`` is None, ``before`` (the server never hears of the COMMIT) or ``after`` (it does, and
    its answer is lost).
    """

    def __init__(self, server: Path) -> None:
        self._server = str(server / SOCKET)
        self._folder = tempfile.TemporaryDirectory(prefix="supplydesk-wire-", dir="/tmp")
        self.folder = Path(self._folder.name)
        self.cut: str | None = None
        self.cuts = 0
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(self.folder / SOCKET))
        self._door.listen()
        self._wake, self._waker = os.pipe()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        partners: dict[socket.socket, tuple[socket.socket, bool]] = {}
        while True:
            watched = {one.fileno(): one for one in (self._door, *partners)}
            numbers, _, _ = select.select([self._wake, *watched], [], [])
            ready = [watched[number] for number in numbers if number in watched]
            if self._wake in numbers:
                for one in partners:
                    one.close()
                return
            if self._door in ready:
                desk, _ = self._door.accept()
                server = socket.socket(socket.AF_UNIX)
                try:
                    server.connect(self._server)
                except OSError:
                    desk.close()
                    server.close()
                else:
                    partners[desk], partners[server] = (server, True), (desk, False)
                continue
            for one in ready:
                if one in partners and not self._pass_on(one, *partners[one]):
                    other = partners.pop(one)[0]
                    partners.pop(other, None)
                    one.close()
                    other.close()

    def _pass_on(self, one: socket.socket, other: socket.socket, from_desk: bool) -> bool:
        """Hand on what *one* says; False when the wire between them is to be dropped."""
        try:
            words = one.recv(_SIZE)
            cut = self.cut if from_desk and b"COMMIT\0" in words else None
            if cut:
                self.cut, self.cuts = None, self.cuts + 1
            if not words or cut == "before":
                return False
            other.sendall(words)
            if cut == "after":
                other.recv(1)  # it has been done; the answer goes no further
                return False
        except OSError:
            return False
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_why: object) -> None:
        os.write(self._waker, b"x")
        self._thread.join()
        self._door.close()
        with suppress(OSError):
            os.close(self._wake)
            os.close(self._waker)
        self._folder.cleanup()
