"""A run to the printer: lot after lot is drawn, sent, and counted once the printer has taken it."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from supplydesk.domain.problem import Problem, Refused
from supplydesk.services import facts, paper_file, print_run, printing
from supplydesk.services.print_run import RunPaper
from supplydesk.services.printing import Wish
from supplydesk.store.database import DeskSession, StoreTrouble, reading
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.desk import Tick
from supplydesk.ui.errand import Cancelled
from supplydesk.ui.paper import sending
from supplydesk.ui.paper.sending import Job
from supplydesk.ui.parts.long_work import LongWork


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be printed: which papers, how, or the blank receipts of them; where, how often."""

    papers: tuple[RunPaper, ...]
    wish: Wish
    printer: str
    sets: int = 1
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an order: how many papers the printer took, and why no more; ``counted`` is
    False where it took a lot whose count could not be written. ``remark``: why nothing was counted
    at a desk that can only be read.
    """

    order: Order
    sent: int
    cancelled: bool = False
    error: Exception | None = None
    counted: bool = True
    remark: Problem | None = None


class PrintRun(QObject):
    """One order on its way; ``ended`` tells its `Outcome`."""

    ended = Signal(object)

    def __init__(self, around: Around, order: Order, parent: QObject) -> None:
        super().__init__(parent)
        self._around = around
        self._order = order
        self._lots = print_run.lots(order.papers)
        self._sent = 0
        self._remark: Problem | None = None
        count = len(order.papers)
        about = "" if count > 1 else order.papers[0].number
        text = translate("ui.pages.preview_run", "{count} papers to the printer {printer}")
        leaves = translate(
            "ui.pages.preview_run",
            "The books are not touched. What has gone to the printer stays there and is counted; "
            "the rest is not printed.",
        )
        title = text.format(count=count, printer=order.printer)
        self._shown = LongWork(
            around.look, around.window.widget(), title, leaves, about, around.background
        )

    @property
    def goes_on(self) -> bool:
        """Whether it goes on in the background."""
        return self._shown.goes_on

    def start(self) -> None:
        """Begin."""
        self._next()

    def _next(self) -> None:
        if not self._lots:
            self._end()
            return
        lot, self._lots = self._lots[0], self._lots[1:]
        order = replace(self._order, papers=lot)
        desk = self._around.desk
        database, seat = desk.database, desk.seat

        def work(tick: Tick) -> None:
            numbers = [paper.number for paper in lot]
            with reading(database, seat) as session:
                if order.blank:
                    draw = printing.prepare_blank_receipts(session, numbers)
                else:
                    draw = printing.prepare(session, numbers, order.wish)
            # Half of the way is drawing, the other half the printer's.
            content = draw(lambda done, _total: tick(done, 2 * len(lot)))
            title = numbers[0] if len(numbers) == 1 else f"{numbers[0]} – {numbers[-1]}"

            def printed(done: int, total: int) -> None:
                tick(len(lot) + len(lot) * done // total, 2 * len(lot))

            # The last moment for Cancel: what the printer has, it prints.
            printed(0, 1)
            sending.send(Job(content, order.printer, title, order.sets), printed)

        self._shown.wait_for(
            desk.long(
                work,
                lambda _done: self._took(lot),
                owner=self,
                progress=lambda done, _total: self._tell(lot, done),
                failed=self._failed,
            )
        )

    def _tell(self, lot: tuple[RunPaper, ...], done: int) -> None:
        count = len(self._order.papers)
        at = min(done // 2, len(lot) - 1)
        text = translate("ui.pages.preview_run", "{done} of {count}, {number} {site}")
        where = text.format(
            done=self._sent + at + 1, count=count, number=lot[at].number, site=lot[at].site
        )
        self._shown.step(2 * self._sent + done, 2 * count, where.strip())

    def _took(self, lot: tuple[RunPaper, ...]) -> None:
        self._sent += len(lot)
        posted = [paper.number for paper in lot if paper.posted]
        if self._order.blank or not posted:
            self._next()
            return

        def count(session: DeskSession) -> None:
            for number in posted:
                facts.count_print(session, number)

        self._around.desk.write(
            count,
            lambda _done: self._next(),
            owner=self,
            failed=self._not_counted,
        )

    def _not_counted(self, error: Exception) -> None:
        """A desk that can only be read is printed from all the same; any other trouble stops."""
        self._remark = paper_file.uncounted(error)
        if self._remark is None:
            self._end(error, counted=False)
        else:
            self._next()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._end(cancelled=True)
        else:
            self._end(error)

    def _end(
        self, error: Exception | None = None, *, cancelled: bool = False, counted: bool = True
    ) -> None:
        self._shown.end()
        self.ended.emit(Outcome(self._order, self._sent, cancelled, error, counted, self._remark))
        self.deleteLater()


def told(outcome: Outcome) -> tuple[str, tuple[Problem, ...], str]:
    """What became of an order: a sentence, the problems behind it, the banner's tone."""
    order, error = outcome.order, outcome.error
    count = len(order.papers)
    problems: tuple[Problem, ...] = ()
    tone = "stop"
    if isinstance(error, Refused):
        problems = error.problems
    elif isinstance(error, StoreTrouble):
        problems = (error.problem,)
    if error is not None and not outcome.counted:
        text = translate(
            "ui.pages.preview_run",
            "{sent} of {count} papers are printed, but the last of them could not be counted",
        )
    elif error is not None and outcome.sent and outcome.remark is not None:
        text = translate(
            "ui.pages.preview_run", "Printing stopped: {sent} of {count} papers went to the printer"
        )
    elif error is not None and outcome.sent:
        text = translate(
            "ui.pages.preview_run",
            "Printing stopped: {sent} of {count} papers went to the printer and are counted",
        )
    elif error is not None:
        text = translate("ui.pages.preview_run", "Not printed")
    elif outcome.cancelled:
        tone = "info"
        text = translate(
            "ui.pages.preview_run",
            "Printing was cancelled: {sent} of {count} papers went to the printer, {left} were not "
            "printed.",
        )
    elif count == 1:
        tone = "good"
        text = translate("ui.pages.preview_run", "{number} went to the printer {printer}")
    else:
        tone = "good"
        text = translate("ui.pages.preview_run", "{count} papers went to the printer {printer}.")
    if outcome.remark is not None:
        problems = (*problems, outcome.remark)
        tone = "stop" if tone == "stop" else "warn"
    said = text.format(
        sent=outcome.sent,
        count=count,
        left=count - outcome.sent,
        printer=order.printer,
        number=order.papers[0].number,
    )
    return said, problems, tone
