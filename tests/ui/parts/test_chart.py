"""A chart by its picture: what it was told before leaves nothing behind."""

from datetime import date, timedelta

from PySide6.QtGui import QImage, QPainter, QPicture
from pytestqt.qtbot import QtBot

from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.parts.chart import Chart

AUTUMN = [date(2022, 11, 4) + timedelta(days=at) for at in range(25)]
SUMMER = [day - timedelta(days=60) for day in AUTUMN]
BALANCES = [float(100 + at) for at in range(25)]


def _chart(window: MainWindow, qtbot: QtBot) -> Chart:
    made = Chart(window.around.look, 108, "库存")
    qtbot.addWidget(made)
    made.resize(320, made.height())
    made.show()
    qtbot.waitExposed(made)
    return made


def _picture(chart: Chart) -> QImage:
    found: QImage = chart.grab().toImage()
    return found


def test_the_days_of_the_view_before_are_gone(window: MainWindow, qtbot: QtBot) -> None:
    chart, fresh = _chart(window, qtbot), _chart(window, qtbot)
    chart.show_steps(AUTUMN, BALANCES, 50)
    autumn = _picture(chart)
    chart.show_steps(SUMMER, BALANCES, 50)  # the same figures, so that only the days differ
    fresh.show_steps(SUMMER, BALANCES, 50)
    assert _picture(chart) == _picture(fresh)
    assert _picture(chart) != autumn


def test_the_last_day_is_among_those_that_are_named(window: MainWindow, qtbot: QtBot) -> None:
    chart = _chart(window, qtbot)
    for days in (AUTUMN, AUTUMN[:3], AUTUMN[:1], []):
        chart.show_bars(days, BALANCES[: len(days)])
        ticks = chart.getPlotItem().getAxis("bottom")._tickLevels[0]
        assert len(ticks) == min(len(days), 5)
        assert all(word == f"{days[at]:%m-%d}" for at, word in ticks)
        assert not days or ticks[0][0] == len(days) - 1
        nowhere = QPicture()
        painter = QPainter(nowhere)
        drawn = chart.getPlotItem().getAxis("bottom").generateDrawSpecs(painter)[2]
        painter.end()
        assert {word for *_, word in drawn} == {word for _, word in ticks}, "each has its room"
