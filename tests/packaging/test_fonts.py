"""The faces that paper and window are set in: whole for GBK, quick, embeddable, licensed."""

import sys
from functools import cache

import pytest
from environment import ROOT
from fonts import ALWAYS, RARE, in_gbk
from fontTools.ttLib import TTFont
from reportlab.pdfbase.ttfonts import TTFont as PrintedFont

FONTS = ROOT / "resources" / "fonts"
SMALL = tuple(
    f"Noto{style}SC-{weight}-GBK.ttf"
    for style in ("Sans", "Serif")
    for weight in ("Regular", "Bold")
)
# GBK's only printable character that Noto does not draw at all.
NOT_IN_NOTO = {"≒"}


@cache
def _characters(face: str) -> frozenset[str]:
    with TTFont(FONTS / face, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def _printable_gbk() -> set[str]:
    return {
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if in_gbk(character) and (character.isprintable() or character == "\u3000")
    }


@pytest.mark.parametrize("face", SMALL)
def test_a_small_face_holds_all_of_gbk(face: str) -> None:
    gbk = _printable_gbk()
    assert len(gbk) > 21_000
    assert gbk - _characters(face) == NOT_IN_NOTO


@pytest.mark.parametrize("face", SMALL)
def test_a_small_face_holds_what_papers_and_names_need(face: str) -> None:
    assert set("䶮①②③④〔〕／×−⊘") <= _characters(face)
    assert {chr(code) for code in range(0x20, 0x7F)} <= _characters(face)
    assert set(ALWAYS) - _characters(face) <= {"◔", "◕"}
    assert "𠮷" not in _characters(face)


def test_rare_characters_stand_in_the_rare_face_and_nowhere_twice() -> None:
    small, rare = _characters(SMALL[0]), _characters(RARE)
    assert set("㐂㑇䴙") <= rare
    assert not small & rare
    assert "𠮷" not in rare


@pytest.mark.parametrize("face", [*SMALL, RARE])
def test_reportlab_can_embed_it(face: str) -> None:
    printed = PrintedFont(face, FONTS / face)
    assert printed.stringWidth("一" if face != RARE else "㐂", 10) == pytest.approx(10)


@pytest.mark.parametrize("face", SMALL[:2])
def test_figures_of_the_sans_line_up(face: str) -> None:
    printed = PrintedFont(face, FONTS / face)
    assert len({printed.stringWidth(figure, 10) for figure in "0123456789"}) == 1


def test_the_licence_lies_beside_them() -> None:
    text = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert text.startswith("Noto Sans SC: (c) 2014")
    assert "\nNoto Serif SC: (c) 2017" in text
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
