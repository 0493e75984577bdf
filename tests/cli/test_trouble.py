"""Every trouble of files in the clerk's words, and what a server's copy may lack."""

import errno
import os
from pathlib import Path

import pytest

from supplydesk import paths
from supplydesk.cli.trouble import Exit, explain
from supplydesk.domain.problem import Problem
from supplydesk.services import backups
from supplydesk.store.database import Conflict, StoreTrouble
from tests.cli.running import Line


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (OSError(errno.ENOSPC, "x", "/a/b"), "file_enospc", "磁盘已满：/a/b"),
        (OSError(errno.EDQUOT, "x", "/a/b"), "file_edquot", "磁盘已满"),
        (OSError(errno.ENOENT, "x", "/a/b"), "file_enoent", "/a/b"),
        (OSError(errno.EACCES, "x", "/a/b"), "file_eacces", "没有权限"),
        (OSError(errno.EROFS, "x", "/a/b"), "file_erofs", "只读"),
        (OSError(errno.EISDIR, "x", "/a/b"), "file_eisdir", "弄混"),
        (OSError(errno.ENAMETOOLONG, "x", "/a/b"), "file_enametoolong", "太长"),
        (OSError(errno.EMFILE, "x"), "file_emfile", "太多"),
        (OSError(errno.EIO, "boom", "/a/b"), "file_eio", "读写失败：/a/b（磁盘或其连接出错）"),
        (OSError("strange"), "file_error", "strange"),
        (OSError(errno.ENOENT, "x", "/a/.supplydesk-1-ab.part"), "file_enoent", "：/a。"),
        (paths.AlreadyThere(Path("/a/b")), "file_there", "--replace"),
        (paths.LeadsOutside(Path("/a/b")), "file_leads_outside", "之外"),
        (paths.NotSettled(Path("/a/b"), errno.EIO), "file_not_settled", "未予确认"),
        (Conflict(), "conflict", "再试一次"),
    ],
)
def test_what_the_surroundings_did_is_said_in_chinese(
    error: Exception, code: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert explain(error, as_json=False) is Exit.SURROUNDINGS
    assert words in capsys.readouterr().err
    assert explain(error, as_json=True) is Exit.SURROUNDINGS
    assert f'"code": "{code}"' in capsys.readouterr().err


def test_every_code_of_the_contract() -> None:
    assert {one.name: one.value for one in Exit} == {
        "DONE": 0, "REFUSED": 1, "USAGE": 2, "SURROUNDINGS": 3, "BUG": 70, "INTERRUPTED": 130
    }  # fmt: skip


def test_an_import_goes_on_where_only_the_program_for_a_servers_copy_is_missing(
    line: Line, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def missing(*_: object) -> None:
        raise StoreTrouble(Problem("no_program", "缺少 pg_dump"))

    monkeypatch.setattr(backups, "automatic", missing)
    path = tmp_path / "a.csv"
    path.write_text("编码,名称,单位\n906001,救生衣,件\n", encoding="utf-8")
    told = line("import", "catalogue", path, "--json")
    if "://" in line.address:
        assert told.code == 0
        assert [(one["code"], one["stops"]) for one in told.problems] == [("no_program", False)]
    else:
        assert told.code == 3


def test_a_name_that_is_no_unicode_is_a_file_or_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    line = Line(str(tmp_path / "desk.supplydesk"), capsys)
    gbk = tmp_path / os.fsdecode("目录.csv".encode("gbk"))
    gbk.write_bytes("编码,名称,单位\r\n".encode("gbk"))
    assert line("import", "catalogue", gbk).code == 3, "there is no desk, but the file is one"
    assert line("show", os.fsdecode(b"\xb5\xa5")).code == 2
