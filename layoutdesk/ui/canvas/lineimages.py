"""Lines of copy drawn ahead while the hand rests, so that a block in the hand is put down line by line and not glyph by glyph.

Putting a line down takes a fifth of drawing its glyphs. An image is that of a line which stands where it stood between two pixels;
elsewhere it is off by half a pixel at most, which does for a hand that moves.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QGlyphRun, QImage, QPainter

from layoutdesk import display

BYTES_KEPT: Final = 12 * 1024 * 1024
#: Lines that take more than this are few in the window, and are drawn as they come.
_MOST_BYTES: Final = 160 * 1024
#: Shorter lines are drawn as soon as put down.
_LEAST_GLYPHS: Final = 4
#: Ink lighter than this is drawn on something dark, where type comes out otherwise than on paper.
LIGHTEST: Final = 128
#: A line that stands no further from where it stood between two pixels stands there.
_SAME: Final = 1 / 16
#: How far ink may reach to the left and right of the first and last em square, above and below the base line, in em.
_ASIDE: Final = 0.4
_ABOVE: Final = 1.2
_BELOW: Final = 0.5


class LineImage(NamedTuple):
    """A line in its ink. ``glyphs`` keeps the line alive, which is known by its identity.

    ``corner`` is where the image begins, in device pixels from the pixel of the line's origin, and ``past`` how far to the right of
    that pixel's edge the origin lies in it.
    """

    glyphs: display.Glyphs
    ink: QColor
    image: QImage
    corner: QPoint
    past: float


class LineImages:
    """The lines drawn ahead, of all scales, bounded in bytes. ``run`` gives the glyphs of a line at a scale."""

    def __init__(self, run: Callable[[display.Glyphs, float], QGlyphRun], bytes_kept: int = BYTES_KEPT) -> None:
        self._run = run
        self._most = bytes_kept
        self._bytes = 0
        self._kept: OrderedDict[tuple[int, float], LineImage] = OrderedDict()
        #: Whether a line may be put down half a pixel off; and whether one was, since it was last said that none is.
        self.hasty = False
        self.is_rough = False

    @property
    def bytes_used(self) -> int:
        """Bytes that the images take now."""
        return self._bytes

    def put(
        self, painter: QPainter, glyphs: display.Glyphs, ink: QColor, scale: float, place: tuple[float, float]
    ) -> bool:
        """Puts a line down with its origin at a place in device pixels; ``False`` where it has to be drawn."""
        kept = self._kept.get((id(glyphs), scale))
        if kept is None or kept.ink is not ink:
            return False
        across = place[0] - kept.past
        column = math.floor(across + 0.5)
        if abs(across - column) > _SAME:
            if not self.hasty:
                return False
            self.is_rough = True
        painter.drawImage(column + kept.corner.x(), math.floor(place[1] + 0.5) + kept.corner.y(), kept.image)
        return True

    def wants(self, glyphs: display.Glyphs, ink: QColor, scale: float, across: float) -> bool:
        """Whether a line of plain type is worth drawing ahead where it begins, in device pixels, and is not yet."""
        if len(glyphs.xs) < _LEAST_GLYPHS or ink.lightness() > LIGHTEST:
            return False
        kept = self._kept.get((id(glyphs), scale))
        if kept is None or kept.ink is not ink:
            return True
        off = across - kept.past
        return abs(off - math.floor(off + 0.5)) > _SAME

    def draw(self, glyphs: display.Glyphs, ink: QColor, scale: float, across: float) -> None:
        """Draws a line ahead as it is where it begins; those drawn ahead longest ago make room for it."""
        box, past = _box(glyphs, scale), across - math.floor(across)
        if 4 * box.width() * box.height() > _MOST_BYTES:
            return
        image = self._drawn(glyphs, ink, scale, QPointF(past - box.x(), -box.y()), box.size())
        before = self._kept.pop((id(glyphs), scale), None)
        self._bytes += image.sizeInBytes() - (before.image.sizeInBytes() if before is not None else 0)
        self._kept[id(glyphs), scale] = LineImage(glyphs, ink, image, box.topLeft(), past)
        while self._bytes > self._most:
            self._bytes -= self._kept.popitem(last=False)[1].image.sizeInBytes()

    def _drawn(self, glyphs: display.Glyphs, ink: QColor, scale: float, origin: QPointF, size: QSize) -> QImage:
        # Qt draws type on paper with a curve that it does not use on what is transparent: so on paper, and the ink from there.
        cover = QImage(size, QImage.Format.Format_Grayscale8)
        cover.fill(Qt.GlobalColor.white)
        painter = QPainter(cover)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.setPen(Qt.GlobalColor.black)
        painter.drawGlyphRun(origin, self._run(glyphs, scale))
        painter.end()
        cover.invertPixels()
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(ink)
        image.setAlphaChannel(cover)
        return image


def _box(glyphs: display.Glyphs, scale: float) -> QRect:
    """What a line may blacken, in device pixels from the pixel of its origin."""
    em, ys = glyphs.size, glyphs.ys or (0.0,)
    left = math.floor((min(glyphs.xs) - _ASIDE * em) * scale)
    right = math.ceil((max(glyphs.xs) + (1 + _ASIDE) * em) * scale) + 1
    top = math.floor((min(ys) - _ABOVE * em) * scale)
    foot = math.ceil((max(ys) + _BELOW * em) * scale)
    return QRect(left, top, right - left, foot - top)
