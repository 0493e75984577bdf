"""Goods that are known from hearsay (余), put into the desk's books."""

from supplydesk.services import documents, sample
from supplydesk.services.forms import DOCUMENT
from supplydesk.store.database import write
from supplydesk.ui.desk import Desk

QUILT = "101009"


def open_about(desk: Desk, quantity: str = "77余", item: str = QUILT) -> None:
    """Opening stock of *item* in the city's warehouse, of which nobody counted how much it is."""
    form = DOCUMENT.validate_python(
        {
            "kind": "opening",
            "key": f"about {item}",
            "place": sample.CITY,
            "voucher_date": "2022-09-30",
            "lines": [{"item": item, "quantity": quantity, "lot_number": "ABOUT"}],
        }
    )
    write(desk.database, desk.seat, lambda session: documents.post(session, form))
