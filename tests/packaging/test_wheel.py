"""A wheel brings its resources along, where supplydesk.paths looks for them."""

import subprocess
import sys
import zipfile
from pathlib import Path

from environment import ROOT

NEEDED = {
    "supplydesk/__init__.py",
    "supplydesk/py.typed",
    "supplydesk/resources/fonts/NotoSansSC-Regular-GBK.ttf",
    "supplydesk/resources/fonts/OFL.txt",
    "supplydesk/resources/NOTICE",
}


def test_the_wheel_holds_the_program_its_resources_and_its_licence(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        check=True,
        cwd=ROOT,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as content:
        names = set(content.namelist())
        entry = next(name for name in names if name.endswith("entry_points.txt"))
        assert "supplydesk = supplydesk.__main__:main" in content.read(entry).decode()
    assert names >= NEEDED
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.startswith(("tests/", "packaging/")) for name in names)
