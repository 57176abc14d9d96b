"""The window in which help is read: topics at the left, the text beside them; it stays open beside the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser

from layoutdesk.ui.help.topics import TOPICS, title, told
from layoutdesk.ui.textsize import keep_size, open_at
from layoutdesk.ui.theme import UNIT

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window

_SIZE: Final = QSize(760, 620)
_LIST: Final = 196
#: Lines stand so far apart, in hundredths of their own height.
_LEADING: Final = 140


class HelpReader(QDialog):
    """Shows a topic; a link leads to another topic or does what it names."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.topics = QListWidget(objectName="topics")
        keep_size(self.topics, width=_LIST)
        self.topics.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.topics.addItems([""] * len(TOPICS))
        self.text = QTextBrowser(objectName="help", openLinks=False)
        self.text.document().setDocumentMargin(2 * UNIT)
        row = QHBoxLayout(self)
        row.setContentsMargins(UNIT, UNIT, UNIT, UNIT)
        row.setSpacing(UNIT)
        row.addWidget(self.topics)
        row.addWidget(self.text, 1)
        self.topics.currentRowChanged.connect(lambda _: self._show())
        self.text.anchorClicked.connect(self._follow)
        window.language.changed.connect(self._retranslate)
        window.look.changed.connect(self._show)
        window.keyring.changed.connect(self._show)
        open_at(self, _SIZE.width(), _SIZE.height())
        self._retranslate()

    @property
    def topic(self) -> str:
        """The topic that is shown."""
        return TOPICS[max(self.topics.currentRow(), 0)]

    def turn_to(self, topic: str) -> None:
        """Shows a topic from its head on."""
        self.topics.setCurrentRow(TOPICS.index(topic))

    def _retranslate(self) -> None:
        text, language = self._window.language.text, self._window.language.current
        self.setWindowTitle(text("ui.help.title"))
        self.topics.setAccessibleName(text("ui.help.topics"))
        self.text.setAccessibleName(text("ui.help.title"))
        for row, topic in enumerate(TOPICS):
            self.topics.item(row).setText(title(topic, language))
        self._show()

    def _show(self) -> None:
        self.text.setMarkdown(told(self.topic, self._window.language.current, self._key))
        self.text.document().setIndentWidth(3 * UNIT)
        cursor, block = QTextCursor(self.text.document()), self.text.document().begin()
        while block.isValid():
            airy = block.blockFormat()
            airy.setLineHeight(_LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            airy.setBottomMargin(UNIT - 2)
            cursor.setPosition(block.position())
            cursor.setBlockFormat(airy)
            block = block.next()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _key(self, action: str) -> str:
        """The key of an action, or what the menus call it."""
        return self._window.keyring.first(action) or self._window.bars.actions[action].text().rstrip("…")

    def _follow(self, link: QUrl) -> None:
        if link.scheme() == "topic":
            self.turn_to(link.path())
        elif self._window.bars.actions[link.path()].isEnabled():
            self._window.activateWindow()
            self._window.bars.do(link.path())
