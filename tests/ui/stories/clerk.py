"""The clerk of the stories: types vouchers, walks by keys, reads what the window shows."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from supplydesk.domain.quantity import from_thousandths
from supplydesk.services import register, stock_overview, voucher
from supplydesk.services.register import Filters
from supplydesk.services.voucher import Voucher
from supplydesk.store.database import reading
from supplydesk.ui.desk import Desk
from supplydesk.ui.document.page import VoucherPage
from supplydesk.ui.main_window import MainWindow
from supplydesk.ui.palette import Palette
from tests.ui.keys import ALT, CTRL, Hands

NUMBER = "天应急调〔2022〕88号"


def at_rest(window: MainWindow, desk: Desk) -> bool:
    """Whether the desk has answered everything, and nothing typed is still to be looked over."""
    page = window.page()
    return desk.idle and not (isinstance(page, VoucherPage) and page.keeper.looking)


class Clerk(Hands):
    """Hands that know their way about the window."""

    def __init__(self, window: MainWindow, desk: Desk, settle: Callable[[], None]) -> None:
        super().__init__(window, settle)
        self.desk = desk

    # --- ways ---

    def command(self, letters: str) -> None:
        """Ctrl+K, some letters, Enter: the first command that they fit."""
        self.press(Qt.Key.Key_K, CTRL)
        assert isinstance(self.window.palette_box, Palette)
        self.type(f">{letters}")
        self.settle()
        self.enter()
        self.settle()

    def item_page(self, letters: str) -> None:
        """Ctrl+K to an item in stock."""
        self.press(Qt.Key.Key_K, CTRL)
        self.settle()
        self.type(letters)
        self.settle()
        self.enter()
        self.settle()

    def post(self) -> None:
        """Ctrl+Enter."""
        self.press(Qt.Key.Key_Return, CTRL)
        self.settle()

    def remedy(self) -> None:
        """Alt+R."""
        self.press(Qt.Key.Key_R, ALT)
        self.settle()

    def next_problem(self) -> None:
        """F2."""
        self.press(Qt.Key.Key_F2)

    def over(self, text: str) -> None:
        """Type *text* over what the field or cell with the keys holds."""
        self.press(Qt.Key.Key_A, CTRL)
        if text.isascii():
            self.type(text)
        else:
            self.compose(text)

    # --- a dispatch ---

    def head(self, *, site: str = "qz", number: str = NUMBER) -> None:
        """Warehouse, site, instruction: what must be filled."""
        self.type("sj")
        self.enter()
        self.type(site)
        self.enter()
        if number:
            self.compose(number)
        self.enter()

    def line(self, initials: str, quantity: str) -> None:
        """An item by its initials, its figure, past the note."""
        self.type(initials)
        self.enter()
        self.type(quantity)
        self.enter(2)

    # --- what is seen ---

    @property
    def page(self) -> VoucherPage:
        """The voucher that is open."""
        page = self.window.page()
        assert isinstance(page, VoucherPage)
        return page

    @property
    def codes(self) -> set[str]:
        """What is wrong with it so far."""
        return {one.code for one in self.page.body.problems}

    @property
    def primary(self) -> QPushButton:
        """The blue button."""
        return next(
            one
            for one in self.window.bar.findChildren(QPushButton)
            if one.objectName() == "primary" and one.isVisibleTo(self.window)
        )

    def told(self) -> str:
        """What the banner says."""
        banner = self.window.banner
        return banner.accessibleName() if banner.isVisible() else ""

    # --- what is on the desk ---

    def read(self, number: str) -> Voucher:
        """The paper with *number*, as the desk has it."""
        with reading(self.desk.database, self.desk.seat) as session:
            return voucher.voucher(session, number)

    def stock(self, warehouse: str = "") -> Mapping[str, Decimal]:
        """What is on hand, by item."""
        with reading(self.desk.database, self.desk.seat) as session:
            found = stock_overview.overview(session, warehouse=warehouse or None, as_of=None)
        return {row.code: from_thousandths(row.on_hand) for row in found.rows}

    def papers(self, series: str = "DB-20221128") -> list[tuple[str, str, Decimal]]:
        """Number, site and pieces of the register's papers whose number begins so."""
        with reading(self.desk.database, self.desk.seat) as session:
            ids = register.ids(session, Filters(number=series))
            rows = register.rows(session, ids)
        return [(row.number, row.site, from_thousandths(row.quantity or 0)) for row in rows]
