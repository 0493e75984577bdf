"""The desk's settings as a form: calm groups, each with a word of explanation."""

from collections.abc import Mapping
from dataclasses import asdict

from supplydesk.domain.settings import DeskSettings
from supplydesk.papers.sheet import FARTHEST, SLIP_SHEETS
from supplydesk.services import setting_text
from supplydesk.services.setting_problems import Value
from supplydesk.text import translate
from supplydesk.ui.look.look import Look
from supplydesk.ui.parts.form import Form
from supplydesk.ui.parts.form_field import TICKED

_TICKS = ("review", "approve")


class SettingsForm(Form):
    """Every setting by its name."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._bureau()
        self._slips()
        self._printer()
        self._steps()
        self._days()
        self._brief()

    def _bureau(self) -> None:
        self.section(translate("ui.pages.settings_form", "The bureau"))
        self.text(
            "bureau",
            translate("ui.pages.settings_form", "Name"),
            note=translate("ui.pages.settings_form", "Stands over lists and in the status line."),
        )
        self.text(
            "letterhead",
            translate("ui.pages.settings_form", "Letterhead of slips"),
            note=translate("ui.pages.settings_form", "Left empty, the bureau's name."),
        )
        self.text(
            "bureau_code",
            translate("ui.pages.settings_form", "Code in the QR code"),
            half=True,
            note=translate("ui.pages.settings_form", "Capitals and digits, at most 16."),
        )
        self.text(
            "zone", translate("ui.pages.settings_form", "Time zone"), half=True,
            note=translate("ui.pages.settings_form", "Where the desk's day begins."),
        )  # fmt: skip

    def _slips(self) -> None:
        self.section(translate("ui.pages.settings_form", "Slips"))
        self.text(
            "keepers",
            translate("ui.pages.settings_form", "Keepers"),
            note=translate(
                "ui.pages.settings_form", "Who hands goods out and signs; several joined by 、."
            ),
        )
        self.text(
            "copies",
            translate("ui.pages.settings_form", "Copies"),
            note=translate(
                "ui.pages.settings_form", "Their names in order, joined by 、; at most ten."
            ),
        )
        self.choice(
            "stationery", translate("ui.pages.settings_form", "Paper"),
            [(name.lower(), _sheet_word(name)) for name in SLIP_SHEETS],
        )  # fmt: skip

    def _printer(self) -> None:
        far = f"{FARTHEST:g}"
        note = translate(
            "ui.pages.settings_form",
            "For printers that pull the sheet askew: print a slip, measure, and type by how many "
            "millimetres everything has to move, from −{far} to {far}.",
        )
        self.section(translate("ui.pages.settings_form", "Printer offset"), note.format(far=far))
        self.text("offset_x", translate("ui.pages.settings_form", "To the right, mm"), half=True)
        self.text("offset_y", translate("ui.pages.settings_form", "Down, mm"), half=True)

    def _steps(self) -> None:
        self.section(
            translate("ui.pages.settings_form", "Steps before posting"),
            translate(
                "ui.pages.settings_form",
                "Leave both off where one person keeps the desk. With a step on, who wrote a paper "
                "does not check it.",
            ),
        )
        self.tick("review", translate("ui.pages.settings_form", "Papers are reviewed"), half=True)
        self.tick("approve", translate("ui.pages.settings_form", "Papers are approved"), half=True)

    def _days(self) -> None:
        self.section(translate("ui.pages.settings_form", "Days and terms"))
        self.text(
            "cut_off",
            translate("ui.pages.settings_form", "Last day of the books' month"),
            note=translate(
                "ui.pages.settings_form",
                "Left empty, the calendar's. A change holds from the next month that is opened.",
            ),
        )
        self.text(
            "paper_due_hours",
            translate("ui.pages.settings_form", "Paper owed after, hours"),
            half=True,
            note=translate(
                "ui.pages.settings_form", "How long a telephone order may go without its paper."
            ),
        )
        self.text(
            "expiring_days", translate("ui.pages.settings_form", "Expiring within, days"),
            half=True,
            note=translate("ui.pages.settings_form", "From then on a lot is called expiring."),
        )  # fmt: skip

    def _brief(self) -> None:
        self.section(
            translate("ui.pages.settings_form", "Words of the brief"),
            translate(
                "ui.pages.settings_form", "As the daily brief calls the area and its levels."
            ),
        )
        self.text("realm", translate("ui.pages.settings_form", "The whole"), half=True)
        self.text("city_word", translate("ui.pages.settings_form", "City level"), half=True)
        self.text("county_word", translate("ui.pages.settings_form", "County level"), half=True)

    def show_settings(self, known: DeskSettings) -> None:
        """Fill in what holds."""
        held = {name: setting_text.write(value) for name, value in asdict(known).items()}
        held["stationery"] = held["stationery"].lower()
        for name in _TICKS:
            held[name] = TICKED if held[name] == "yes" else ""
        self.fill(held)

    def changes(self, known: DeskSettings) -> dict[str, Value]:
        """What was changed against *known*, as the service takes it."""
        held: Mapping[str, object] = asdict(known)
        return {
            name: bool(text) if name in _TICKS else setting_text.read(name, text, held[name])
            for name, text in self.changed().items()
        }

    def lock(self, *, locked: bool) -> None:
        """Let the settings be read only."""
        for name in self.values():
            self.field(name).lock(locked=locked)


def _sheet_word(name: str) -> str:
    words = {
        "A4": translate("ui.pages.settings_form", "A4"),
        "A5": translate("ui.pages.settings_form", "A5, on its side"),
        "241x140": translate("ui.pages.settings_form", "continuous 241×140 mm"),
        "241x279": translate("ui.pages.settings_form", "continuous 241×279 mm"),
    }
    return words.get(name, name)
