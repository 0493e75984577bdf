"""Everything that can be done, in one table: it makes the bars, the menus and the key sheet."""

from dataclasses import dataclass
from functools import cache

from supplydesk.text import language, translate

_SIGNS = (("Return", "Enter"), ("Del", "Delete"), ("Left", "←"), ("Right", "→"))


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """One action: its word, the keys (Qt's names, the first is shown), its icon; ``told`` is a key
    that the window sees to itself, shown all the same.
    """

    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    grave: bool = False
    told: str = ""

    @property
    def hint(self) -> str:
        """The first key, as it stands beside the word."""
        if not self.keys:
            return self.told
        shown = self.keys[0]
        for name, sign in _SIGNS:
            shown = shown.replace(name, sign)
        return shown


def facts(name: str) -> ActionFacts:
    """The action *name*, in the language in use.

    Raises:
        KeyError: there is none.
    """
    return table(language())[name]


@cache
def table(_language: str) -> dict[str, ActionFacts]:
    """Every action by name; *_language* is the one in use, since a text is made once for each."""
    fact = ActionFacts
    made = (
        # the window
        fact("palette", translate("ui.actions", "Search and commands"), ("Ctrl+K",), "search"),
        fact(
            "incident", translate("ui.actions", "Choose the event…"), ("Ctrl+Shift+E",), "flag"
        ),
        fact("manual", translate("ui.actions", "Manual"), ("F1",), "circle-help"),
        fact("keys", translate("ui.actions", "All keys"), ("?",), "keyboard"),
        fact(
            "background", translate("ui.actions", "What goes on in the background"), ("Ctrl+J",),
            "refresh-cw",
        ),
        fact("next_pane", translate("ui.actions", "Next pane"), ("F6",), "panel-right"),
        fact("as_of", translate("ui.actions", "As of a date"), ("Ctrl+T",), "history"),
        fact("find", translate("ui.actions", "Find here"), ("F3", "Ctrl+F"), "search"),
        fact("other_desk", translate("ui.actions", "Open another desk…"), (), "database"),
        fact("refresh", translate("ui.actions", "Read again"), ("Ctrl+R",), "refresh-cw"),
        # papers
        fact("new", translate("ui.actions", "New"), ("F5", "Ctrl+N"), "plus"),
        fact("open", translate("ui.actions", "Open"), ("Return",), "eye"),
        fact("receipt", translate("ui.actions", "Record receipt"), ("F4",), "package-check"),
        fact("save", translate("ui.actions", "Save"), ("F8", "Ctrl+S"), "save"),
        fact("copy_paper", translate("ui.actions", "Copy"), ("Ctrl+D",), "copy"),
        fact("preview", translate("ui.actions", "Preview"), ("F9",), "panel-right"),
        fact("print", translate("ui.actions", "Print"), ("Ctrl+P",), "printer"),
        fact("save_pdf", translate("ui.actions", "Save as PDF"), (), "file-down"),
        fact("import", translate("ui.actions", "Import"), ("Ctrl+I",), "upload"),
        fact("export", translate("ui.actions", "Export"), ("Ctrl+E",), "file-spreadsheet"),
        fact("copy_text", translate("ui.actions", "Copy as text"), ("Ctrl+Shift+C",), "copy"),
        fact("post", translate("ui.actions", "Post"), ("Ctrl+Return",), "check"),
        fact(
            "send", translate("ui.actions", "Send for review"), ("Ctrl+Shift+Return",), "send"
        ),
        fact("review", translate("ui.actions", "Review"), ("Ctrl+Return",), "check"),
        fact("approve", translate("ui.actions", "Approve"), ("Ctrl+Return",), "check"),
        fact("send_back", translate("ui.actions", "Send back…"), (), "undo-2"),
        fact("void", translate("ui.actions", "Void…"), (), "circle-x", grave=True),
        fact("reverse", translate("ui.actions", "Reverse…"), (), "rotate-ccw", grave=True),
        fact("reverse_copy", translate("ui.actions", "Reverse and copy…"), (), "copy"),
        fact("delete_draft", translate("ui.actions", "Delete draft"), (), "trash-2", grave=True),
        fact("all_arrived",
             translate("ui.actions", "All arrived"), ("Ctrl+Shift+A",), "package-check"),
        fact("add_fact", translate("ui.actions", "Add what came later…"), (), "paperclip"),
        fact("add_scan", translate("ui.actions", "Add the signed scan…"), (), "paperclip"),
        fact("show_scan", translate("ui.actions", "Show the scan"), (), "eye"),
        fact("previous", translate("ui.actions", "Previous paper"), ("Alt+Left",), "chevron-left"),
        fact("next", translate("ui.actions", "Next paper"), ("Alt+Right",), "chevron-right"),
        # paper on screen
        fact("leave", translate("ui.actions", "Back"), (), "chevron-left", told="Esc"),
        fact("save_paper", translate("ui.actions", "Save as PDF"), ("Ctrl+S",), "file-down"),
        fact("zoom_in", translate("ui.actions", "Larger"), ("Ctrl++", "Ctrl+="), "zoom-in"),
        fact("zoom_out", translate("ui.actions", "Smaller"), ("Ctrl+-",), "zoom-out"),
        fact("whole_page", translate("ui.actions", "Whole page"), ("Ctrl+0",), "maximize"),
        fact("page_width", translate("ui.actions", "Page width"), ("Ctrl+1",), "move-horizontal"),
        # the grid
        fact("next_problem", translate("ui.actions", "Next problem"), ("F2",), "circle-alert"),
        fact("remedy", translate("ui.actions", "Take the remedy"), ("Alt+R",), "check"),
        fact("look_up", translate("ui.actions", "Look up"), ("F7",), "search"),
        fact("line_out", translate("ui.actions", "Take line out"), ("Ctrl+Del",), "trash-2"),
        fact("undo", translate("ui.actions", "Undo"), ("Ctrl+Z",), "undo-2"),
        # stock
        fact("card", translate("ui.actions", "Stock card"), ("Return",), "book-open"),
        fact(
            "dispatch_this",
            translate("ui.actions", "Dispatch this item"), ("F5", "Ctrl+N"), "truck"
        ),
        fact("to_today", translate("ui.actions", "Back to today"), ("Ctrl+Home",), "calendar"),
        # lists
        fact("add", translate("ui.actions", "Add"), ("F5", "Ctrl+N"), "plus"),
        fact("change", translate("ui.actions", "Change"), ("Return",), "pen"),
        fact("close_place", translate("ui.actions", "Close…"), (), "lock", grave=True),
        fact("reopen_place", translate("ui.actions", "Open again"), (), "undo-2"),
        fact("stop_item", translate("ui.actions", "Stop using"), (), "circle-x", grave=True),
        fact("use_item", translate("ui.actions", "Use again"), (), "undo-2"),
        fact("clear_pin", translate("ui.actions", "Take PIN away"), (), "lock"),
        fact("person_left", translate("ui.actions", "Has left"), (), "log-out", grave=True),
        fact("person_back", translate("ui.actions", "Is back"), (), "undo-2"),
        fact("labels", translate("ui.actions", "Labels"), (), "printer"),
        fact("sit", translate("ui.actions", "Sit down…"), (), "user"),
        # safety
        fact("back_up", translate("ui.actions", "Back up now"), ("Ctrl+B",), "hard-drive"),
        fact("restore", translate("ui.actions", "Restore…"), (), "archive-restore", grave=True),
        fact("verify", translate("ui.actions", "Verify the books"), (), "circle-check"),
    )  # fmt: skip
    return {one.name: one for one in made}
