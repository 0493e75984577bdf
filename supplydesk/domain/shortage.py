"""What is said where stock does not reach: item, day, and by how much."""

from supplydesk.domain.posting import DraftLine
from supplydesk.domain.problem import Problem
from supplydesk.domain.quantity import from_thousandths, write_plain
from supplydesk.text import translate


def shortage(
    line: DraftLine, missing: int, on: str, expired: int = 0, lowest_on: str | None = None
) -> Problem:
    """The problem of a line for whose figure stock lacks *missing* thousandths.

    *on* says when the goods move; *expired* is what lies there but may not go out then, because
    its date has passed; *lowest_on* says when since then the stock was lowest, where that is what
    holds it back.
    """
    measure = line.article.measure
    have = write_plain(from_thousandths(line.figures.get("quantity", 0) - missing)) + measure.unit
    short = write_plain(from_thousandths(missing)) + measure.unit
    code = "not_enough"
    if lowest_on is not None:
        code = "not_enough_then"
        text = translate(
            "domain.shortage",
            "{item}: gone out on {on}, it would be {short} too few on {day}; only {have} can go "
            "out. Issue less, or date the paper later.",
        )
    elif expired:
        text = translate(
            "domain.shortage",
            "{item}: only {have} can go out on {on}, {short} too few; {expired} more have expired. "
            "Issue less, or take another item or warehouse.",
        )
    else:
        text = translate(
            "domain.shortage",
            "{item}: only {have} are available on {on}, {short} too few. "
            "Issue less, or take another item or warehouse.",
        )
    return Problem(
        code,
        text.format(
            item=line.article.name,
            have=have,
            short=short,
            expired=write_plain(from_thousandths(expired)) + measure.unit,
            on=on,
            day=lowest_on,
        ),
        line.row,
        "issued",
    )
