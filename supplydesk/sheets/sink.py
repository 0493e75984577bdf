"""A stream that falls silent once its writer has failed.

A zip that was not finished writes its directory when it is thrown away, long after the file
under it was closed; that would be a second fault in a place where nobody can catch it.
"""

from typing import BinaryIO


class Sink:
    """Passes on to *stream* while ``alive``; afterwards takes everything and keeps nothing."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.alive = True

    def write(self, content: bytes) -> int:
        return self.stream.write(content) if self.alive else len(content)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.stream.seek(offset, whence) if self.alive else 0

    def tell(self) -> int:
        return self.stream.tell() if self.alive else 0

    def flush(self) -> None:
        if self.alive:
            self.stream.flush()

    def seekable(self) -> bool:
        return True
