"""The command `schema`: the JSON Schema of what post takes, from the models that check it."""

from typing import Annotated

import typer

from supplydesk.cli.help import DeskCommand, DeskGroup
from supplydesk.cli.options import AsJson, wrong
from supplydesk.cli.output import emit
from supplydesk.domain.choices import choose, offered
from supplydesk.domain.numbering import kind_words
from supplydesk.services.forms import DOCUMENT, FORMS
from supplydesk.text import translate

app = typer.Typer(cls=DeskGroup, rich_markup_mode=None)


@app.command("schema", cls=DeskCommand)
def schema_command(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=offered(kind_words(FORMS)))] = "",
    as_json: AsJson = False,
) -> None:
    """Print the schema of one kind of document, or of all."""
    del as_json  # it is JSON either way
    if not kind:
        emit(DOCUMENT.json_schema())
        return
    words = kind_words(FORMS)
    found = choose(kind, words)
    if found is None:
        text = translate("cli.schema", "There is no kind “{kind}”. Choose one of: {kinds}.")
        raise wrong(text.format(kind=kind, kinds=offered(words)), "KIND")
    emit(FORMS[found].model_json_schema())


@app.callback()
def _keep_the_name() -> None:
    """Tell typer that a single command keeps its name."""
