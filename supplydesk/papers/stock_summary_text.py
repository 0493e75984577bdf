"""The month-end summary as plain text: for a terminal, a mail, a file that anything can read.

Unlike the paper and the workbook, which go out under the bureau's name and are Chinese always, it
is read on a screen and speaks the language in use. In Chinese its words are the paper's.
"""

from datetime import date
from unicodedata import east_asian_width

from supplydesk.domain.figures import MIXED
from supplydesk.domain.period import written
from supplydesk.domain.stock_summary import Figures, StockSummary
from supplydesk.domain.stock_summary_wording import unit_of
from supplydesk.papers.figures import figure, plain
from supplydesk.text import SOURCE_LANGUAGE, language, translate

_WIDE = frozenset("WF")
_GAP = "  "
_Row = tuple[list[str], list[str]]
"""What a line says in words and in figures."""


def columns(text: str) -> int:
    """How many columns of a terminal *text* takes: Chinese characters take two."""
    return sum(2 if east_asian_width(sign) in _WIDE else 1 for sign in text)


def as_text(summary: StockSummary) -> str:
    """The whole summary in aligned columns; those that are empty in every row are left out."""
    words, figures = _word_titles(), _figure_titles()
    lines = [[*texts, *numbers] for texts, numbers in _table(summary)]
    always = {*range(len(words)), *(len(words) + at for at in _always(figures))}
    titles = [*words, *figures]
    kept = [at for at in range(len(titles)) if at in always or any(line[at] for line in lines)]
    widths = [max(columns(titles[at]), *(columns(line[at]) for line in lines)) for at in kept]
    # Texts to the left, figures and the number of the row to the right.
    right = [at == 0 or at >= len(words) for at in kept]
    text = [
        translate("papers.stock_summary_text", "{bureau} Stock summary")
        .format(bureau=summary.bureau)
        .strip(),
        translate(
            "papers.stock_summary_text", "Warehouse: {scope}  Period: {span} ({basis})"
        ).format(
            scope=summary.scope or summary.warehouse,
            span=_span(summary.starts_on, summary.ends_on),
            basis=_basis(summary),
        ),
        _line([titles[at] for at in kept], widths, right),
        _GAP.join("-" * width for width in widths),
        *(_line([line[at] for at in kept], widths, right) for line in lines),
        *_memo(summary),
    ]
    if summary.head:
        text.append(_sealed_by(summary))
    return "\n".join(line.rstrip() for line in text) + "\n"


def _table(summary: StockSummary) -> list[_Row]:
    found: list[_Row] = []
    number = 0
    for group in summary.groups():
        for row in group.rows:
            number += 1
            texts = [str(number), row.code, row.name, row.spec, row.unit]
            found.append(([" ".join(text.split()) for text in texts], _figures(row)))
        if group.name:
            title = translate("papers.stock_summary_text", "{group} subtotal")
            name = title.format(group=group.name)
            unit = _unit(unit_of(group.rows))
            found.append((["", "", name, "", unit], _figures(group.subtotal)))
    total = translate("papers.stock_summary_text", "Total")
    found.append((["", "", total, "", _unit(unit_of(summary.rows))], _figures(summary.total())))
    return found


def _figures(figures: Figures) -> list[str]:
    """The figures; a count of nothing is shown, since it was counted."""
    shown = zip(figures.in_order(), figures.about_in_order(), strict=True)
    texts = [figure(value, approximate=about) for value, about in shown]
    if figures.counted is not None:
        texts[-2] = plain(figures.counted)
    return texts


def _line(texts: list[str], widths: list[int], right: list[bool]) -> str:
    return _GAP.join(
        " " * (width - columns(text)) + text if figures else text + " " * (width - columns(text))
        for text, width, figures in zip(texts, widths, right, strict=True)
    )


# --- Words ---------------------------------------------------------------------------------------


def _word_titles() -> list[str]:
    return [
        translate("papers.stock_summary_text", "No."),
        translate("papers.stock_summary_text", "Code"),
        translate("papers.stock_summary_text", "Item"),
        translate("papers.stock_summary_text", "Spec"),
        translate("papers.stock_summary_text", "Unit"),
    ]


def _figure_titles() -> list[str]:
    """The titles of the figures in their order: opening, what came, what went, closing."""
    return [
        translate("papers.stock_summary_text", "Opening"),
        translate("papers.stock_summary_text", "in/purchase"),
        translate("papers.stock_summary_text", "in/sent down"),
        translate("papers.stock_summary_text", "in/donation"),
        translate("papers.stock_summary_text", "in/borrowed"),
        translate("papers.stock_summary_text", "in/recovered"),
        translate("papers.stock_summary_text", "in/transferred"),
        translate("papers.stock_summary_text", "in/surplus"),
        translate("papers.stock_summary_text", "in/other"),
        translate("papers.stock_summary_text", "Total in"),
        translate("papers.stock_summary_text", "out/dispatch"),
        translate("papers.stock_summary_text", "out/issue"),
        translate("papers.stock_summary_text", "out/given back"),
        translate("papers.stock_summary_text", "out/transferred"),
        translate("papers.stock_summary_text", "out/scrap"),
        translate("papers.stock_summary_text", "out/shortage"),
        translate("papers.stock_summary_text", "out/other"),
        translate("papers.stock_summary_text", "Total out"),
        translate("papers.stock_summary_text", "Closing"),
        translate("papers.stock_summary_text", "Counted"),
        translate("papers.stock_summary_text", "Difference"),
    ]


def _always(figures: list[str]) -> set[int]:
    """The figures that stand there even where they are nothing: those that every row adds up."""
    told = {
        translate("papers.stock_summary_text", "Opening"),
        translate("papers.stock_summary_text", "Total in"),
        translate("papers.stock_summary_text", "Total out"),
        translate("papers.stock_summary_text", "Closing"),
    }
    return {at for at, title in enumerate(figures) if title in told}


def _unit(unit: str) -> str:
    return translate("papers.stock_summary_text", "pieces, mixed units") if unit == MIXED else unit


def _span(first: date, last: date) -> str:
    return f"{first} to {last}" if language() == SOURCE_LANGUAGE else written(first, last)


def _basis(summary: StockSummary) -> str:
    """Whether papers count by their date or goods by when they moved; whether more may follow."""
    if summary.by_books:
        basis = translate("papers.stock_summary_text", "by books")
    else:
        basis = translate("papers.stock_summary_text", "by goods")
    if summary.closed:
        return basis
    return basis + translate("papers.stock_summary_text", ", not closed yet")


def _memo(summary: StockSummary) -> list[str]:
    """What is to be known beside the closing stock, item by item, each under its heading."""
    labels = {
        "pending": translate(
            "papers.stock_summary_text", "Of the closing, waiting for acceptance: {items}"
        ),
        "rejected": translate("papers.stock_summary_text", "Of the closing, rejected: {items}"),
        "reserved": translate("papers.stock_summary_text", "Of the closing, reserved: {items}"),
        "on_the_road": translate(
            "papers.stock_summary_text", "On the road (the sender's until confirmed): {items}"
        ),
    }
    comma = translate("papers.stock_summary_text", ", ")
    found = []
    for field, label in labels.items():
        items = [
            f"{row.name} {plain(count)}{row.unit}"
            for row in summary.rows
            if (count := getattr(row, field))
        ]
        if items:
            found.append(label.format(items=comma.join(items)))
    return found


def _sealed_by(summary: StockSummary) -> str:
    """The chain's head that anchors the figures; only a closed month's is its seal."""
    if summary.closed:
        text = translate("papers.stock_summary_text", "Seal of the month: {head}")
    else:
        text = translate("papers.stock_summary_text", "Chain head: {head}")
    told = text.format(head=summary.head)
    if summary.sequence is None:
        return told
    upto = translate("papers.stock_summary_text", " (up to entry {sequence})")
    return told + upto.format(sequence=summary.sequence)
