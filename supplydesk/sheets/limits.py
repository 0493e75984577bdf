"""How big a file may be before it is refused unread, so that no file can exhaust the machine."""

from dataclasses import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file that is read.

    ``file`` and ``unpacked`` are bytes on the disk and of a workbook's parts once they are
    decompressed; they are what holds a refusal under 150 MiB of memory. ``cells`` counts the
    rectangle round the filled cells; ``ratio`` is how often a part may be as big as its
    compressed form (honest sheets stay under 50, deflate reaches 1,032).
    """

    file: int = 64 * MEBIBYTE
    csv_file: int = 32 * MEBIBYTE
    xls_file: int = 16 * MEBIBYTE
    unpacked: int = 80 * MEBIBYTE
    directory: int = MEBIBYTE
    ratio: int = 200
    small_part: int = 4 * MEBIBYTE
    cells: int = 4_000_000
    shared_text: int = 256 * MEBIBYTE


LIMITS = Limits()
