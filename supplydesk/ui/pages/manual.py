"""The manual (F1): one Markdown page for each page of the window, in the language in use."""

import re
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QWidget

from supplydesk import paths
from supplydesk.text import language, translate
from supplydesk.ui.around import Around, Target
from supplydesk.ui.look.look import BODY
from supplydesk.ui.pages import listing
from supplydesk.ui.parts.page import Heading, Page

FIRST = "setup"
# The order in which one learns; pages that are added later follow by name.
ORDER = (
    "setup",
    "home",
    "dispatch",
    "confirmation",
    "opening",
    "preview",
    "stock",
    "card",
    "register",
    "month",
    "reports",
    "catalogue",
    "places",
    "people",
    "settings",
    "backups",
    "manual",
)
WIDTH, LINE = 220, 760
MARGIN = 16
"""Pixels that a page of text keeps beside its pictures."""
# Chinese has no spaces: a line that was broken in the source runs on without one.
_BROKEN = re.compile(r"(?<=[^\x00-\x7f])\n(?=[^\x00-\x7f])")
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


def folder() -> Path:
    """Where the manual's pages lie, in the language in use."""
    return paths.resource("manual", language())


def chapters() -> dict[str, str]:
    """The manual's pages: name → title, as they stand in the contents."""
    found = {}
    for file in folder().glob("*.md"):
        title = _TITLE.search(file.read_text(encoding="utf-8"))
        found[file.stem] = title[1] if title else file.stem
    known = {name: found[name] for name in ORDER if name in found}
    return known | dict(sorted(found.items()))


class _Text(QTextBrowser):
    """Lines no longer than one reads with ease, nor than the room."""

    def __init__(self, longest: int) -> None:
        super().__init__()
        self._longest = longest
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture is no wider than the lines."""
        found = super().loadResource(kind, name)
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return found
        picture = QImage()
        if isinstance(found, QByteArray):
            picture.loadFromData(found)
        room = min(self._longest, self.viewport().width()) - MARGIN
        if picture.isNull() or picture.width() <= room:
            return picture
        return picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        self.setLineWrapColumnOrWidth(min(self._longest, self.viewport().width()))
        super().resizeEvent(event)


class ManualPage(Page):
    """Contents at the left, the page at the right; links lead to other pages of the manual, and
    ``page:stock`` to the window's own.
    """

    NAME = "manual"

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        px = self.look.px
        self.name = ""
        self.contents = QListWidget()
        self.contents.setAccessibleName(translate("ui.pages.manual", "Contents"))
        self.contents.setFixedWidth(px(WIDTH))
        for name, title in chapters().items():
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.contents.addItem(item)
        self.contents.currentItemChanged.connect(self._chosen)
        self.browser = _Text(px(LINE))
        self.browser.setOpenLinks(False)
        self.browser.setSearchPaths([str(folder())])
        self.browser.anchorClicked.connect(self._follow)
        self.browser.setFont(self.look.font(BODY))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(8), px(8), 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.contents)
        row.addWidget(self.browser, 1)

    def heading(self) -> Heading:
        """The page's own title."""
        title = chapters().get(self.name, "")
        return Heading(translate("ui.pages.manual", "Help"), title)

    def arrive(self, target: Target) -> None:
        """Show what is said about the page that one came from."""
        known = chapters()
        self.show_chapter(target.about if target.about in known else self.name or FIRST)

    def shown_as(self, target: Target) -> Target:
        """The chapter that is shown."""
        return Target("manual", self.name)

    def show_chapter(self, name: str) -> None:
        """Show the chapter *name*."""
        self.name = name
        text = (folder() / f"{name}.md").read_text(encoding="utf-8")
        text = _BROKEN.sub("", text)
        self.browser.setMarkdown(text)
        self.browser.setAccessibleName(chapters()[name])
        for at in range(self.contents.count()):
            if self.contents.item(at).data(Qt.ItemDataRole.UserRole) == name:
                self.contents.blockSignals(True)
                self.contents.setCurrentRow(at)
                self.contents.blockSignals(False)
        self.around.window.head_changed()

    def first_focus(self) -> QWidget | None:
        """The text, so that it scrolls by keys at once."""
        return self.browser

    def next_pane(self) -> bool:
        """From the text to the contents."""
        if self.browser.hasFocus():
            self.contents.setFocus()
            return True
        return False

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_chapter(item.data(Qt.ItemDataRole.UserRole))

    def _follow(self, link: QUrl) -> None:
        name = Path(link.path()).stem
        if link.scheme() == "page" and listing.known(link.path()):
            self.around.window.go(Target(link.path()))
        elif name in chapters():
            self.show_chapter(name)
