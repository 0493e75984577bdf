"""The panel of the stock card: what the days began and ended with, and the balance day by day."""

from supplydesk.services.stock_card import StockCard
from supplydesk.text import translate
from supplydesk.ui import wording
from supplydesk.ui.around import Around
from supplydesk.ui.parts.chart_place import ChartPlace
from supplydesk.ui.parts.figures import KeyFigures
from supplydesk.ui.parts.label import wrapped
from supplydesk.ui.parts.panel import Panel

CHART_HEIGHT = 160
MOST_DAYS = 400
"""More days than a chart of this width can tell apart are shown by their ends."""


class CardPanel(Panel):
    """Tells of one card as a whole."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.look)
        self._figures = KeyFigures(
            self.look,
            (
                translate("ui.pages.card_panel", "Opening"),
                translate("ui.pages.card_panel", "In"),
                translate("ui.pages.card_panel", "Out"),
                translate("ui.pages.card_panel", "Closing"),
            ),
        )
        title = translate("ui.pages.card_panel", "Balance by day")
        self._chart = ChartPlace(around, CHART_HEIGHT, title)
        self._minimum = wrapped("", "hint")
        for widget in (self._figures, self.heading(title), self._chart, self._minimum):
            self.body.addWidget(widget)
        self.body.addStretch()

    def show_card(self, card: StockCard) -> None:
        """Tell of *card*."""
        facts = (card.code, card.spec, card.unit, card.scope)
        self.show_title(card.name, " · ".join(filter(None, facts)))
        figures = (
            (card.opening, card.opening_about),
            (card.incoming, False),
            (card.outgoing, False),
            (card.closing, card.closing_about),
        )
        self._figures.show_figures(
            [
                (wording.figure(one) + wording.hearsay(bool(one) and near), "stop" * (one < 0))
                for one, near in figures
            ]
        )
        days, balances = card.daily()
        step = -(-len(days) // MOST_DAYS)
        # Every so many days, counted from the last one, so that the chart ends where the card does.
        days, balances = days[::-1][::step][::-1], balances[::-1][::step][::-1]
        self._chart.show_steps(days, [float(one) for one in balances], float(card.minimum))
        text = translate("ui.pages.card_panel", "The dashed line is the minimum, {minimum} {unit}.")
        told = text.format(minimum=wording.figure(card.minimum), unit=card.unit)
        self._minimum.setText(told)
        self._minimum.setVisible(bool(card.minimum))
