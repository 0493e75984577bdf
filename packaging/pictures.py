"""Take the pictures of the manual and the README anew: from the tour, small, with few colours.

    .venv/bin/python packaging/pictures.py          # writes resources/pictures/<language>/*.png

Run it after the window's look has changed, look at what it made, and commit that.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "resources" / "pictures"
WIDEST, COLOURS = 960, 256
LANGUAGES = ("zh_CN", "en")
SCENES = {
    "1366x768": (
        *("home", "dispatch-wrong", "confirmation", "opening-many", "preview", "stock-panel"),
        *("card", "register-narrowed", "month", "reports", "catalogue-change", "places-change"),
        *("people-add", "settings", "setup-opening"),
    ),
    "1600x900": ("dispatch-slip",),
}
"""By the size of the window; a voucher has its slip beside it from 1500 pixels on."""


def shrink(source: Path, target: Path) -> None:
    """Write the picture *source* to *target*, no wider than `WIDEST` and with `COLOURS` colours."""
    with Image.open(source) as large:
        picture = large.convert("RGB")
    if picture.width > WIDEST:
        high = round(picture.height * WIDEST / picture.width)
        picture = picture.resize((WIDEST, high), Image.Resampling.LANCZOS)
    target.parent.mkdir(parents=True, exist_ok=True)
    # Other ways of choosing spend all on the greys and lose the few dots of red and orange.
    few = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
    few.save(target, optimize=True)


def take(language: str, folder: Path) -> None:
    """Take the tour's pictures in *language* into *folder*."""
    for size, scenes in SCENES.items():
        subprocess.run(
            [
                *(sys.executable, "-m", "supplydesk", "tour", "--out", str(folder)),
                *("--lang", language, "--size", size, "--scene", ",".join(scenes)),
            ],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            check=True,
        )


def main() -> None:
    """Make all of them."""
    for language in LANGUAGES:
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            take(language, folder)
            for size, scenes in SCENES.items():
                mark = "" if language == LANGUAGES[0] else f"-{language}"
                for scene in scenes:
                    source = folder / f"{scene}-{size}{mark}.png"
                    shrink(source, PICTURES / language / f"{scene}.png")


if __name__ == "__main__":
    main()
