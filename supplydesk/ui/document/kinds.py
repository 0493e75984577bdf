"""Every kind of voucher by its word: one more kind is one more line here."""

from collections.abc import Callable

from supplydesk.ui.document import confirmation, dispatch, opening
from supplydesk.ui.document.kind import VoucherKind

_KINDS: dict[str, Callable[[], VoucherKind]] = {
    "dispatch": dispatch.kind,
    "confirmation": confirmation.kind,
    "opening": opening.kind,
}


def kind_of(word: str) -> VoucherKind:
    """The kind called *word*, in the language in use.

    Raises:
        KeyError: there is none.
    """
    return _KINDS[word]()
