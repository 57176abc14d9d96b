"""The frame of a panel: a short title, something at its right where wanted, the content under it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from layoutdesk.ui.elided import Elided
from layoutdesk.ui.language import Language
from layoutdesk.ui.textsize import px
from layoutdesk.ui.theme import UNIT

#: As high as Qt lets a widget be.
_ENDLESS: Final = 16777215
_DONE: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
_FIELDS: Final = (QLineEdit, QAbstractSpinBox, QComboBox, QCheckBox)


class _Bar(QWidget):
    """The title's row; a click on it is one on the title."""

    clicked = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()


class Panel(QFrame):
    """A panel with the title of the text ``code``, shown anew when the language changes.

    One that ``may_fold`` shows its title alone after a click on that; ``needs`` tells that it needs other room than before.
    ``left``: the hand is done with a field, by Enter or Esc, and goes back to the page or the copy. ``least``: one that stands
    beside the page is so wide at least, in logical pixels at 100 %, and wider where its words need it.
    """

    least = 0
    needs = Signal()
    left = Signal()

    def __init__(self, code: str, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.language = language
        self._code = code
        self.title = QLabel(objectName="title")
        self.figure = Elided(objectName="dim")
        self.bar, self.inner = _Bar(), QWidget()
        self.fold_button = QToolButton(objectName="fold")
        self.fold_button.clicked.connect(lambda: self.fold(not self.is_folded))
        self.fold_button.hide()
        self.head = QHBoxLayout(self.bar)
        self.head.setContentsMargins(2 * UNIT - 4, UNIT + 2, 2 * UNIT - 4, UNIT - 2)
        self.head.addWidget(self.fold_button)
        self.head.addWidget(self.title)
        self.head.addStretch()
        self.head.addWidget(self.figure)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        around.addWidget(self.bar)
        around.addWidget(self.inner, 1)
        # A list would keep room for some rows even where it has none.
        self.inner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.bar.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.body = QVBoxLayout(self.inner)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.is_folded = False
        language.changed.connect(self.retranslate)

    def minimumSizeHint(self) -> QSize:
        """A splitter goes by this where no width is forbidden: its words are never cut."""
        return super().minimumSizeHint().expandedTo(QSize(px(self.least), 0))

    def retranslate(self) -> None:
        """Shows the title in the language of the window."""
        title = self.language.text(self._code)
        self.title.setText(title)
        self.setAccessibleName(title)
        self._show_fold()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc come here from every field once that has done with them."""
        if event.key() in _DONE and isinstance(self.window().focusWidget(), _FIELDS):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @property
    def home(self) -> QWidget | None:
        """Where the keys go when a button that had them is shut; none: wherever Qt gives them."""
        return None

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keeps the keys in the panel where a button shuts itself by what it does: Qt hands them to the panel behind."""
        focus, home = QApplication.focusWidget(), self.home
        shut = focus is not None and self.isAncestorOf(focus) and not (focus.isEnabled() and focus.isVisible())
        if shut and home is not None and home is not focus and home.isVisible():
            home.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().focusNextPrevChild(forward)

    def may_fold(self) -> None:
        """Folds and opens by clicks on its title from now on."""
        self.head.setContentsMargins(UNIT - 4, UNIT - 2, 2 * UNIT - 4, UNIT - 6)
        self.head.setSpacing(2)
        self.fold_button.show()
        self.bar.clicked.connect(self.fold_button.click)
        self.bar.setCursor(Qt.CursorShape.PointingHandCursor)
        self._show_fold()

    def fold(self, wanted: bool) -> None:
        """Shows the title alone (折叠), or all of it."""
        self.is_folded = wanted
        self.inner.setVisible(not wanted)
        self.keep_fold()
        self._show_fold()
        self.needs.emit()

    def keep_fold(self) -> None:
        """Is as high as its title where it is folded."""
        most = self.bar.sizeHint().height() if self.is_folded else _ENDLESS
        if most != self.maximumHeight():
            self.setMaximumHeight(most)

    def unfold(self) -> None:
        """Shows all of it, where it is folded."""
        if self.is_folded:
            self.fold(False)

    def needed(self) -> int:
        """The height at which it shows everything, in logical pixels: its title, and what is under it."""
        bar = self.bar.sizeHint().height()
        return bar if self.is_folded else bar + self.room()

    def room(self) -> int:
        """What its content needs; nothing where there is none."""
        return self.inner.sizeHint().height()

    def _show_fold(self) -> None:
        arrow = Qt.ArrowType.RightArrow if self.is_folded else Qt.ArrowType.DownArrow
        self.fold_button.setArrowType(arrow)
        name = self.language.text("ui.panel.open" if self.is_folded else "ui.panel.fold", panel=self.title.text())
        self.fold_button.setAccessibleName(name)
        self.fold_button.setToolTip(name)
