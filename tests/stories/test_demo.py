"""The demonstration, whole: the reported figures on every paper that a bureau would ask for."""

import csv
import json
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from supplydesk import paths, text
from supplydesk.domain.problem import Refused
from supplydesk.services import demo
from supplydesk.services.demo import Demonstration

BRIEF = (
    "截至目前，全市共调拨疫情防控保障物资18399件。其中，市级调拨11582件（折叠床2610张，棉被4443床，"
    "棉褥4443床，火炉2个，棉大衣12件，其他物资72件）；县区调拨6817件（帐篷1304顶，折叠床992张，"
    "棉被1335床，棉褥1331床，防潮垫156个，火炉363个，棉大衣1060件，棉衣95件，电热毯115个，"
    "其他物资66件）。"
)
SITES = 40


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    text.use("zh_CN", paths.resource("translations"))
    return demo.build(tmp_path_factory.mktemp("demo"))


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_brief_reads_to_the_letter(made: Demonstration) -> None:
    assert made.brief == BRIEF
    assert (made.folder / demo.BRIEF).read_text(encoding="utf-8") == BRIEF + "\n"


def test_verify_finds_nothing_and_says_so(made: Demonstration) -> None:
    assert made.findings == ()
    assert "核对" in (made.folder / demo.VERIFIED).read_text(encoding="utf-8")


def test_it_says_that_the_split_is_invented(made: Demonstration) -> None:
    assert "虚构" in (made.folder / demo.ABOUT).read_text(encoding="utf-8")
    slip = min((made.folder / "dispatch").glob("*.pdf"))
    assert "虚构" in "".join(run("pdftotext", slip, "-").split())


def test_every_slip_is_a_sound_pdf_whose_figures_add_up(made: Demonstration) -> None:
    slips = sorted((made.folder / "dispatch").glob("*.pdf"))
    receipts = sorted((made.folder / "confirmation").glob("*.pdf"))
    assert len(slips) > SITES
    assert len(slips) > len(receipts) > len(slips) / 2
    sites = set()
    for slip in slips:
        run("qpdf", "--check", slip)
        words = "".join(run("pdftotext", "-raw", slip, "-").split())
        assert slip.stem in words
        sites.add(words.split("接收单位", 1)[1][:12])
    assert len(sites) >= SITES
    fonts = run("pdffonts", slips[0]).splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts), fonts  # the column "emb"


@pytest.mark.parametrize(
    ("level", "word"), [("city", "市级"), ("county", "县区")], ids=["city", "county"]
)
def test_two_months_make_the_reported_total_in_text_and_sheet(
    made: Demonstration, level: str, word: str, tmp_path: Path
) -> None:
    reported = json.loads(paths.resource("tianshui-2022.json").read_text(encoding="utf-8"))
    issued = Decimal(0)
    for month in demo.MONTHS:
        book = made.folder / f"{month}-{level}.xlsx"
        run(
            "soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless",
            "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", tmp_path, book,
        )  # fmt: skip
        with (tmp_path / f"{month}-{level}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        names = next(row for row in rows if "调拨" in row)
        total = next(row for row in rows if any(cell.startswith("合计") for cell in row))
        issued += Decimal(total[names.index("调拨")].replace(",", "") or 0)
        run("qpdf", "--check", made.folder / f"{month}-{level}.pdf")
        assert "合计" in (made.folder / f"{month}-{level}.txt").read_text(encoding="utf-8")
    assert issued == reported["levels"][word]["total"]


def test_nothing_is_replaced_unasked(made: Demonstration) -> None:
    before = (made.folder / demo.DESK).read_bytes()
    with pytest.raises(Refused, match="--replace"):
        demo.build(made.folder)
    assert (made.folder / demo.DESK).read_bytes() == before
