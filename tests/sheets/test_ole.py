"""A compound file whose tables lie is refused, or read by what is there."""

import struct
import time
from pathlib import Path

import pytest

from supplydesk.domain.problem import Refused
from supplydesk.sheets.ole import MAGIC
from supplydesk.sheets.reading import read_sheets
from tests.sheets.raw import compound, number, old_book, record


def _file(tmp_path: Path) -> Path:
    path = tmp_path / "清单.xls"
    path.write_bytes(compound({"Workbook": old_book(number(0, 0))}))
    return path


def _code(path: Path) -> str:
    with pytest.raises(Refused) as refusal:
        read_sheets(path)
    (problem,) = refusal.value.problems
    assert path.name in problem.text
    return problem.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "sheet_encrypted"),
        (compound({"WordDocument": b"x"}), "sheet_no_workbook"),
        (MAGIC, "sheet_damaged"),
        (MAGIC + bytes(600), "sheet_damaged"),
    ],
)
def test_what_is_no_old_workbook(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "清单.xls"
    path.write_bytes(content)
    assert _code(path) == code


def _altered(tmp_path: Path, kind: str, at: int, *values: int) -> Path:
    path = _file(tmp_path)
    content = bytearray(path.read_bytes())
    directory = 512 + struct.unpack_from("<I", content, 48)[0] * 512
    table = 512 + struct.unpack_from("<I", content, 76)[0] * 512
    base = {"head": 0, "directory": directory, "table": table}[kind]
    struct.pack_into(f"<{len(values)}I", content, base + at, *values)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("kind", "at", "values"),
    [
        ("table", 0, (0,)),  # runs in a circle
        ("table", 0, (5000,)),  # runs out of the file
        ("directory", 128 + 120, (1 << 30,)),  # a gibibyte, it says
        ("directory", 128 + 116, (77,)),
        ("head", 48, (77,)),
    ],
)
def test_a_container_that_lies(tmp_path: Path, kind: str, at: int, values: tuple[int, ...]) -> None:
    assert _code(_altered(tmp_path, kind, at, *values)) == "sheet_damaged"


@pytest.mark.parametrize("at", [40, 44, 64, 72])
def test_counts_in_the_container_are_not_believed(tmp_path: Path, at: int) -> None:
    path = _altered(tmp_path, "head", at, 0x7FFF_FFFF)
    assert read_sheets(path)[0].rows == [[1.0]]


def test_many_roots_are_not_all_followed(tmp_path: Path) -> None:
    """Each of them would be eight mebibytes to copy."""
    roots = struct.pack("<64sHBB48xIII", b"R\0", 4, 5, 1, 0, 8 << 20, 0) * 8000
    stream = old_book(number(0, 0), record(0x1AA, bytes(8000)) * 1000)
    path = tmp_path / "清单.xls"
    path.write_bytes(compound({"Workbook": stream}, shift=12, directory=roots))
    began = time.process_time()
    assert read_sheets(path)[0].rows == [[1.0]]
    assert time.process_time() - began < 5


def test_one_table_named_a_hundred_times(tmp_path: Path) -> None:
    path = _file(tmp_path)
    first = struct.unpack_from("<I", path.read_bytes(), 76)[0]
    path = _altered(tmp_path, "head", 76, *[first] * 109)
    assert read_sheets(path)[0].rows == [[1.0]]
