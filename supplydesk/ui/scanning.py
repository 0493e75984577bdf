"""Where a scanned code leads in the window: to the voucher, or to stock at the card's place."""

from supplydesk.domain.problem import Refused
from supplydesk.services import scanned
from supplydesk.services.scanned import Scanned
from supplydesk.text import translate
from supplydesk.ui.around import Around, Target


def follow(around: Around, code: str) -> None:
    """Ask the desk what *code* is, and go there; the banner says what is wrong with it."""
    window = around.window

    def go(found: Scanned) -> None:
        if found.number:
            window.go(Target("paper", found.number))
        else:
            window.go(Target.to("stock", found.item, warehouse=found.warehouse))
        if found.warning is not None:
            # It stands alone: it leads to no place on the voucher that F2 could go to.
            window.tell(found.warning.text, (), "stop" if found.number else "warn")

    def failed(error: Exception) -> None:
        if isinstance(error, Refused):
            window.tell(translate("ui.scanning", "The code leads nowhere"), error.problems)
        else:
            around.desk.failed.emit(error)

    around.desk.read(
        lambda session: scanned.read(session, code), go, owner=window.widget(), failed=failed
    )
