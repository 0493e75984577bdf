"""The list of commands: what each is called, what it is for, and which room it lives in."""

from collections.abc import Mapping
from dataclasses import dataclass

from supplydesk.text import translate


@dataclass(frozen=True, slots=True)
class Listed:
    """One command as `--help` lists it, and the room that it lives in."""

    section: str
    summary: str
    room: str


def listed() -> Mapping[str, Listed]:
    """Every command by name, in the order in which `--help` shows them."""
    return {
        **_starting(),
        **_writing(),
        **_looking(),
        **_keeping(),
    }


def _starting() -> dict[str, Listed]:
    section = translate("cli.commands", "Setting up")
    return {
        "init": Listed(section, translate("cli.commands", "Make a new desk."), "making"),
        "demo": Listed(
            section,
            translate("cli.commands", "Build a sample desk with all its papers in a folder."),
            "making",
        ),
        "tour": Listed(
            section,
            translate("cli.commands", "Take a picture of every page and state of the window."),
            "touring",
        ),
        "import": Listed(
            section,
            translate("cli.commands", "Take over catalogue, places or opening stock from a sheet."),
            "importing",
        ),
        "place": Listed(
            section, translate("cli.commands", "Warehouses, bins, sites and units."), "places"
        ),
        "person": Listed(
            section,
            translate("cli.commands", "Who uses the desk, in which role."),
            "people",
        ),
        "incident": Listed(
            section,
            translate("cli.commands", "Events that goods are sent out for."),
            "incidents",
        ),
        "settings": Listed(
            section, translate("cli.commands", "Show or change settings."), "settings"
        ),
    }


def _writing() -> dict[str, Listed]:
    section = translate("cli.commands", "Documents")
    return {
        "post": Listed(
            section,
            translate(
                "cli.commands",
                "Post documents from a JSON file: one document or a list, all or nothing.",
            ),
            "documents",
        ),
        "draft": Listed(
            section,
            translate("cli.commands", "Keep documents from a JSON file as drafts."),
            "drafts",
        ),
        "review": Listed(section, translate("cli.commands", "Sign a draft as reviewed."), "drafts"),
        "send-back": Listed(
            section,
            translate("cli.commands", "Return a reviewed draft to its maker."),
            "drafts",
        ),
        "approve": Listed(
            section,
            translate("cli.commands", "Approve a draft: it takes its number and holds its goods."),
            "drafts",
        ),
        "void": Listed(
            section,
            translate("cli.commands", "Void a numbered draft: it keeps its number."),
            "drafts",
        ),
        "delete-draft": Listed(
            section,
            translate("cli.commands", "Delete a draft that has no number."),
            "drafts",
        ),
        "reverse": Listed(
            section,
            translate("cli.commands", "Reverse a posted document, on request with a new draft."),
            "documents",
        ),
        "add-fact": Listed(
            section,
            translate("cli.commands", "Add what became known later: paper's number, plate …"),
            "documents",
        ),
        "schema": Listed(
            section,
            translate("cli.commands", "The JSON Schema that post and draft check with."),
            "schema",
        ),
    }


def _looking() -> dict[str, Listed]:
    section = translate("cli.commands", "Looking up and reporting")
    return {
        "waiting": Listed(
            section,
            translate("cli.commands", "What waits: papers owed, open slips, drafts, low stock."),
            "waiting",
        ),
        "stock": Listed(
            section,
            translate("cli.commands", "What lies where, now or at a past moment."),
            "stock",
        ),
        "card": Listed(section, translate("cli.commands", "One item's stock card."), "reports"),
        "documents": Listed(
            section,
            translate("cli.commands", "The register of documents."),
            "registers",
        ),
        "show": Listed(
            section, translate("cli.commands", "One document with its lines."), "showing"
        ),
        "print": Listed(
            section, translate("cli.commands", "A document's paper as PDF."), "printing"
        ),
        "month": Listed(
            section,
            translate("cli.commands", "The month's summary: opening, in, out, closing."),
            "months",
        ),
        "brief": Listed(
            section, translate("cli.commands", "The paragraph for the leaders."), "reports"
        ),
        "gaps": Listed(
            section,
            translate("cli.commands", "Numbers that were drawn and what became of them."),
            "registers",
        ),
    }


def _keeping() -> dict[str, Listed]:
    section = translate("cli.commands", "Keeping the books safe")
    return {
        "close": Listed(section, translate("cli.commands", "Close a month."), "months"),
        "reopen": Listed(
            section,
            translate("cli.commands", "Open the latest closed month again."),
            "months",
        ),
        "verify": Listed(
            section,
            translate("cli.commands", "Recompute everything and name what was altered."),
            "safety",
        ),
        "backup": Listed(
            section,
            translate("cli.commands", "Make a copy of the desk and verify it."),
            "safety",
        ),
        "backups": Listed(
            section, translate("cli.commands", "List the copies there are."), "safety"
        ),
        "restore": Listed(
            section,
            translate("cli.commands", "Put a copy in the desk's place; the old file is kept."),
            "safety",
        ),
    }
