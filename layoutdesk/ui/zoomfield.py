"""The zoom in the toolbar: a field that shows it in per cent, takes another typed, and lists the usual ones and the fits."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from layoutdesk.ui.language import Language

#: What the list offers, in per cent; over them stand the fits.
_USUAL: Final = (25, 50, 75, 100, 150, 200, 400)
#: The actions that fit something in the window.
_FITS: Final = ("fit", "fit-width", "fit-selection")
_PER_CENT: Final = re.compile(r"\s*(\d+(?:[.。]\d+)?)\s*[%％]?\s*")


def share_of(text: str) -> float | None:
    """A typed zoom as a factor: ``75``, ``75 %``, ``66.7％``; nothing where it says none. Figures of full width count too."""
    found = _PER_CENT.fullmatch(text)
    return float(found[1].replace("。", ".")) / 100 if found else None


class _Typed(QLineEdit):
    """Takes back what is typed with Esc; a click selects all of it."""

    given_up = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class ZoomField(QComboBox):
    """``typed`` is a zoom that was entered or chosen; ``unclear`` what says none; ``left``: the hand goes back to the page."""

    typed = Signal(float)
    unclear = Signal(str)
    left = Signal()

    def __init__(self, language: Language, do: Callable[[str], None]) -> None:
        super().__init__()
        self._language, self._do = language, do
        self._zoom = 1.0
        self.setEditable(True)
        field = _Typed(alignment=Qt.AlignmentFlag.AlignRight)
        self.setLineEdit(field)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)
        # As wide as a figure, however long the words in its list are.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(7)
        self.activated.connect(self._choose)
        field.returnPressed.connect(self._enter)
        field.editingFinished.connect(self._show)
        field.given_up.connect(self._leave)
        language.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Shows the list in the language of the window."""
        text = self._language.text
        self.clear()
        self.addItems([text(f"ui.action.{name}") for name in _FITS])
        self.addItems([f"{share} %" for share in _USUAL])
        for widget in (self, self.lineEdit()):
            widget.setAccessibleName(text("ui.zoom.name"))
        self.setToolTip(text("ui.zoom.hint"))
        self._show()

    def showPopup(self) -> None:
        """Opens the list as wide as its words are."""
        bar = self.view().verticalScrollBar().sizeHint().width()
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + bar)
        super().showPopup()

    def show_zoom(self, zoom: float) -> None:
        """The zoom in per cent."""
        self._zoom = zoom
        if not self.lineEdit().hasFocus():
            self._show()

    def _show(self) -> None:
        self.setEditText(self._shown)

    @property
    def _shown(self) -> str:
        return f"{round(self._zoom * 100)} %"

    def _enter(self) -> None:
        """Takes what is typed; the key comes a second time, for the list, when the field shows the zoom again."""
        text = self.currentText()
        share = share_of(text)
        if text == self._shown:
            pass
        elif share is not None:
            self.typed.emit(share)
        else:
            self.unclear.emit(text)
        self._leave()

    def _choose(self, number: int) -> None:
        if number < len(_FITS):
            self._do(_FITS[number])
        else:
            self.typed.emit(_USUAL[number - len(_FITS)] / 100)
        self._leave()

    def _leave(self) -> None:
        self._show()
        self.left.emit()
