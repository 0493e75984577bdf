"""Commands for a draft on its way: draft, review, send-back, approve, void, delete-draft."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from supplydesk.cli.access import desk
from supplydesk.cli.help import DeskCommand, DeskGroup
from supplydesk.cli.incoming import each, located, read_forms
from supplydesk.cli.json_text import read_json
from supplydesk.cli.options import AsJson, Reason
from supplydesk.cli.output import Json, emit, report, say
from supplydesk.domain.lifecycle import State, state_words
from supplydesk.domain.problem import Problem
from supplydesk.services import drafts
from supplydesk.services.drafts import Saved
from supplydesk.store.database import DeskSession
from supplydesk.text import translate

app = typer.Typer(cls=DeskGroup, rich_markup_mode=None)

Key = Annotated[
    str,
    typer.Argument(
        metavar="KEY", help=translate("cli.drafts", "The draft's key, or its number if it has one.")
    ),
]


def _saved_json(saved: Saved) -> dict[str, Json]:
    return {
        "key": saved.key,
        "kind": saved.kind,
        "state": saved.state,
        "number": saved.number,
        "version": saved.version,
    }


def _saved_line(saved: Saved) -> str:
    text = translate("cli.drafts", "{name}: {state}.")
    state = state_words()[State(saved.state)]
    return text.format(name=saved.number or saved.key, state=state)


def _tell(saved: Sequence[Saved], *, as_json: bool, listed: bool) -> None:
    # A draft may be unfinished: what is still wrong with it stops its posting, not its keeping.
    remarks: list[Problem] = []
    for position, one in enumerate(saved, 1):
        found = located(one.problems, position, one.key) if listed else one.problems
        remarks += [replace(problem, stops=False) for problem in found]
    if remarks:
        report(remarks, as_json=as_json)
    if as_json:
        values = [_saved_json(one) for one in saved]
        emit(values if listed else values[0])
    else:
        say("\n".join(map(_saved_line, saved)))


@app.command("draft", cls=DeskCommand)
def draft_command(
    context: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE.json|-", help=translate("cli.drafts", "As for post; - reads stdin.")
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Keep documents as drafts, however unfinished; the same key replaces what was typed."""
    incoming = read_forms(read_json(file))
    with desk(context) as open_desk:
        saved = open_desk.write(
            lambda session: each(incoming.forms, lambda form: drafts.save(session, form))
        )
    _tell(saved, as_json=as_json, listed=incoming.listed)


def _step(context: typer.Context, work: Callable[[DeskSession], Saved], *, as_json: bool) -> None:
    with desk(context) as open_desk:
        saved = open_desk.write(work)
    _tell([saved], as_json=as_json, listed=False)


@app.command("review", cls=DeskCommand)
def review_command(context: typer.Context, key: Key, as_json: AsJson = False) -> None:
    """Sign a draft as reviewed."""
    _step(context, lambda session: drafts.review(session, key), as_json=as_json)


@app.command("send-back", cls=DeskCommand)
def send_back_command(
    context: typer.Context, key: Key, reason: Reason, as_json: AsJson = False
) -> None:
    """Return a reviewed draft to its maker."""
    _step(context, lambda session: drafts.send_back(session, key, reason), as_json=as_json)


@app.command("approve", cls=DeskCommand)
def approve_command(context: typer.Context, key: Key, as_json: AsJson = False) -> None:
    """Approve a draft."""
    _step(context, lambda session: drafts.approve(session, key), as_json=as_json)


@app.command("void", cls=DeskCommand)
def void_command(context: typer.Context, key: Key, reason: Reason, as_json: AsJson = False) -> None:
    """Void a numbered draft."""
    _step(context, lambda session: drafts.void(session, key, reason), as_json=as_json)


@app.command("delete-draft", cls=DeskCommand)
def delete_draft_command(context: typer.Context, key: Key, as_json: AsJson = False) -> None:
    """Delete a draft that has no number."""
    with desk(context) as open_desk:
        open_desk.write(lambda session: drafts.delete(session, key))
    if as_json:
        emit({"key": key, "deleted": True})
    else:
        say(translate("cli.drafts", "{key} deleted.").format(key=key))
