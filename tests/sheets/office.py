"""LibreOffice, without a window, reads what was written: the second opinion of every figure."""

import csv
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

# 44: comma, 34: quotes, 76: UTF-8; false: cells as they are stored, not as they look.
_STORED = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false"
_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1"


# One profile for the whole run: making a new one takes longer than opening a file.
_PROFILE = tempfile.TemporaryDirectory(prefix="supplydesk-office-", ignore_cleanup_errors=True)


def office(*words: str | Path) -> None:
    """Run LibreOffice with *words*; a skip where it is not installed."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation=file://{_PROFILE.name}"
    subprocess.run(
        ["soffice", profile, "--headless", *map(str, words)], check=True, capture_output=True
    )


def opened(path: Path, *, shown: bool = False) -> list[list[str]]:
    """The first sheet of the workbook at *path*, as LibreOffice understands it.

    *shown* gives the cells as they look, else what is stored in them.
    """
    folder = path.parent / "opened"
    office("--convert-to", _SHOWN if shown else _STORED, "--outdir", folder, path)
    with (folder / f"{path.stem}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))
