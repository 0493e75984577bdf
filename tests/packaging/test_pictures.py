"""Pictures are made small: no wider than a page shows them, few colours, the bright ones kept."""

from pathlib import Path

import pictures
from PIL import Image

from supplydesk.ui.tour.scenes import SCENES


def test_a_picture_is_shrunk_and_keeps_its_few_bright_dots(tmp_path: Path) -> None:
    made = Image.linear_gradient("L").convert("RGB").resize((1366, 768))
    made.paste((242, 140, 40), (100, 100, 130, 130))
    source, target = tmp_path / "large.png", tmp_path / "zh_CN" / "small.png"
    made.save(source)
    pictures.shrink(source, target)
    with Image.open(target) as small:
        assert small.size == (960, 540)
        assert small.mode == "P"
        bright = small.convert("RGB").crop((74, 74, 88, 88)).getcolors()
    assert bright is not None
    assert all(red - blue > 150 for _, (red, _, blue) in bright)  # type: ignore[misc]  # of RGB
    assert target.stat().st_size < source.stat().st_size


def test_a_small_picture_keeps_its_size(tmp_path: Path) -> None:
    source, target = tmp_path / "one.png", tmp_path / "two.png"
    Image.new("RGB", (300, 200), (29, 79, 159)).save(source)
    pictures.shrink(source, target)
    with Image.open(target) as kept:
        assert kept.size == (300, 200)


def test_the_scenes_that_are_wanted_exist() -> None:
    wanted = {scene for scenes in pictures.SCENES.values() for scene in scenes}
    assert wanted <= {scene.name for scene in SCENES}
