"""The places of parts that are lacking (引题、副题、署名、图片说明 …), shown as quiet words over the block or at
the foot of the picture that is selected, never printed.

Those of a block come as the hand goes to its head, for they stand over what is above it; under the masthead, in the margin. A click
on one puts the caret there; while nothing is typed yet the word stands at the caret.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from layoutdesk.base.geometry import Rect
from layoutdesk.model.elements import Masthead
from layoutdesk.ui.canvas.held import held
from layoutdesk.ui.canvas.marks.faults import INK
from layoutdesk.ui.parts import lacking
from layoutdesk.ui.textsize import px
from layoutdesk.ui.writing.pending import Slot
from layoutdesk.ui.writing.writer import Writer

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.overlay import PageOverlay

#: Height, white at the sides and between, in logical pixels; a frame narrower than this on the screen has none.
_HEIGHT, _PAD, _GAP, _LEAST = 16.0, 6.0, 4.0, 60.0
#: The most of a picture that they may cover; over a smaller one there are none, and menu and palette have them.
_SHARE = 0.3
#: How far down a block its head goes for the hand, at most half of it.
_HEAD: Final = 96.0


class GhostParts:
    """Draws them over a view and says which lies under the hand."""

    def __init__(
        self, over: PageOverlay, writer: Writer, caret: Callable[[], Rect | None], begin: Callable[[Slot], None]
    ) -> None:
        self._over, self._writer, self._caret, self._begin = over, writer, caret, begin
        #: The block whose words are shown since the hand has come to its head.
        self._open = ""

    def chips(self) -> list[tuple[Slot, QRectF]]:
        """The empty places of what is selected, and where their words stand in the viewport."""
        slots = [slot for slot in lacking(self._over.desk) if self._writer.pending is None]
        if not slots:
            return []
        picture = held(self._over.desk) if self._over.desk.part is not None else None
        if picture is not None:
            box = self._over.view.rect_to_view(picture.rect)
            foot = QPointF(box.left() + _GAP, box.bottom() - px(_HEIGHT) - _GAP)
            rows = self._rows(slots, foot, box.right()) if box.width() >= _LEAST else []
            covered = sum(chip.width() * chip.height() for _, chip in rows)
            return rows if covered <= _SHARE * box.width() * box.height() else []
        frames = self._over.frames(self._over.desk.selection)
        if not frames:
            return []
        box = self._over.view.rect_to_view(frames[0])
        # Over the block, behind its corner's handle: no copy of its own lies under them. Where the corner is scrolled away they
        # stay in the view.
        above = QPointF(max(box.left() + 2 * _PAD, _PAD), box.top() - px(_HEIGHT) - 2)
        rows = self._rows(slots, above, box.right()) if box.width() >= _LEAST else []
        masthead = self._masthead()
        if any(chip.intersects(masthead) for _, chip in rows):
            return self._in_margin(slots, frames[0], box)
        return rows

    def _masthead(self) -> QRectF:
        """The masthead of the page in view, over which no word comes."""
        page = self._over.desk.page
        names = [each.id for each in page.elements if isinstance(each, Masthead)] if page is not None else []
        frames = self._over.frames(names[0]) if names else ()
        return self._over.view.rect_to_view(frames[0]) if frames else QRectF()

    def _in_margin(self, slots: list[Slot], frame: Rect, box: QRectF) -> list[tuple[Slot, QRectF]]:
        """The words under one another in the margin beside a block, else inside its upper edge."""
        grid, metrics = self._over.desk.grid, QFontMetricsF(self._font())
        widths = [metrics.horizontalAdvance(self.name(slot)) + 2 * px(_PAD) for slot in slots]
        room = max(widths) + 2 * _GAP
        at_left = grid is not None and frame.x <= grid.type_area.x + 1 and box.left() >= room
        at_right = grid is not None and frame.right >= grid.type_area.right - 1
        if not at_left and not (at_right and box.right() + room <= self._over.view.viewport().width()):
            return self._rows(slots, QPointF(max(box.left() + 2 * _PAD, _PAD), box.top() + 2), box.right())
        tops = [box.top() + number * (px(_HEIGHT) + 2) for number in range(len(slots))]
        lefts = [box.left() - _GAP - width if at_left else box.right() + _GAP for width in widths]
        return [
            (slot, QRectF(left, top, width, px(_HEIGHT)))
            for slot, left, top, width in zip(slots, lefts, tops, widths, strict=True)
        ]

    def shown(self) -> list[tuple[Slot, QRectF]]:
        """Those that are there for the hand: a picture's always, a block's while the hand is at its head or on them."""
        chips = self.chips()
        return chips if self._over.desk.part is not None or self._is_open(chips) else []

    def reach(self) -> Iterator[QRectF]:
        """The head of the block, and the words over it while they are shown."""
        frames = self._over.frames(self._over.desk.selection)
        if frames and self._over.desk.part is None:
            yield self._head(frames[0])
            yield from (box for _, box in self.shown())

    def _head(self, frame: Rect) -> QRectF:
        """Where the hand opens the words of a block."""
        box = self._over.view.rect_to_view(frame)
        return QRectF(box.left(), box.top(), box.width(), min(_HEAD, box.height() / 2))

    def _is_open(self, chips: list[tuple[Slot, QRectF]]) -> bool:
        hand, block = self._over.near.hand, self._over.desk.selection
        frames = self._over.frames(block)
        if hand is None or not chips or not frames:
            self._open = ""
        elif self._head(frames[0]).contains(hand):
            self._open = block
        elif not any(box.adjusted(-_PAD, -_PAD, _PAD, _PAD).contains(hand) for _, box in chips):
            self._open = ""
        return self._open == block and bool(block)

    def _rows(self, slots: list[Slot], start: QPointF, right: float) -> list[tuple[Slot, QRectF]]:
        """The words one beside the other from ``start``; one that would go past ``right`` begins another line over them."""
        found, metrics, place = [], QFontMetricsF(self._font()), QPointF(start)
        for slot in slots:
            width = metrics.horizontalAdvance(self.name(slot)) + 2 * px(_PAD)
            if place.x() > start.x() and place.x() + width > right:
                place = QPointF(start.x(), place.y() - px(_HEIGHT) - 2)
            found.append((slot, QRectF(place.x(), place.y(), width, px(_HEIGHT))))
            place.setX(place.x() + width + _GAP)
        return found

    def press(self, position: QPointF) -> bool:
        """Begins the part whose word lies under a position of the viewport; whether there is one."""
        slot = next((slot for slot, box in self.shown() if box.contains(position)), None)
        if slot is None or self._over.plain:
            return False
        self._begin(slot)
        return True

    def paint(self, painter: QPainter) -> None:
        """Draws the words of what is lacking; that of the part with the caret stands behind the caret."""
        chips, pending = self.shown(), self._writer.pending
        if not chips and pending is None:
            return
        painter.setFont(self._font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for slot, box in chips:
            painter.setPen(QPen(INK, 1, Qt.PenStyle.DashLine))
            # On paper of their own: over the block stands the print of another.
            painter.setBrush(self._over.look.paper)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            painter.setPen(INK)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.name(slot))
        caret = self._caret()
        if pending is not None and self._writer.under_way is None and caret is not None:
            box = self._over.view.rect_to_view(caret)
            painter.setPen(INK)
            down = caret.w > caret.h
            place = (
                QRectF(box.left(), box.top() + 4, 200, px(_HEIGHT))
                if down
                else QRectF(box.left() + 5, box.top(), 200, box.height())
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.name(pending.slot))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def name(self, slot: Slot) -> str:
        """The word for a place, in the language of the window."""
        return self._over.language.text(f"styles.{slot.part}")

    def _font(self) -> QFont:
        font = QFont(self._over.view.font())
        font.setPixelSize(px(11))
        return font
