"""Make resources/fonts from Google's static Noto faces. Only for who updates the fonts.

    .venv/bin/python packaging/fonts.py            (needs npm)
    .venv/bin/python packaging/fonts.py --from DIR (the two packages, unpacked)

Four whole faces weigh 51 MB, so the faces are cut once, where no character is lost to the eye:
four small ones that hold all of GBK and everything beyond the basic plane (which is where the
rarer characters of the national list 通用规范汉字表 stand), and one, ``NotoSansSC-Rare``, with
all that is left of Noto Sans SC, to draw single characters that the small ones lack.
"""

import argparse
import subprocess
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
PACKAGES = {
    "Sans": "@expo-google-fonts/noto-sans-sc@0.4.3",
    "Serif": "@expo-google-fonts/noto-serif-sc@0.4.3",
}
WEIGHTS = {"Regular": "400Regular", "Bold": "700Bold"}
RARE = "NotoSansSC-Rare.ttf"
# ⊘ and the quarter moons mark states, U+2212 is the minus, 䶮 and 〇 are in people's names.
ALWAYS = "①②③④⑤⑥⑦⑧⑨⑩〔〕【】／×−⊘◌◔◑◕●✓·—…“”‘’￥¥㎡㎏℃〇䶮"
LAST_OF_LATIN_1, LAST_OF_BASIC_PLANE = 0xFF, 0xFFFF
UNIFIED_TAIL = range(0x9FA6, 0xA000)


def in_gbk(character: str) -> bool:
    """Whether an office's GBK files can hold *character*."""
    try:
        character.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def is_small(codepoint: int) -> bool:
    """Whether the small faces hold *codepoint*, where Noto has it at all."""
    return (
        codepoint <= LAST_OF_LATIN_1
        or codepoint > LAST_OF_BASIC_PLANE
        or codepoint in UNIFIED_TAIL
        or chr(codepoint) in ALWAYS
        or in_gbk(chr(codepoint))
    )


def cut(whole: Path, made: Path, wanted: set[int], family: str | None = None) -> None:
    """Write *made*: the glyphs of *wanted* from *whole*, under another *family* name if given.

    Layout tables go: nothing here is set vertically, and without kerning paper and window
    measure a line alike.
    """
    options = subset.Options(
        layout_features=[], name_IDs=["*"], notdef_outline=True, bidi_closure=False
    )
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx"]
    font = subset.load_font(whole, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    if family:
        _rename(font, family)
    subset.save_font(font, made, options)


def _rename(font: TTFont, family: str) -> None:
    """Two faces of one name hide each other in Qt."""
    plain = family.replace(" ", "") + "-Regular"
    for record in font["name"].names:
        new = {1: family, 3: plain, 4: f"{family} Regular", 6: plain, 16: family}.get(record.nameID)
        if new:
            record.string = new


def make(packages: dict[str, Path], folder: Path) -> None:
    """Write all faces and their licence into *folder* from the unpacked *packages*."""
    folder.mkdir(parents=True, exist_ok=True)
    for style, package in packages.items():
        for weight, where in WEIGHTS.items():
            name = f"Noto{style}SC"
            whole = package / where / f"{name}_{where}.ttf"
            with TTFont(whole, lazy=True) as font:
                has = set(font.getBestCmap())
            small = {codepoint for codepoint in has if is_small(codepoint)}
            cut(whole, folder / f"{name}-{weight}-GBK.ttf", small)
            if (style, weight) == ("Sans", "Regular"):
                cut(whole, folder / RARE, has - small, family="Noto Sans SC Rare")
    (folder / "OFL.txt").write_text(_licence(packages, folder), encoding="utf-8", newline="\n")


def _licence(packages: dict[str, Path], folder: Path) -> str:
    """The Open Font License under the copyright lines that the faces themselves carry."""
    owners = set()
    for style in packages:
        with TTFont(folder / f"Noto{style}SC-Regular-GBK.ttf", lazy=True) as font:
            owners.add(f"Noto {style} SC: {font['name'].getDebugName(0)}")
    text = (packages["Sans"] / "LICENSE_FONT").read_text(encoding="utf-8")
    _its_owner, rest = text.split("\n", 1)
    lines = [line.rstrip() for line in [*sorted(owners), *rest.splitlines()]]
    return "\n".join(lines) + "\n"


def fetch(folder: Path) -> dict[str, Path]:
    """Download and unpack the npm packages into *folder*."""
    unpacked = {}
    for style, package in PACKAGES.items():
        done = subprocess.run(
            ["npm", "pack", "--silent", package], check=True, cwd=folder, stdout=subprocess.PIPE
        )
        archive = folder / done.stdout.decode().split()[-1]
        unpacked[style] = folder / style
        unpacked[style].mkdir()
        subprocess.run(
            ["tar", "-xzf", archive, "-C", unpacked[style], "--strip-components=1"], check=True
        )
    return unpacked


def main() -> None:
    """Make the fonts and say what they weigh."""
    parser = argparse.ArgumentParser(description="Make resources/fonts from the Noto faces.")
    parser.add_argument("--from", dest="source", type=Path, help="folder with Sans/ and Serif/")
    source = parser.parse_args().source
    with tempfile.TemporaryDirectory(prefix="supplydesk-fonts-") as place:
        packages = {style: source / style for style in PACKAGES} if source else fetch(Path(place))
        make(packages, FONTS)
    for face in sorted(FONTS.glob("*.ttf")):
        print(f"{face.stat().st_size / 1e6:6.2f} MB  {face.name}")
    print(f"{sum(face.stat().st_size for face in FONTS.iterdir()) / 1e6:6.2f} MB in all")


if __name__ == "__main__":
    main()
