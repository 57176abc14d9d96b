"""The text tool: a click puts the caret into a block, keys and input methods write, Esc leaves.

What an input method has under way is shown at the caret and never enters the copy before it is committed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QMimeData, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QApplication

from layoutdesk.ui.canvas.hands import Hand
from layoutdesk.ui.canvas.overlay import PageOverlay
from layoutdesk.ui.canvas.view import PageView
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.writing.writer import Writer

_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_RISES: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_EDGES: Final = {Qt.Key.Key_Home: False, Qt.Key.Key_End: True}
_ERASURES: Final = {Qt.Key.Key_Backspace: -1, Qt.Key.Key_Delete: 1}


class TextTool(Hand):
    """Writes in place."""

    cursor = Qt.CursorShape.IBeamCursor

    def __init__(self, view: PageView, desk: Desk, overlay: PageOverlay, leave: Callable[[], None]) -> None:
        self.view = view
        self.writer = Writer(desk, view)
        self._desk = desk
        self._overlay = overlay
        self._leave = leave
        self._preedit = ""
        self._lit = True
        self._blink = QTimer(view, interval=max(QApplication.cursorFlashTime() // 2, 250))
        self._blink.timeout.connect(self._flash)
        self.writer.moved.connect(self._moved)

    @property
    def writes(self) -> bool:  # type: ignore[override]
        return self.writer.spot is not None

    # The mouse

    def press(self, event: QMouseEvent) -> bool:
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        x, y = self.view.to_page(event.position())
        under = self._overlay.elements_at(x, y)
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not extend:
            self._desk.select(under[0] if under else "")
        spots = self.writer.spots
        self.writer.put(spots.at(x, y) if spots is not None and under else None, select=extend)
        return True

    def move(self, event: QMouseEvent) -> bool:
        spots = self.writer.spots
        if event.buttons() & Qt.MouseButton.LeftButton and spots is not None and self.writes:
            self.writer.put(spots.at(*self.view.to_page(event.position())), select=True)
        return True

    def double_click(self, event: QMouseEvent) -> bool:
        self.press(event)
        self.writer.select_all()
        return True

    # The keyboard

    def key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return True
        if not self.writes:
            return False
        return self._move_by_key(event) or self._clipboard(event) or self._write_by_key(event)

    def _move_by_key(self, event: QKeyEvent) -> bool:
        key, select = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _STEPS:
            self.writer.step(_STEPS[key], select=select)
        elif key in _RISES:
            self.writer.rise(_RISES[key], select=select)
        elif key in _EDGES:
            self.writer.edge(end=_EDGES[key], select=select)
        else:
            return False
        return True

    def _clipboard(self, event: QKeyEvent) -> bool:
        clipboard = QGuiApplication.clipboard()
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.writer.select_all()
        elif event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            if self.writer.selected_text:
                clipboard.setText(self.writer.selected_text)
                if event.matches(QKeySequence.StandardKey.Cut):
                    self.writer.erase(1)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste(clipboard.mimeData())
        else:
            return False
        return True

    def _paste(self, data: QMimeData) -> None:
        """Puts in what was copied: from another program with its paragraphs and bold, else as plain text."""
        from layoutdesk.intake.clipboard import read_clipboard

        rtf = bytes(data.data("text/rtf")) or bytes(data.data("application/rtf"))
        if data.hasHtml() or rtf:
            self.writer.write_lines(read_clipboard(data.html(), rtf, data.text()))
        else:
            self.writer.write(data.text())

    def _write_by_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _ERASURES:
            self.writer.erase(_ERASURES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.writer.part()
        elif (
            event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.writer.write(event.text())
        else:
            return key == Qt.Key.Key_Tab
        return True

    # Input methods

    def compose(self, event: QInputMethodEvent) -> None:
        if event.replacementLength():
            self._replace_before(event.replacementStart(), event.replacementLength())
        if event.commitString():
            self.writer.write(event.commitString())
        self._preedit = event.preeditString()
        self._moved()

    def _replace_before(self, start: int, length: int) -> None:
        """Selects what the input method replaces: UTF-16 units from the caret."""
        paragraph, spot = self.writer.paragraph, self.writer.spot
        if paragraph is None or spot is None:
            return
        caret = _units(paragraph.text[: spot.offset])
        first = _offset(paragraph.text, caret + start)
        self.writer.put(spot.at(first))
        self.writer.put(spot.at(_offset(paragraph.text, caret + start + length)), select=True)

    def asked(self, query: Qt.InputMethodQuery) -> object:
        paragraph, spot = self.writer.paragraph, self.writer.spot
        if paragraph is None or spot is None:
            return None
        if query == Qt.InputMethodQuery.ImCursorRectangle:
            return self._caret_box().toRect()
        if query == Qt.InputMethodQuery.ImSurroundingText:
            return paragraph.text
        if query == Qt.InputMethodQuery.ImCursorPosition:
            return _units(paragraph.text[: spot.offset])
        if query == Qt.InputMethodQuery.ImAnchorPosition:
            return _units(paragraph.text[: self.writer.anchor])
        if query == Qt.InputMethodQuery.ImCurrentSelection:
            return self.writer.selected_text
        return None

    # Coming, going, showing

    def cancel(self) -> None:
        self._preedit = ""
        self.writer.put(None)

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Draws selection, caret and what an input method has under way, over the page."""
        accent = QColor(self._overlay.theme.accent)
        accent.setAlpha(70)
        for rect in self.writer.marked():
            painter.fillRect(self.view.rect_to_view(rect), accent)
        box = self._caret_box()
        if box.isNull() or not box.toAlignedRect().intersects(area.adjusted(-400, -80, 400, 80)):
            return
        if self._preedit:
            self._paint_preedit(painter, box)
        elif self._lit:
            painter.setPen(QPen(QColor("#d0202e"), 2))
            painter.drawLine(box.topLeft(), box.bottomLeft())

    def _paint_preedit(self, painter: QPainter, box: QRectF) -> None:
        font = QFont(self.view.font())
        font.setPixelSize(max(12, round(box.height() * 0.85)))
        width = QFontMetricsF(font).horizontalAdvance(self._preedit) + 4
        field = QRectF(box.left(), box.top(), width, box.height())
        painter.fillRect(field, self._overlay.theme.field)
        painter.setFont(font)
        painter.setPen(self._overlay.theme.text)
        painter.drawText(field.adjusted(2, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._preedit)
        painter.setPen(QPen(self._overlay.theme.accent, 2))
        painter.drawLine(field.bottomLeft(), field.bottomRight())

    def _caret_box(self) -> QRectF:
        caret = self.writer.caret()
        if caret is None:
            return QRectF()
        box = self.view.rect_to_view(caret)
        box.setWidth(1)
        return box

    def _moved(self) -> None:
        self._lit = True
        self.view.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, self.writes)
        if self.writes:
            self._blink.start()
            caret = self.writer.caret()
            if caret is not None:
                self.view.reveal(caret)
        else:
            self._blink.stop()
        self.view.updateMicroFocus()
        self.view.viewport().update()

    def _flash(self) -> None:
        self._lit = not self._lit
        self.view.viewport().update(self._caret_box().toAlignedRect().adjusted(-2, -2, 3, 3))


def _units(text: str) -> int:
    """The length of text in UTF-16, as Qt counts."""
    return len(text) + sum(ord(char) > 0xFFFF for char in text)


def _offset(text: str, units: int) -> int:
    """The code point at a UTF-16 offset."""
    return len(text.encode("utf-16-le")[: 2 * max(units, 0)].decode("utf-16-le", "ignore"))
