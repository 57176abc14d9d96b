"""What the window shows while no issue is open: how to begin."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QEnterEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from layoutdesk.ui import icons
from layoutdesk.ui.canvas.hands import accept_copy
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.rows import Row, RowList
from layoutdesk.ui.recent import Recent
from layoutdesk.ui.textsize import keep_size, px
from layoutdesk.ui.theme import UNIT, Look

_CARDS = ("new-issue", "new", "open", "sample")
#: So many of the issues opened last are shown.
_RECENT = 5
#: The width of a card in logical pixels.
_CARD = 200


def _width(cards: int) -> int:
    """How wide so many cards are side by side, in logical pixels at 100 %."""
    return cards * (_CARD + 2 * UNIT) - 2 * UNIT


class Card(QPushButton):
    """One way to begin: an icon, a name, a line that says what happens."""

    def __init__(self, icon: str, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._look = look
        self._about = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        keep_size(self, width=_CARD, height=136)

    def show_texts(self, name: str, about: str) -> None:
        """Shows name and line."""
        self._about = about
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(about)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes a card as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Takes the focus along with the hand, so that one card alone is lit."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.hasFocus()
        painter.setPen(QPen(theme.accent if lit else theme.line, 1.5 if lit else 1))
        painter.setBrush(theme.raised if self.isDown() else theme.panel)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
        image = icons.pixmap(self._icon, theme.accent, px(28), self.devicePixelRatioF())
        painter.drawPixmap(px(2 * UNIT), px(2 * UNIT), image)
        font = QFont(self.font())
        font.setPixelSize(px(15))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.text)
        painter.drawText(
            self.rect().adjusted(px(2 * UNIT), px(56), -px(2 * UNIT), 0), Qt.AlignmentFlag.AlignTop, self.text()
        )
        painter.setFont(self.font())
        painter.setPen(theme.dim)
        box = self.rect().adjusted(px(2 * UNIT), px(82), -px(2 * UNIT), -px(UNIT))
        painter.drawText(box, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self._about)
        painter.end()


class Welcome(QScrollArea):
    """A new issue, one from copy, an issue that is there, the sample; below those opened last. Copy may be dropped anywhere.

    The cards stand in one row, or two by two in a window too narrow for that; what is too high is scrolled.
    """

    chosen = Signal(str)
    dropped = Signal(list)
    opened = Signal(Path)

    def __init__(self, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True, frameShape=QScrollArea.Shape.NoFrame)
        self._look = look
        self._language = language
        self._hanging = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAcceptDrops(True)
        self.title = QLabel(objectName="program")
        self.about, self.hint = (QLabel(objectName="dim", wordWrap=True) for _ in range(2))
        self.trouble = QLabel(objectName="over", wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        for label in (self.title, self.about, self.hint, self.trouble):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.cards = {name: Card(name, look) for name in _CARDS}
        self._grid, self._across = QGridLayout(), 0
        self._grid.setSpacing(2 * UNIT)
        for name, card in self.cards.items():
            card.clicked.connect(lambda _=False, name=name: self._choose(name))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.addStretch(2)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addSpacing(4 * UNIT)
        column.addLayout(self._grid)
        column.addSpacing(3 * UNIT)
        self._recent_list(look)
        self._arrange()
        column.addWidget(self.earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(3 * UNIT)
        column.addWidget(self.hint)
        column.addSpacing(2 * UNIT)
        column.addWidget(self.trouble)
        column.addStretch(3)
        self.setWidget(inner)
        language.changed.connect(self.retranslate)
        look.changed.connect(self.viewport().update)
        look.resized.connect(self._resize_recent)
        self.retranslate()

    def _arrange(self) -> None:
        """Puts the cards in one row, or two by two, as there is room; the list below is as wide as they are."""
        room = self.viewport().width()
        across = len(_CARDS) if room >= px(_width(len(_CARDS)) + 4 * UNIT) else 2
        if across == self._across:
            return
        self._across = across
        for column in range(len(_CARDS) + 2):
            # What is left over stands at both sides.
            self._grid.setColumnStretch(column, int(column in (0, across + 1)))
        for number, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, number // across, number % across + 1)
        keep_size(self.earlier, width=_width(across))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _recent_list(self, look: Look) -> None:
        self.earlier, self.earlier_title = QFrame(objectName="card"), QLabel(objectName="title")
        self.recent = RowList(look)
        self.recent.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.recent.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QVBoxLayout(self.earlier)
        inner.setContentsMargins(UNIT // 2, UNIT + 4, UNIT // 2, UNIT)
        inner.setSpacing(UNIT // 2)
        self.earlier_title.setIndent(2 * UNIT - 4)
        inner.addWidget(self.earlier_title)
        inner.addWidget(self.recent)
        self.recent.chosen.connect(lambda path: self.opened.emit(Path(path)))
        self.show_recent(())

    def show_recent(self, issues: Sequence[Recent]) -> None:
        """Shows the issues opened last; nothing of it where there are none."""
        rows = [
            Row(each.path, each.title, self._language.text("ui.recent.pages", count=each.pages), each.place, "pages")
            for each in issues[:_RECENT]
        ]
        self.recent.show_rows(rows)
        self._issues = tuple(issues)
        self.recent.setFixedHeight(self.recent.room())
        self.earlier.setVisible(bool(rows))

    def _resize_recent(self) -> None:
        """The list is as high as its rows, once these are as high as their type."""
        QTimer.singleShot(0, self, self._show_again)

    def _show_again(self) -> None:
        self._arrange()
        self.show_recent(self._issues)

    def _choose(self, name: str) -> None:
        self.say("")
        self.chosen.emit(name)

    def say(self, trouble: str) -> None:
        """Says why what was wanted could not be had; an empty text takes it away."""
        self.trouble.setText(trouble)

    def sizeHint(self) -> QSize:
        return QSize(900, 600)

    def retranslate(self) -> None:
        """Shows everything in the language of the window."""
        text = self._language.text
        self.say("")
        self.title.setText(text("ui.welcome.title"))
        self.about.setText(text("ui.welcome.about"))
        self.hint.setText(text("ui.welcome.hint"))
        self.earlier_title.setText(text("ui.menu.recent"))
        self.recent.setAccessibleName(self.earlier_title.text())
        self.show_recent(self._issues)
        for name, card in self.cards.items():
            card.show_texts(text(f"ui.welcome.{name}"), text(f"ui.welcome.{name}_about"))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._hanging:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._look.theme.accent, 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(self.viewport().rect().adjusted(12, 12, -12, -12), 10, 10)
            painter.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            accept_copy(event)
            self._hang(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hang(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hang(False)
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        accept_copy(event)
        # Once the drop is over: the other program waits for that, and a dialog may be asked first.
        QTimer.singleShot(0, lambda: self.dropped.emit(files))

    def _hang(self, hanging: bool) -> None:
        self._hanging = hanging
        self.viewport().update()
