"""Tracked changes and notes over the copy (修订与批注), seen and never printed: what came underlined, a sign where words went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from layoutdesk.base.brief import brief
from layoutdesk.base.geometry import Rect
from layoutdesk.ui.canvas.sheet import SheetView
from layoutdesk.ui.review.shownmarks import ShownMark
from layoutdesk.ui.textsize import px
from layoutdesk.ui.theme import UNIT, Theme

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.overlay import PageOverlay

#: How far tints let the print be seen, of 255: of a change, of the one that the hand is at.
_TINT, _CURRENT = 34, 90
#: Half the width of the sign where words went, and the side of that of a note, in logical pixels.
_HALF, _SIDE = 3.5, 11.0
#: Of what was taken away: the height of its type, in logical pixels at 100 %, and how many characters are told.
_WORDS, _MOST = 11, 40
#: What a sign is filled with that asks for nothing any more: it stands on the sheet, whatever the theme.
_PAPER: Final = QColor("#ffffff")


def review(over: PageOverlay, painter: QPainter) -> None:
    """Those of the page in view."""
    marks = shown_on(over)
    if marks:
        draw(painter, over.view, over.theme, marks, over.desk.reviewed.key)


def shown_on(over: PageOverlay) -> Sequence[ShownMark]:
    """Those that are seen over a view; none in preview, and where they are not wanted."""
    if over.reviewed is None or over.plain or not over.shown["review"]:
        return ()
    return over.reviewed.on(over.view.page)


def draw(painter: QPainter, view: SheetView, theme: Theme, marks: Sequence[ShownMark], current: str) -> None:
    """Draws marks over a view, in logical pixels of it; ``current`` is the key of that which the hand is at."""
    seen = QRectF(view.viewport().rect())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in marks:
        colour = QColor(getattr(theme, mark.colour))
        is_current = mark.entry.key == current
        for rect in mark.rects:
            box = view.rect_to_view(rect)
            if box.intersects(seen):
                _tinted(painter, box, colour, is_note=mark.entry.note is not None, is_current=is_current)
        if mark.caret is not None and seen.contains(view.to_view(mark.caret.x, mark.caret.y)):
            if mark.entry.note is not None:
                _note(painter, note_box(view, mark.caret), colour, is_open=not mark.entry.note.resolved)
            else:
                _gone(painter, view, mark.caret, colour, is_current=is_current)
                if is_current and mark.entry.change is not None and mark.entry.change.gone:
                    _told(painter, view, mark.caret, mark.entry.change.gone, colour, theme)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _tinted(painter: QPainter, box: QRectF, colour: QColor, *, is_note: bool, is_current: bool) -> None:
    tint = QColor(colour)
    tint.setAlpha(_CURRENT if is_current else _TINT)
    painter.fillRect(box, tint)
    pen = QPen(colour, 1.5, Qt.PenStyle.DotLine if is_note else Qt.PenStyle.SolidLine)
    painter.setPen(pen)
    if box.height() > 2 * box.width() and box.width() < box.height() / 3:
        painter.drawLine(box.topRight(), box.bottomRight())
    else:
        painter.drawLine(box.bottomLeft(), box.bottomRight())


def _gone(painter: QPainter, view: SheetView, caret: Rect, colour: QColor, *, is_current: bool) -> None:
    """A sign under the line, pointing to where words went; a caret through the line where the hand is at it."""
    box = view.rect_to_view(caret)
    along = caret.w > caret.h
    foot = box.bottomLeft()
    if along:
        sign = [foot, foot + QPointF(_HALF * 1.6, -_HALF), foot + QPointF(_HALF * 1.6, _HALF)]
    else:
        sign = [foot, foot + QPointF(-_HALF, _HALF * 1.6), foot + QPointF(_HALF, _HALF * 1.6)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF(sign))
    if is_current:
        painter.setPen(QPen(colour, 1.5))
        painter.drawLine(box.topLeft(), foot if not along else box.topRight())


def note_box(view: SheetView, caret: Rect) -> QRectF:
    """Where the sign of a note is seen: over the beginning of what it is about."""
    at = view.to_view(caret.x, caret.y)
    return QRectF(at.x() - _SIDE / 2, at.y() - _SIDE + 2, _SIDE, _SIDE)


def _told(painter: QPainter, view: SheetView, caret: Rect, words: str, colour: QColor, theme: Theme) -> None:
    """What was taken away, struck out under its sign: of the change that the hand is at, for it lies over the next line."""
    font = QFont(view.font())
    font.setPixelSize(px(_WORDS))
    font.setStrikeOut(True)
    text = brief(words, _MOST)
    measure = QFontMetricsF(font)
    foot = view.rect_to_view(caret).bottomLeft()
    box = QRectF(foot.x() + 2 * _HALF, foot.y() + 2, measure.horizontalAdvance(text) + UNIT, measure.height() + 2)
    box.moveRight(max(min(box.right(), view.viewport().width() - 4.0), box.width()))
    painter.setPen(QPen(colour, 1))
    painter.setBrush(theme.field)
    painter.drawRoundedRect(box, 3, 3)
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _note(painter: QPainter, box: QRectF, colour: QColor, *, is_open: bool) -> None:
    """A speech bubble: filled while the note waits, hollow once it is settled."""
    path = QPainterPath()
    path.addRoundedRect(box.adjusted(0, 0, 0, -3), 2, 2)
    tail = QPolygonF(
        [box.bottomLeft() + QPointF(3, -3), box.bottomLeft() + QPointF(3, 0), box.bottomLeft() + QPointF(7, -3)]
    )
    path.addPolygon(tail)
    painter.setPen(QPen(colour, 1.2))
    painter.setBrush(colour if is_open else _PAPER)
    painter.drawPath(path.simplified())


def mark_at(view: SheetView, marks: Sequence[ShownMark], position: QPointF) -> ShownMark | None:
    """The mark under a position of a view, a note's before a change's."""
    reach = QPointF(_HALF * 2, _HALF * 2)
    for mark in marks:
        if mark.entry.note is not None and mark.caret is not None and note_box(view, mark.caret).contains(position):
            return mark
    for mark in marks:
        boxes = [view.rect_to_view(rect) for rect in mark.rects]
        if mark.caret is not None and mark.entry.note is None:
            foot = view.rect_to_view(mark.caret).bottomLeft()
            boxes.append(QRectF(foot - reach, foot + reach))
        if any(box.contains(position) for box in boxes):
            return mark
    return None
