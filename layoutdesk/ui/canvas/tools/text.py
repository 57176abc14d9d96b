"""The text tool: clicks put the caret into copy and select it, keys and input methods write, Esc leaves.

Canvas and galley have one each; both hold the same writer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
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
from layoutdesk.ui.canvas.tools.clicks import Clicks
from layoutdesk.ui.canvas.view import COMMANDS, PageView
from layoutdesk.ui.theme import Look
from layoutdesk.ui.writing.setting import Setting
from layoutdesk.ui.writing.underway import answer, cursor_of, utf16_head, utf16_units
from layoutdesk.ui.writing.writer import Writer

_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_EDGES: Final = {Qt.Key.Key_Home: False, Qt.Key.Key_End: True}
_ERASURES: Final = {Qt.Key.Key_Backspace: -1, Qt.Key.Key_Delete: 1}
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TABS: Final = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
#: Lines that Page Up and Page Down pass.
_LEAP: Final = 12
#: Spaces that keys give: without a break, of a thin and of a full width.
_SPACES: Final = "\u00a0\u202f\u2002\u2003\u2009\u3000"
#: How far beside a selection the right button still means it, points.
_BESIDE: Final = 3.0
_CARET: Final = QColor("#d0202e")
#: Keys that do nothing by themselves, and leave what an input method has under way as it is.
_MODIFIERS: Final = frozenset((
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
    Qt.Key.Key_unknown,
))  # fmt: skip


class Place(NamedTuple):
    """What a text tool works in: its view, the copy as it stands there, and what a view does beyond.

    ``aim`` makes the copy at a point of the page that of the view, and says whether there is any; ``follow`` brings the caret into
    the view where it has left it; ``leave`` is what Esc does; ``take`` has what lies over the copy at a position of the view first.
    ``begin`` puts the caret where the copy of the view begins, for a hand on the keys, and says whether there is any; ``step`` goes
    to the story behind (1) or before (-1), where a view does that.
    """

    view: PageView
    setting: Setting
    aim: Callable[[float, float], bool]
    follow: Callable[[], None]
    leave: Callable[[], None]
    take: Callable[[QPointF], bool] = lambda _: False
    begin: Callable[[], bool] = lambda: False
    step: Callable[[int], bool] = lambda _: False


class TextTool(Hand):
    """Writes in place."""

    cursor = Qt.CursorShape.IBeamCursor

    def __init__(self, writer: Writer, place: Place, look: Look) -> None:
        self.writer = writer
        self.place = place
        self.view = place.view
        self.setting = place.setting
        self._look = look
        self._lit = True
        self._clicks = Clicks(writer, self.setting)
        self._is_still = self._is_selecting = False
        #: What was under way when the hand went elsewhere, while the input method may still send it.
        self._finished, self._finishes = "", False
        self._withdrawn = ""
        self._blink = QTimer(self.view, interval=max(QApplication.cursorFlashTime() // 2, 250))
        self._blink.timeout.connect(self._flash)
        writer.moved.connect(self._moved)

    @property
    def writes(self) -> bool:  # type: ignore[override]
        return self.writer.spot is not None

    @property
    def scrolls(self) -> bool:
        return self._is_selecting

    # The mouse

    def press(self, event: QMouseEvent) -> bool:
        if event.button() == Qt.MouseButton.RightButton:
            self._take_up(*self.view.to_page(event.position()))
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        self.finish()
        if self.place.take(event.position()):
            self._clicks.count = 0
            return True
        self._clicks.press(event)
        return self._click(event)

    def double_click(self, event: QMouseEvent) -> bool:
        self._clicks.double_click(event)
        return self._click(event)

    def _take_up(self, x: float, y: float) -> None:
        """Puts the caret where the right button asks what can be done, unless that is in the selection."""
        marked = (rect.inset(-_BESIDE, 0, -_BESIDE, 0) for rect in self.setting.marked())
        if self.place.aim(x, y) and not any(rect.contains(x, y) for rect in marked):
            self.finish()
            self.setting.point(x, y)

    def _click(self, event: QMouseEvent) -> bool:
        """One click puts the caret, two select the word, three the line, four the paragraph, five the story; Shift up to there."""
        self.finish()
        count, (x, y) = self._clicks.count, self.view.to_page(event.position())
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and self.writes
        if count <= 2 and not extend and not self.place.aim(x, y):
            self.writer.put(None)
        elif count == 1:
            self.setting.point(x, y, select=extend)
        else:
            with self._held_still():
                self._clicks.select()
        self._clicks.settle()
        return True

    @contextmanager
    def _held_still(self) -> Iterator[None]:
        """The page stays where it is under the hand, however far the selection reaches."""
        self._is_still = True
        try:
            yield
        finally:
            self._is_still = False

    def move(self, event: QMouseEvent) -> bool:
        held = self.writes and bool(event.buttons() & Qt.MouseButton.LeftButton)
        if held and self._clicks.drags(event, already=self._is_selecting):
            # The page goes along at the edge of the view, not after the caret.
            self._is_selecting = True
            with self._held_still():
                self._clicks.reach(*self.view.to_page(event.position()))
        return True

    def release(self, event: QMouseEvent) -> bool:
        self._is_selecting = False
        return False

    # The keyboard

    def key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self._is_selecting = False
            self._give_up()
            self.place.leave()
            return True
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in _TABS and held & Qt.KeyboardModifier.ControlModifier and self.place.step(_TABS[key]):
            return True
        if not self.writes:
            begins = key in (*_ARROWS, *_ENTER) and not held & COMMANDS
            return begins and self.place.begin()
        if key not in _MODIFIERS:
            self.finish()
            self._finished = ""
        return self._move_by_key(event) or self._clipboard(event) or self._write_by_key(event)

    def _move_by_key(self, event: QKeyEvent) -> bool:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        select = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        far = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if modifiers & Qt.KeyboardModifier.AltModifier:
            return False
        if key in _ARROWS:
            self._arrow(*_ARROWS[key], far=far, select=select)
        elif key in _EDGES and far:
            self.writer.go_to_edge(end=_EDGES[key], select=select)
        elif key in _EDGES:
            self.setting.edge(end=_EDGES[key], select=select)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and not far:
            self.setting.rise(_LEAP if key == Qt.Key.Key_PageDown else -_LEAP, select=select)
        else:
            return False
        return True

    def _arrow(self, across: int, down: int, *, far: bool, select: bool) -> None:
        """Along the line by characters or words, across it by lines or paragraphs; a line set downwards is followed downwards."""
        along, over = (down, -across) if self.setting.is_down() else (across, down)
        if along:
            (self.writer.step_word if far else self.writer.step)(along, select=select)
        elif far:
            self.writer.step_paragraph(over, select=select)
        else:
            self.setting.rise(over, select=select)

    def _clipboard(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.writer.select_all()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.writer.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.writer.cut()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.writer.paste(QGuiApplication.clipboard().mimeData())
        elif event.key() == Qt.Key.Key_V and event.modifiers() == _PLAIN:
            self.writer.paste(QGuiApplication.clipboard().mimeData(), plain=True)
        else:
            return False
        return True

    def _write_by_key(self, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in _ERASURES:
            self.writer.erase(_ERASURES[key], word=bool(held & Qt.KeyboardModifier.ControlModifier))
        elif key in _ENTER:
            (self.writer.end_line if held & Qt.KeyboardModifier.ShiftModifier else self.writer.part)()
        elif _is_copy(event.text()) and not held & COMMANDS:
            self.writer.write(event.text())
        elif key in _TABS:
            self.writer.step_part(_TABS[key])
        else:
            return False
        return True

    # Input methods

    def compose(self, event: QInputMethodEvent) -> None:
        is_empty = not (event.commitString() or event.preeditString() or event.replacementLength())
        if is_empty and (self._finishes or self._finished):
            # The method has let go of what the hand puts in itself.
            return
        late, self._finished = self._finished, ""
        if late and late in (_bare(event.commitString()), _bare(event.preeditString())):
            # Of what the hand has put in by going elsewhere: it stands at its place, and comes here too late.
            self._reset_input()
            return
        if is_empty and self.writer.under_way is not None:
            self._withdraw()
        if event.replacementLength():
            self._replace_before(event.replacementStart(), event.replacementLength())
        if event.commitString():
            self.writer.write(event.commitString())
        if event.preeditString() or self.writer.under_way is not None:
            self.writer.compose(event.preeditString(), cursor_of(event))
        else:
            self._moved()

    def _withdraw(self) -> None:
        """Keeps what the input method lets go of until this turn ends: the keys may be about to go elsewhere.

        Qt asks a method to put in what it has before it tells anybody, and ibus answers that with nothing. A hand that has taken
        its word back by Esc stays where it is.
        """
        assert self.writer.under_way is not None
        self._withdrawn = self.writer.under_way.text
        QTimer.singleShot(0, self.view, self._let_go)

    def _let_go(self) -> None:
        self._withdrawn = ""

    def lose_keys(self) -> None:
        """The keys go elsewhere: what is under way is put in, also what the input method has only just let go of."""
        text, self._withdrawn = self._withdrawn, ""
        if text and self.writer.under_way is None and self.writes:
            self.writer.compose(text, len(text))
        self.finish()

    def finish(self) -> None:
        """Puts in what an input method has under way, at its place, before the hand goes elsewhere.

        Some methods answer that with what they have, ibus with nothing: it is put in from here then.
        """
        if self.writer.under_way is not None and self._has_input():
            self._finishes = True
            try:
                QGuiApplication.inputMethod().commit()
            finally:
                self._finishes = False
        if self.writer.under_way is not None:
            # A single letter may well be typed anew; more than that at one stroke is what comes too late.
            text = _bare(self.writer.under_way.text)
            self.writer.finish()
            self._reset_input()
            self._finished = text if len(text) > 1 else ""

    def _give_up(self) -> None:
        """Esc: what an input method has under way is gone."""
        if self.writer.under_way is not None:
            self.writer.compose("", 0)
            self._reset_input()

    def _has_input(self) -> bool:
        """Whether the input method writes in this view."""
        return QGuiApplication.focusObject() is self.view

    def _reset_input(self) -> None:
        if self._has_input():
            QGuiApplication.inputMethod().reset()

    def _replace_before(self, start: int, length: int) -> None:
        """Selects what the input method replaces: UTF-16 units from the caret."""
        paragraph, spot = self.writer.paragraph, self.writer.spot
        if paragraph is None or spot is None:
            return
        caret = utf16_units(paragraph.text[: spot.offset])
        self.writer.put(spot.at(len(utf16_head(paragraph.text, caret + start))))
        self.writer.put(spot.at(len(utf16_head(paragraph.text, caret + start + length))), select=True)

    def asked(self, query: Qt.InputMethodQuery) -> object:
        if query == Qt.InputMethodQuery.ImCursorRectangle:
            return self._caret_box().toAlignedRect() if self.writes else None
        return answer(self.writer, query)

    # Coming, going, showing

    def cancel(self) -> None:
        self._is_selecting = False
        self.finish()
        self.writer.put(None)

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Draws selection, caret and what an input method has under way, over the page."""
        accent = QColor(self._look.theme.accent)
        accent.setAlpha(70 if self.view.hasFocus() else 40)
        for rect in self.setting.marked():
            painter.fillRect(self.view.rect_to_view(rect), accent)
        box = self._caret_box()
        if box.isNull() or not box.toAlignedRect().intersects(area.adjusted(-400, -80, 400, 80)):
            return
        for rect in self.setting.under_way():
            self._underline(painter, self.view.rect_to_view(rect))
        if self._lit or not self.view.hasFocus():
            painter.setPen(QPen(_CARET, 2))
            painter.drawLine(box.topLeft(), box.bottomLeft() if box.height() > box.width() else box.topRight())

    def _underline(self, painter: QPainter, box: QRectF) -> None:
        """The line by which one knows what is under way: under it, at the right of a line set downwards."""
        painter.setPen(QPen(self._look.theme.accent, 2))
        down = self.setting.is_down()
        painter.drawLine(box.topRight() if down else box.bottomLeft(), box.bottomRight())

    def _caret_box(self) -> QRectF:
        """The caret in the viewport: upright in a line set across, lying in one set downwards."""
        caret = self.setting.caret()
        if caret is None:
            return QRectF()
        box = self.view.rect_to_view(caret)
        if caret.h:
            box.setWidth(1)
        else:
            box.setHeight(1)
        return box

    def close(self) -> None:
        self._blink.stop()
        self.writer.moved.disconnect(self._moved)

    def _moved(self) -> None:
        self._lit = True
        self.view.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, self.writes)
        if not self.writer.is_tentative:
            self.place.follow()
        if self.writes:
            self._blink.start()
            caret = self.setting.caret()
            if caret is not None and not self._is_still:
                self.view.reveal(caret)
        else:
            self._blink.stop()
        self.view.updateMicroFocus()
        self.view.viewport().update()

    def _flash(self) -> None:
        self._lit = not self._lit
        self.view.viewport().update(self._caret_box().toAlignedRect().adjusted(-2, -2, 3, 3))


_PLAIN: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def _is_copy(text: str) -> bool:
    """Whether what a key gives is written: every character that prints, and the spaces of other widths, which do not."""
    return bool(text) and all(char.isprintable() or char in _SPACES for char in text)


def _bare(text: str) -> str:
    """Text without the spaces by which an input method parts its syllables."""
    return text.replace(" ", "").replace("'", "")
