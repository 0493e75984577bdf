"""Commands that write documents: post, reverse, add-fact.

`post` is how a script or another system writes: every document brings its key, so that a retry
after a lost answer never posts it twice.
"""

from collections.abc import Sequence
from typing import Annotated

import typer

from supplydesk.cli.access import Desk, desk
from supplydesk.cli.examples import all_written
from supplydesk.cli.help import DeskCommand, DeskGroup
from supplydesk.cli.incoming import each, read_forms
from supplydesk.cli.json_text import read_json
from supplydesk.cli.options import AsJson, Reason, wrong
from supplydesk.cli.output import Json, emit, report, say
from supplydesk.domain.choices import offered
from supplydesk.domain.lifecycle import State
from supplydesk.domain.problem import Problem
from supplydesk.services import drafts, facts, reversal
from supplydesk.services.documents import post
from supplydesk.services.drafts import Saved
from supplydesk.services.known import Known
from supplydesk.services.posted import Posted
from supplydesk.store.database import DeskSession
from supplydesk.text import translate

app = typer.Typer(cls=DeskGroup, rich_markup_mode=None)


def posted_json(posted: Posted) -> dict[str, Json]:
    """A posted document as JSON."""
    return {
        "key": posted.key,
        "kind": posted.kind,
        "number": posted.number,
        "voucher_date": posted.voucher_date,
        "again": posted.again,
        "head": posted.head,
    }


def _posted_line(posted: Posted) -> str:
    if posted.again:
        text = translate("cli.documents", "{number} had been posted before (key {key}).")
    else:
        text = translate("cli.documents", "{number} posted (key {key}).")
    return text.format(number=posted.number, key=posted.key)


def tell(posted: Sequence[Posted], *, as_json: bool, listed: bool) -> None:
    """Print what was posted, and its warnings beside it."""
    warnings: tuple[Problem, ...] = tuple(
        dict.fromkeys(warning for one in posted for warning in one.warnings)
    )
    if warnings:
        report(warnings, as_json=as_json)
    if as_json:
        values = [posted_json(one) for one in posted]
        emit(values if listed else values[0])
    else:
        say("\n".join(map(_posted_line, posted)))


@app.command(
    "post",
    cls=DeskCommand,
    epilog=translate(
        "cli.documents",
        "Every document has a key of its own, given once by whoever makes it: posting it again "
        "gives the same document. Quantities are texts, such as “3箱5瓶”; a whole number may also "
        "stand bare, one with a point may not. An example of each kind:",
    )
    + "\n\n"
    + all_written(),
)
def post_command(
    context: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE.json|-", help=translate("cli.documents", "The file; - reads stdin.")
        ),
    ] = "",
    draft: Annotated[
        str,
        typer.Option(
            "--draft", metavar="KEY", help=translate("cli.documents", "Post this draft instead.")
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Post documents from JSON, or a draft that is ready."""
    if bool(file) == bool(draft):
        raise wrong(
            translate("cli.documents", "Give a file, or - for stdin, or a draft with --draft."),
            "FILE.json|-",
        )
    if draft:
        with desk(context) as open_desk:
            done = open_desk.write(lambda session: drafts.post_draft(session, draft))
        tell([done], as_json=as_json, listed=False)
        return
    incoming = read_forms(read_json(file))

    def post_all(session: DeskSession) -> list[Posted]:
        known = Known(session)
        return each(incoming.forms, lambda form: post(session, form, known=known))

    with desk(context) as open_desk:
        posted = open_desk.write(post_all)
    tell(posted, as_json=as_json, listed=incoming.listed)


Number = Annotated[
    str, typer.Argument(metavar="NUMBER", help=translate("cli.documents", "The document's number."))
]


@app.command(
    "reverse",
    cls=DeskCommand,
    epilog=translate(
        "cli.documents",
        "Where papers are approved, only who may approve them reverses one; where they are only "
        "reviewed, who may review them; and nobody alone a paper that she prepared herself, as "
        "long as somebody else uses the desk. An approver writes no papers: once she has reversed "
        "one, whoever does gives the same command with --copy and gets the draft.",
    ),
)
def reverse_command(
    context: typer.Context,
    number: Number,
    reason: Reason,
    copy: Annotated[
        bool,
        typer.Option(
            "--copy", help=translate("cli.documents", "Put what was typed into a new draft.")
        ),
    ] = False,
    key: Annotated[
        str,
        typer.Option(
            "--key",
            metavar="KEY",
            help=translate("cli.documents", "The reversal's own key; else made from the number."),
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Reverse a posted document; with --copy, begin its correction as a draft."""
    own = key or f"reverse-{number}"
    with desk(context) as open_desk:
        if copy:
            posted, draft = _reverse_and_copy(open_desk, number, reason, own)
        else:
            posted, draft = (
                open_desk.write(lambda session: reversal.reverse(session, number, reason, own)),
                None,
            )
    if posted.warnings:
        report(posted.warnings, as_json=as_json)
    if as_json:
        value = posted_json(posted) | {"reverses": number}
        emit(value | {"draft": draft.key} if draft else value)
        return
    say(
        translate("cli.documents", "{number} reversed by {reversal}.").format(
            number=number, reversal=posted.number
        )
    )
    if draft and draft.state == State.POSTED:
        text = translate("cli.documents", "The copy {key} was posted already, as {number}.")
        say(text.format(key=draft.key, number=draft.number))
    elif draft:
        text = translate("cli.documents", "The draft {key} holds what was typed.")
        say(text.format(key=draft.key))


def _reverse_and_copy(open_desk: Desk, number: str, reason: str, key: str) -> tuple[Posted, Saved]:
    return open_desk.write(
        lambda session: reversal.reverse_and_copy(session, number, reason, key, f"{key}-copy")
    )


@app.command("add-fact", cls=DeskCommand)
def add_fact_command(
    context: typer.Context,
    number: Number,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help=offered({name: facts.words()[name] for name in facts.NAMES})
        ),
    ],
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help=translate("cli.documents", "What is known now."))
    ],
    as_json: AsJson = False,
) -> None:
    """Add to a posted document what became known later."""
    with desk(context) as open_desk:
        _, fact, kept = open_desk.write(
            lambda session: facts.add_fact(session, number, name, value)
        )
        shown = facts.shown_value(fact, kept, open_desk.zone)
    if as_json:
        emit({"number": number, "name": fact, "value": kept})
    else:
        text = translate("cli.documents", "{number}: {name} is {value}.")
        say(text.format(number=number, name=facts.words()[fact], value=shown))
