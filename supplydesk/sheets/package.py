"""Opens a workbook's zip, counts before it unpacks, and hands on only parts that were looked at.

The parts are written, uncompressed, into a new package in memory: what the parser reads is what
was checked, byte by byte, so that no trick with the zip's two directories gets past. It costs
next to nothing, for the parser need not decompress them again.
"""

import errno
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO
from xml.etree import ElementTree as ET

from supplydesk.sheets import refusals
from supplydesk.sheets.limits import Limits
from supplydesk.sheets.part_scan import (
    FULL_CARE,
    SharedTextScan,
    SheetScan,
    check_markup,
    pieces,
)
from supplydesk.sheets.part_walk import PartRefused

_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 65_535
_FAR_END = b"PK\x06\x06"
_FAR_LOCATOR = b"PK\x06\x07"
_FAR_LOCATOR_SIZE, _FAR_END_SIZE = 20, 56
_UNSET = 0xFFFF_FFFF
_ENCRYPTED_FLAG = 0x1

_BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_SHARED = "xl/sharedstrings.xml"
_NEEDED = {"[content_types].xml", "_rels/.rels", _BOOK, _RELATIONS, "xl/styles.xml", _SHARED}
_NEVER_SHEETS = re.compile(
    r"docprops/|customxml/|xl/(?:theme|drawings|charts|chartsheets|media|embeddings|externallinks|"
    r"pivot[a-z]*|tables|querytables|slicer[a-z]*|timeline[a-z]*|threadedcomments|persons|ctrlprops|"
    r"activex|model|revisions|printersettings|macrosheets|dialogsheets|richdata)/|"
    r"xl/(?:calcchain|comments\d*|connections|metadata|vbaproject|volatiledependencies)\."
)
_DIMENSION = re.compile(rb"<(?:[^\s<>/:]+:)?dimension\s[^<>]*/>")
_ITEM = re.compile(rb"<(?:[^\s<>/:]+:)?si(?=[\s/>])")
_REFERENCE = re.compile(rb't="s"[^<>]*><v>([0-9]{1,9})</v>')
_SHORTEST_REFERENCE = b'<c t="s"><v>0</v></c>'
_RELATION_ID = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)


@dataclass(frozen=True, slots=True)
class PackedSheet:
    """One sheet of a workbook: its name, whether it is shown, and what the scan of it found."""

    name: str
    visible: bool
    scan: SheetScan


@dataclass(slots=True)
class Package:
    """A checked workbook: the package for the parser, and its sheets in the workbook's order.

    A chart has no cells; it stands among the sheets with an empty scan. ``scans`` goes by part,
    in lower case; ``longest_shared`` is a bound, in bytes.
    """

    content: BytesIO = field(default_factory=BytesIO)
    sheets: tuple[PackedSheet, ...] = ()
    scans: dict[str, SheetScan] = field(default_factory=dict)
    longest_shared: int = 0


def unpack(stream: IO[bytes], size: int, file: str, limits: Limits) -> Package:
    """Check the workbook in *stream* (*size* bytes, named *file* in refusals) and repack it.

    Raises:
        Refused: too big, encrypted, damaged, no workbook, or made to harm.
    """
    _check_directory(stream, size, file, limits)
    package = Package()
    try:
        with zipfile.ZipFile(stream) as archive:
            _repack(archive, package, file, limits)
        with zipfile.ZipFile(package.content) as copy:
            _check_cells(copy, package, file, limits)
            _check_shared(copy, package, file, limits)
            package.sheets = tuple(_sheets(copy, package))
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        KeyError,
        NotImplementedError,
        ValueError,
        ET.ParseError,
    ) as fault:
        raise refusals.damaged(file) from fault
    except OSError as fault:
        # A directory that points before the file; any other is the disk's and not the file's.
        if fault.errno != errno.EINVAL:
            raise
        raise refusals.damaged(file) from fault
    package.content.seek(0)
    return package


def _check_directory(stream: IO[bytes], size: int, file: str, limits: Limits) -> None:
    """The zip's directory is read whole by the library, so its own size is looked at first."""
    tail_size = min(size, _LONGEST_COMMENT + _END_SIZE + _FAR_LOCATOR_SIZE + _FAR_END_SIZE)
    stream.seek(size - tail_size)
    tail = stream.read(tail_size)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise refusals.damaged(file)
    directory: int = struct.unpack_from("<I", tail, at + 12)[0]
    locator = at - _FAR_LOCATOR_SIZE
    if locator >= 0 and tail[locator : locator + 4] == _FAR_LOCATOR:
        far = locator - _FAR_END_SIZE
        if far < 0 or tail[far : far + 4] != _FAR_END:
            raise refusals.damaged(file)
        stated = struct.unpack_from("<Q", tail, far + 40)[0]
        directory = max(stated, directory if directory != _UNSET else 0)
    if directory > limits.directory:
        raise refusals.hostile(file)
    stream.seek(0)


def _repack(archive: zipfile.ZipFile, package: Package, file: str, limits: Limits) -> None:
    parts = _parts(archive, file)
    for part in parts.values():
        if part.file_size > max(limits.small_part, limits.ratio * part.compress_size):
            raise refusals.hostile(file)
    if sum(part.file_size for part in parts.values()) > limits.unpacked:
        raise refusals.too_big(file)
    left = limits.unpacked
    with zipfile.ZipFile(package.content, "w", zipfile.ZIP_STORED) as copy:
        for name, part in parts.items():
            with archive.open(part) as source, copy.open(name, "w") as target:
                try:
                    for piece in _scanned(package, name, source):
                        left -= len(piece)
                        if left < 0:
                            # More came out than the directory owned up to.
                            raise refusals.hostile(file)
                        target.write(piece)
                except PartRefused as refusal:
                    raise refusals.part_refused(refusal, file, name) from refusal


def _parts(archive: zipfile.ZipFile, file: str) -> dict[str, zipfile.ZipInfo]:
    """The parts that are needed, by their names in lower case; two of one name are a trick."""
    everything = [part for part in archive.infolist() if not part.is_dir()]
    names = [part.filename.replace("\\", "/").lstrip("/").lower() for part in everything]
    if "xl/workbook.bin" in names or "mimetype" in names:
        raise refusals.other_format(file)
    if _BOOK not in names:
        raise refusals.no_workbook(file)
    if len(set(names)) != len(names):
        raise refusals.damaged(file)
    parts: dict[str, zipfile.ZipInfo] = {}
    for name, part in zip(names, everything, strict=True):
        if name not in _NEEDED and (not name.endswith(".xml") or _NEVER_SHEETS.match(name)):
            continue
        if part.flag_bits & _ENCRYPTED_FLAG:
            raise refusals.encrypted(file)
        if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise refusals.damaged(file)
        parts[name] = part
    return parts


def _scanned(package: Package, name: str, source: IO[bytes]) -> Iterator[bytes]:
    """The pieces of a part, each looked at before it is handed on."""
    texts, scan = SharedTextScan(), SheetScan()
    if name == _SHARED:
        look = texts.feed
    elif name in _NEEDED:
        look = check_markup
    else:
        look = scan.feed
        package.scans[name] = scan
    for number, piece in enumerate(pieces(source)):
        look(piece)
        # WPS writes wrong ones, and a parser may stumble over it; the cells say where they stand.
        yield piece if number or name in _NEEDED else _DIMENSION.sub(b"", piece)
    if name == _SHARED:
        package.longest_shared = texts.longest


def _check_cells(copy: zipfile.ZipFile, package: Package, file: str, limits: Limits) -> None:
    """The rectangles that the parser would fill; what looks too far is measured with more care."""
    for name in package.scans:
        for care in range(1, FULL_CARE + 1):
            if package.scans[name].area > limits.cells:
                package.scans[name] = _scan_again(copy, name, care)
        scan = package.scans[name]
        if scan.area > limits.cells:
            raise refusals.too_many_cells(file, scan.bottom - scan.top, scan.right - scan.left)
    if sum(scan.area for scan in package.scans.values()) > limits.cells:
        raise refusals.too_big(file)


def _scan_again(copy: zipfile.ZipFile, name: str, care: int) -> SheetScan:
    scan = SheetScan(care)
    with copy.open(name) as stream:
        for piece in pieces(stream):
            scan.feed(piece)
    return scan


def _check_shared(copy: zipfile.ZipFile, package: Package, file: str, limits: Limits) -> None:
    """One long text that a hundred thousand cells point to becomes a hundred thousand texts."""
    longest = package.longest_shared
    most = sum(scan.size for scan in package.scans.values()) // len(_SHORTEST_REFERENCE)
    if longest * most <= limits.shared_text:
        return
    with copy.open(_SHARED) as stream:
        lengths = [len(text) for text in _ITEM.split(stream.read())][1:]
    total = 0
    for name, scan in package.scans.items():
        total += _shared_bytes(copy, name, scan, lengths)
        if total > limits.shared_text:
            raise refusals.hostile(file)


def _shared_bytes(copy: zipfile.ZipFile, name: str, scan: SheetScan, lengths: Sequence[int]) -> int:
    """How much the shared texts of one sheet come to; what cannot be followed counts as longest."""
    total = read = counted = 0
    with copy.open(name) as stream:
        for piece in pieces(stream):
            references = [int(reference) for reference in _REFERENCE.findall(piece)]
            total += sum(lengths[index] for index in references if index < len(lengths))
            read += len(references)
            counted += piece.count(b't="s"')
    if scan.unusual:
        counted = _scan_again(copy, name, FULL_CARE).shared
    return total + (counted - read) * max(lengths, default=0)


def _sheets(copy: zipfile.ZipFile, package: Package) -> Iterator[PackedSheet]:
    """The workbook's list of sheets, each with the scan of its part."""
    # No document type and no entity gets this far: check_markup refuses them.
    book = ET.fromstring(copy.read(_BOOK))  # noqa: S314
    relations = ET.fromstring(copy.read(_RELATIONS))  # noqa: S314
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    for entry in book.iter():
        if not entry.tag.endswith("}sheet"):
            continue
        given = next((entry.get(name) for name in _RELATION_ID if entry.get(name)), None)
        part = posixpath.normpath(posixpath.join("/xl", targets.get(given, ""))).lstrip("/")
        yield PackedSheet(
            name=entry.get("name", ""),
            visible=entry.get("state", "visible") == "visible",
            scan=package.scans.get(part.lower(), SheetScan(FULL_CARE)),
        )
