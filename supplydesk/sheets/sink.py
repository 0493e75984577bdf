"""A stream that falls silent once its writer has failed.

A zip that was not finished writes its directory when it is thrown away, long after the file
under it was closed; that would be a second fault in a place where nobody can catch it.
"""

import os
from typing import BinaryIO


class Sink:
    """Passes on to *stream* while ``alive``; afterwards counts what comes and keeps nothing."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.alive = True
        self._at = stream.tell()

    def write(self, content: bytes) -> int:
        if self.alive:
            self.stream.write(content)
        self._at += len(content)
        return len(content)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        if self.alive:
            self._at = self.stream.seek(offset, whence)
        elif whence == os.SEEK_SET:
            self._at = offset
        return self._at

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        if self.alive:
            self.stream.flush()

    def seekable(self) -> bool:
        return True
