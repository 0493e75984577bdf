"""What verifying found, sentence by sentence, to be read and copied."""

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QPlainTextEdit

from supplydesk.domain.problem import Problem
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.parts.dialog import Dialog

WIDTH, HEIGHT = 640, 260


class Findings(Dialog):
    """The sentences, and a button that puts them on the clipboard."""

    def __init__(self, around: Around, findings: Sequence[Problem]) -> None:
        title = translate(
            "ui.pages.backups_findings", "{count} places are not as they were written"
        )
        word = translate("ui.pages.backups_findings", "Copy as text")
        super().__init__(around, title.format(count=len(findings)), word)
        px = around.look.px
        self.say(
            translate(
                "ui.pages.backups_findings",
                "Leave the desk as it is, print nothing from it, and compare it with the last "
                "copy. Whoever looks after the program will want this list.",
            )
        )
        self.text = QPlainTextEdit(
            "\n".join(f"{at}  {one.text}" for at, one in enumerate(findings, 1))
        )
        self.text.setReadOnly(True)
        self.text.setAccessibleName(title.format(count=len(findings)))
        self.text.setMinimumHeight(px(HEIGHT))
        self.text.setTabChangesFocus(True)
        self.body.addWidget(self.text)
        self.other.setText(translate("ui.pages.backups_findings", "Close"))
        room = around.window.widget().width() - px(48)
        self.setMinimumWidth(min(px(WIDTH), room))
        self.taken.connect(lambda: QApplication.clipboard().setText(self.text.toPlainText()))
