"""What can be printed is printed; what cannot is named beforehand."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from supplydesk.domain.problem import Refused
from supplydesk.papers import dispatch
from supplydesk.papers.fonts import Face, measure, missing, runs, small
from supplydesk.paths import resource
from tests.papers import reading
from tests.papers.samples import LINES, STATIONERY, slip


def test_missing_names_what_no_face_has() -> None:
    assert missing(["棉被", "𠮷野家", "🧯🧯", "䶮"]) == ("𠮷", "🧯")
    assert missing(["一\n二\t三\r\n"]) == ()
    assert missing(["a\x07b"]) == ("\x07",)


def test_bold_and_regular_hold_the_same_characters() -> None:
    # `missing` asks the regular sans face on behalf of all four.
    for kind in ("Sans", "Serif"):
        held = []
        for weight in ("Regular", "Bold"):
            file = resource("fonts", f"Noto{kind}SC-{weight}-GBK.ttf")
            with TTFont(file, lazy=True) as font:
                held.append(set(font.getBestCmap()))
        assert held[0] == held[1]


def test_a_common_text_is_one_run_of_its_own_face() -> None:
    assert [font.fontName for font, _ in runs(Face.SERIF, "棉被100床")] == [
        small(Face.SERIF).fontName
    ]


def test_a_rare_character_comes_from_another_file() -> None:
    stretches = runs(Face.SERIF, "立方㎥米")
    assert "".join(part for _, part in stretches) == "立方㎥米"
    assert len({font.fontName for font, _ in stretches}) == 2
    assert measure(Face.SERIF, "㎥") > 0


@pytest.mark.parametrize("sign", ["𠮷", "🧯"])
def test_a_slip_refuses_by_name(sign: str) -> None:
    lines = (LINES[0], dispatch.DispatchLine(name=sign, unit="个", issued=1))
    with pytest.raises(Refused) as refused:
        dispatch.draw([slip(lines=lines, site=f"站点{sign}")], STATIONERY)
    head, line = refused.value.problems
    assert (head.field, head.row) == ("site", None)
    assert (line.field, line.row) == ("name", 2)
    assert sign in line.text
    assert "物资名称" in line.text


@pytest.mark.parametrize("sign", ["䶮", "㎥", "𠂇", "〇", "①"])
def test_rare_characters_are_printed_and_read_back(tmp_path: Path, sign: str) -> None:
    pdf = dispatch.draw([slip(site=f"某{sign}站", contact=f"李{sign}")], STATIONERY, copies=[1])
    reading.check(tmp_path, pdf)
    text = reading.squeezed(reading.raw_text(tmp_path, pdf))
    assert f"某{sign}站" in text
    assert f"李{sign}" in text
