"""The edge of the selected block's headline, by which it is pulled over fewer or more columns (标题跨栏)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from layoutdesk.base.geometry import around
from layoutdesk.edits.naming import find_element
from layoutdesk.model.elements import Block
from layoutdesk.ui.canvas.headed import headed_block
from layoutdesk.ui.canvas.marks.frames import standing_back
from layoutdesk.ui.canvas.spans import head_rect
from layoutdesk.ui.heads import PartName

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.overlay import PageOverlay

_PARTS: Final = get_args(PartName)
#: Width and greatest height of the bar, and how far it lies inside the edge, in logical pixels.
_WIDE, _HIGH, _INSET = 5.0, 30.0, 9.0
#: A headline lower than this on the screen has no bar.
_LEAST = 12.0


def head_edge(over: PageOverlay) -> QRectF | None:
    """The bar at the edge in the viewport; nothing where no headline stands over the text of the block in the hand."""
    found, shown = headed_block(over.desk), over.desk.shown
    if found is None or shown is None:
        return None
    lines = [line.rect for line in shown.lines if line.element == found.block.id and line.style in _PARTS]
    if not lines:
        return None
    block = find_element(over.desk.shown_document, found.block.id)
    group = over.view.rect_to_view(around(lines))
    head = head_rect(found.context, block if isinstance(block, Block) else found.block)
    edge = over.view.rect_to_view(head).right() - _INSET
    if group.height() < _LEAST:
        return None
    height = min(_HIGH, group.height())
    return QRectF(edge - _WIDE / 2, group.center().y() - height / 2, _WIDE, height)


def draw(over: PageOverlay, painter: QPainter) -> None:
    """The bar."""
    bar = head_edge(over)
    if bar is not None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(over.theme.accent, 1))
        painter.setBrush(QColor(255, 255, 255))
        with standing_back(over, painter, bar):
            painter.drawRoundedRect(bar, _WIDE / 2, _WIDE / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
