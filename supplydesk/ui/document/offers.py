"""What can be done to a paper as it stands, and why not: no step is taken here."""

from supplydesk.domain.lifecycle import Action, State, may
from supplydesk.services import facts
from supplydesk.text import translate
from supplydesk.ui.document.open_paper import OpenPaper

_TYPING = frozenset({"save", "line_out", "undo", "all_arrived"})
_CARRYING = frozenset({"post", "send", "review", "approve"})
_ROLES = {
    "post": Action.POST,
    "void": Action.VOID,
    "reverse": Action.REVERSE,
    "reverse_copy": Action.DRAFT,
    "add_fact": Action.ADD_FACT,
    "add_scan": Action.ADD_FACT,
    "delete_draft": Action.DELETE_DRAFT,
    "send_back": Action.SEND_BACK,
    "print": Action.PRINT,
    "new": Action.DRAFT,
    "copy_paper": Action.DRAFT,
    "save": Action.DRAFT,
    "receipt": Action.DRAFT,
}


def primary(paper: OpenPaper) -> tuple[str, ...]:
    """The step that carries *paper* on, the last one named by its outcome."""
    if paper.state == State.DRAFT:
        if not paper.steps.review and not paper.steps.approve:
            return ("post",)
        return ("send", "review" if paper.steps.review else "approve")
    if paper.state == State.REVIEWED:
        return ("approve",) if paper.steps.approve else ("post",)
    if paper.state == State.APPROVED:
        return ("post",)
    if paper.standing and paper.kind == "dispatch" and paper.state != "confirmed":
        return ("receipt",)
    return ()


def more(paper: OpenPaper) -> tuple[str, ...]:
    """What is done rarely to *paper* as it stands."""
    if paper.standing:
        return ("add_fact", "add_scan", "show_scan", "reverse", "reverse_copy")
    rare = {
        State.APPROVED: ("void",),
        State.REVIEWED: ("send_back", "delete_draft"),
        State.DRAFT: (
            *(("all_arrived",) if paper.kind == "confirmation" else ()),
            "delete_draft",
        ),
    }
    return rare.get(State(paper.state), ()) if paper.state in set(State) else ()


def why_not(name: str, paper: OpenPaper, role: str, *, busy: bool, empty: bool, sound: bool) -> str:
    """Why *name* cannot be done to *paper* by somebody with *role*; empty where it can.

    *busy*: something of it is being saved; *empty*: no line was typed; *sound*: nothing is wrong.
    """
    action = _ROLES.get(name)
    reasons: tuple[tuple[bool, str], ...] = (
        (busy and name in _CARRYING, translate("ui.document.offers", "Being saved…")),
        (
            action is not None and not may(role, action),
            translate("ui.document.offers", "Your role may not do this."),
        ),
        (
            name == "reverse_copy" and not _signed(paper) and not may(role, Action.REVERSE),
            translate("ui.document.offers", "Your role may not do this."),
        ),
        (
            name in _TYPING and not paper.editable,
            translate("ui.document.offers", "This paper can no longer be changed."),
        ),
        (
            name in _CARRYING and paper.editable and empty and paper.kind == "confirmation",
            translate("ui.document.offers", "Choose the slip first."),
        ),
        (
            name in _CARRYING and paper.editable and empty,
            translate("ui.document.offers", "No line has been typed yet."),
        ),
        (
            name == "print" and paper.kind == "opening",
            translate("ui.document.offers", "Opening stock has no slip."),
        ),
        (
            name == "print" and not paper.number,
            translate("ui.document.offers", "It is printed once it has its number."),
        ),
        (
            name == "show_scan" and not _has_scan(paper),
            translate("ui.document.offers", "No scan was added yet."),
        ),
        (
            name in ("previous", "next", "copy_paper") and paper.voucher is None,
            translate("ui.document.offers", "The paper is still new."),
        ),
        (
            name in ("next_problem", "remedy") and sound,
            translate("ui.document.offers", "Nothing is wrong."),
        ),
    )
    return next((why for holds, why in reasons if holds), "")


def _signed(paper: OpenPaper) -> bool:
    """Whether another person signs a reversal; the copy alone is of who sits here."""
    return paper.steps.review or paper.steps.approve


def _has_scan(paper: OpenPaper) -> bool:
    found = paper.voucher
    return found is not None and any(one.name == facts.SCAN for one in found.facts)


def word(name: str, paper: OpenPaper) -> str:
    """What a step is called, where its usual word says too little."""
    if name == "post" and paper.kind == "dispatch":
        return translate("ui.document.offers", "Post and send out")
    if name == "review":
        return translate("ui.document.offers", "Sign as reviewed…")
    if name == "approve":
        return translate("ui.document.offers", "Sign as approved…")
    return ""
