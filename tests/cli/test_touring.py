"""The command `tour`: what it hands to the window's floor, and what it refuses before that."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from supplydesk.cli.app import run
from tests.cli.running import program


def test_it_hands_on_what_was_asked_for(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    asked: list[dict[str, object]] = []

    def tour(
        out: Path, *, tick: Callable[[int, int], None], **how: object
    ) -> tuple[int, tuple[str, ...]]:
        asked.append({"out": out, **how})
        tick(1, 2)
        return 2, ("home: something is cut off",)

    words = ["--lang", "en", "tour", "--out", str(tmp_path)]
    more = ["--theme", "dark", "--scale", "150", "--size", "800x600, 1366x768", "--scene", "home,"]
    assert run([*words, *more], tour=tour) == 0
    assert asked == [
        {
            "out": tmp_path,
            "language": "en",
            "theme": "dark",
            "scale": 150,
            "sizes": ((800, 600), (1366, 768)),
            "only": ("home",),
        }
    ]
    told = capsys.readouterr()
    assert "home: something is cut off" in told.err
    assert told.out == f"2 pictures in {tmp_path}\n"
    assert run([*words, "--lang", "zh_CN", "--json"], tour=tour) == 0
    assert asked[-1]["language"] == "zh_CN"
    assert asked[-1]["sizes"] == ((1366, 768), (1920, 1080))
    told_json = json.loads(capsys.readouterr().out)
    assert (told_json["pictures"], len(told_json["faults"])) == (2, 1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--theme", "blue"], "light、dark"),
        (["--scale", "200"], "150"),
        (["--lang", "fr"], "zh_CN"),
        (["--size", "100x100"], "800x600"),
        (["--size", "big"], "800x600"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(["tour", "--out", str(tmp_path), *words]) == 2
    assert said in capsys.readouterr().err


def test_the_real_one_takes_a_picture_without_a_screen(tmp_path: Path) -> None:
    words = ["tour", "--out", str(tmp_path), "--size", "800x600", "--scene", "welcome", "--json"]
    told = program(*words).good().json
    assert told["pictures"] == 1
    assert told["faults"] == []
    assert (tmp_path / "welcome-800x600.png").read_bytes().startswith(b"\x89PNG")


def test_a_scene_that_is_none_is_refused_and_the_others_named(tmp_path: Path) -> None:
    told = program("tour", "--out", tmp_path, "--scene", "homr")
    assert told.code == 1
    assert "homr" in told.err
    assert "home、" in told.err
