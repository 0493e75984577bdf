"""The table that the bench prints: what was measured, on what, with which versions, and when."""

import os
import platform
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.bench.measure import Figure

PACKAGES = ("SQLAlchemy", "sqlmodel", "pydantic", "reportlab", "python-calamine", "XlsxWriter")
TITLES = ("job", "reference", "bare", "ours", "ratio", "reach", "")
MILLISECONDS = 1000
LONG = 2.0


def duration(seconds: float) -> str:
    """Seconds as a person reads them."""
    if seconds >= LONG:
        return f"{seconds:.1f} s"
    return f"{seconds * MILLISECONDS:.3g} ms"


def row(figure: Figure) -> tuple[str, ...]:
    """One figure as the cells of the table."""
    notes = [figure.note] if figure.note else []
    if figure.memory is not None:
        notes.append(f"peak +{figure.memory:.0f} MiB (≤ {figure.memory_reach:.0f})")
    if not figure.reached:
        notes.insert(0, "OVER")
    return (
        figure.job,
        figure.reference,
        duration(figure.bare),
        duration(figure.ours),
        f"{figure.ratio:.2f}×",
        f"≤ {figure.reach:g}×" if figure.reach is not None else "",
        "; ".join(notes),
    )


def heading() -> list[str]:
    """The machine, the versions and the day."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores ({processor()})"
    return [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine}{load}",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}",
        "Medians of alternating turns in one process; both sides as durable as each other.",
    ]


def processor() -> str:
    """The processor's name where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else "unknown"


def markdown(figures: Sequence[Figure], left_out: Sequence[str]) -> str:
    """The table for a README."""
    lines = [f"{one}  " for one in heading()] + ["", "| " + " | ".join(TITLES) + " |"]
    lines.append("|" + "---|" * len(TITLES))
    lines += ["| " + " | ".join(row(figure)) + " |" for figure in figures]
    lines += ["", *(f"Not measured: {one}" for one in left_out)] if left_out else []
    return "\n".join(lines) + "\n"


def plain(figures: Sequence[Figure], left_out: Sequence[str]) -> str:
    """The table for a terminal."""
    rows = [TITLES, *(row(figure) for figure in figures)]
    wide = [max(len(one[column]) for one in rows) for column in range(len(TITLES))]
    lines = [*heading(), ""]
    for one in rows:
        cells = [
            cell.rjust(size) if 1 < column < len(TITLES) - 1 else cell.ljust(size)
            for column, (cell, size) in enumerate(zip(one, wide, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    lines += [f"not measured: {one}" for one in left_out]
    return "\n".join(lines) + "\n"
