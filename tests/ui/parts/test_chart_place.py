"""A chart comes after its page, with what was told meanwhile; a window opens without it."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.parts.chart_place import ChartPlace
from tests.house.source import ROOT
from tests.ui.conftest import Settle

DAYS = [date(2022, 11, day) for day in (1, 2, 3)]
PROBE = """
import sys
from supplydesk.ui import entrance
entrance.warm_up()
entrance.enter(sys.argv[1]).database.close()
late = ("pyqtgraph", "numpy", "psycopg", "reportlab", "alembic", "supplydesk.queries.verify")
print([name for name in late if name in sys.modules])
"""


def test_the_last_figures_told_before_it_came_are_shown(
    window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    place = ChartPlace(window.around, 132, "件数")
    qtbot.addWidget(place)
    place.show_bars(DAYS, [1, 2, 3])
    place.show_bars(DAYS, [3, 2, 1])
    there = [place.chart is not None]
    assert place.height() == 132
    assert place.accessibleName() == "件数"
    qtbot.waitUntil(lambda: place.chart is not None, timeout=10_000)
    settle()
    chart = place.chart
    assert (there, chart is None) == ([False], False)
    assert chart is not None
    assert len(chart.getPlotItem().items) == 1
    place.show_steps(DAYS, [5, 4, 6], 2)
    ground, stair, _minimum = chart.getPlotItem().items
    # The line by itself: around the ground it would fall to nothing on the last day.
    assert ground.opts["fillLevel"] == 0
    assert ground.opts["pen"] is None
    assert stair.opts["fillLevel"] is None
    assert min(stair.getPath().toSubpathPolygons()[0], key=lambda at: at.y()).y() == 4


def test_a_window_opens_without_what_only_a_later_page_needs(sample_file: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROBE, str(sample_file)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert ran.stdout == "[]\n"
