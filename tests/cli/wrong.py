"""What tests of bad input share: a wrong document, and whether anything was written."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from tests.databases import Bench, dispatch_fields

GOOD = {"item": "101006", "ordered": "5"}


def chinese(text: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def rows(bench: Bench) -> list[object]:
    """Everything that posting could have touched, on either database."""
    counted = ", ".join(
        f"(SELECT COUNT(*) FROM {table})"
        for table in ("document", "movement", "journal", "number_issued", "draft", "lot")
    )
    return [*bench.rows(f"SELECT {counted}"), *bench.rows("SELECT hash FROM chain_head")]


def dispatch(tmp_path: Path, *lines: Mapping[str, object], **fields: object) -> Path:
    document = {"kind": "dispatch", "key": "bad", **dispatch_fields(*map(dict, lines), **fields)}
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path
