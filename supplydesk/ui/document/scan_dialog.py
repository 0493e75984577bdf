"""Shows a kept scan: pages of a PDF, or a picture as large as there is room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from supplydesk.services.scans import Scan
from supplydesk.text import translate
from supplydesk.ui.around import Around
from supplydesk.ui.paper.view import PaperView
from supplydesk.ui.parts.dialog import Dialog

WIDTH, HEIGHT = 760, 620


class ScanDialog(Dialog):
    """One scan of one paper."""

    def __init__(self, around: Around, number: str, scan: Scan) -> None:
        title = translate("ui.document.scan_dialog", "Scan of {number}").format(number=number)
        super().__init__(around, title, translate("ui.document.scan_dialog", "Close"))
        self.other.hide()
        self.taken.connect(self.accept)
        px, window = around.look.px, around.window.widget()
        wide = min(px(WIDTH), window.width() - px(64))
        high = min(px(HEIGHT), window.height() - px(180))
        self.say(scan.name)
        if scan.suffix == ".pdf":
            self.view = PaperView(around.look, thumbnails=False)
            self.view.setMinimumSize(wide - px(48), high)
            self.view.show_pdf(scan.content)
            self.body.addWidget(self.view)
        else:
            picture = QLabel()
            picture.setAccessibleName(scan.name)
            loaded = QPixmap()
            loaded.loadFromData(scan.content)
            kept = Qt.AspectRatioMode.KeepAspectRatio
            smooth = Qt.TransformationMode.SmoothTransformation
            picture.setPixmap(loaded.scaled(wide - px(48), high, kept, smooth))
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.body.addWidget(picture)
        self.main.setFocus()
