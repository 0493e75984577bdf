"""Opening stock that a place has already: a list that repeats it would count its goods twice."""

from collections import Counter
from collections.abc import Iterable, Sequence

from supplydesk.domain.choices import listed
from supplydesk.domain.lifecycle import State
from supplydesk.domain.posting import DraftLine
from supplydesk.domain.problem import Problem
from supplydesk.queries import documents as posted_documents
from supplydesk.queries import drafts as draft_rows
from supplydesk.services.documents import look
from supplydesk.services.forms import OpeningForm, unfinished
from supplydesk.store.database import DeskSession
from supplydesk.store.driver import Driver

Goods = Counter[tuple[str, int]]
"""Lines by item and quantity: what a list and the books are compared by."""


def opening_there(
    session: DeskSession, place: str, lines: Sequence[DraftLine], *, on_top: bool
) -> Problem | None:
    """What is to be said of *lines* for *place*, which may have opening stock already, or None.

    Where half of them or more stand there with the same quantity, they are taken for the same
    goods and stop, unless somebody says that they lie there *on_top* of those.
    """
    papers = dict(_papers(session, place))
    if not papers:
        return None
    wanted = _goods((line.article.code, line.figures["quantity"]) for line in lines)
    repeated = (wanted & _goods(one for goods in papers.values() for one in goods)).total()
    if on_top or repeated * 2 < wanted.total():
        return Problem.of(
            "opening_there",
            "services.opening_there",
            "{place} has opening stock already ({numbers}); this list comes on top of it. "
            "If it is to take its place, reverse those first.",
            stops=False,
            place=place,
            numbers=listed(papers),
        )
    like = [number for number, goods in papers.items() if wanted & _goods(goods)]
    return Problem.of(
        "opening_repeated",
        "services.opening_there",
        "{place} has opening stock already, and {repeated} of the {count} rows stand in {numbers} "
        "with the same quantity. If this list is to take its place, reverse that first; if the "
        "goods really lie there twice, enter them on a paper of their own.",
        place=place,
        repeated=repeated,
        count=wanted.total(),
        numbers=listed(like),
    )


def _goods(lines: Iterable[tuple[str, int]]) -> Goods:
    return Counter(lines)


def _papers(session: DeskSession, place: str) -> Iterable[tuple[str, list[tuple[str, int]]]]:
    """The lines of each standing opening document of *place*, posted or on its way."""
    driver = Driver(session)
    for _, number in posted_documents.numbers_of(driver, ("opening",)):
        head = posted_documents.head_by_number(driver, number)
        if head is None or head.reverses is not None or head.reversed_by is not None:
            continue
        if head.facts().get("place_code") == place:
            lines = posted_documents.lines_of(driver, head.id)
            yield number, [(line.code, line.quantity) for line in lines]
    for row in draft_rows.unposted(driver):
        if row.kind != "opening" or row.state == State.VOID:
            continue
        form = unfinished(row.payload)
        if isinstance(form, OpeningForm) and form.place == place:
            _, resolved = look(session, form)
            yield (
                row.number or row.key,
                [(line.article.code, line.figures["quantity"]) for line in resolved.lines],
            )
