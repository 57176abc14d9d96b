"""Draws the leaves of a display list with ``QPainter`` into device pixels.

The painter stands with its origin at the page's upper left corner, moved by whole pixels and not scaled; ``scale`` is device
pixels for a point. What it draws is what the press gets: paints and pictures pass through the same table of the output profile.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from layoutdesk import display
from layoutdesk.base.geometry import Rect
from layoutdesk.ui.canvas.colours import Colours
from layoutdesk.ui.canvas.glyphs import GREEK_BELOW, ScreenGlyphs, is_plain
from layoutdesk.ui.canvas.leaves import Leaf
from layoutdesk.ui.canvas.previews import Previews
from layoutdesk.ui.canvas.tileroom import TileRoom

#: Strokes are never thinner than this many device pixels, or hairlines would fade away.
LEAST_STROKE: Final = 0.75
#: The first four numbers of a transform that only moves.
UPRIGHT: Final = (1.0, 0.0, 0.0, 1.0)
HINTS: Final = (
    QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing | QPainter.RenderHint.SmoothPixmapTransform
)


class PagePainter:
    """Draws pages for the canvas, the thumbnails and tests; holds the caches that they share."""

    def __init__(self, glyphs: ScreenGlyphs, colours: Colours, previews: Previews) -> None:
        self.glyphs = glyphs
        self.colours = colours
        self.previews = previews
        self.room = TileRoom()

    def with_previews(self, previews: Previews) -> PagePainter:
        """One that draws with other previews, and shares all else with this one."""
        other = PagePainter(self.glyphs, self.colours, previews)
        other.room = self.room
        return other

    def paint(self, painter: QPainter, leaves: Iterable[Leaf], scale: float) -> None:
        """Draws leaves back to front."""
        painter.setRenderHints(HINTS)
        device = QTransform.fromScale(scale, scale)
        paint: display.Paint | None = None
        ink = QColor()
        for leaf in leaves:
            item, clip, transform = leaf.item, leaf.clip, leaf.transform
            if clip is None and isinstance(item, display.Glyphs) and transform[:4] == UPRIGHT:
                # Most of a page: lines of copy in one ink, of which each call counts.
                if item.paint is not paint:
                    paint = item.paint
                    ink = self.colours.of(paint)
                    painter.setPen(ink)
                if self.glyphs.draw_line(painter, item, ink, scale, transform[4] * scale, transform[5] * scale):
                    continue
            paint = None
            if clip is not None:
                painter.save()
                painter.setClipRect(_scaled(clip, scale), Qt.ClipOperation.IntersectClip)
            self._leaf(painter, leaf, QTransform(*transform), device, scale)
            if clip is not None:
                painter.restore()

    def may_draw_ahead(self, leaf: Leaf, scale: float) -> bool:
        """Whether a leaf is a line of plain type that is worth drawing ahead, and is not yet."""
        item = leaf.item
        if leaf.clip is not None or not isinstance(item, display.Glyphs) or leaf.transform[:4] != UPRIGHT:
            return False
        return is_plain(item, scale) and self.glyphs.ahead.wants(
            item, self.colours.of(item.paint), scale, leaf.transform[4] * scale
        )

    def draw_ahead(self, leaf: Leaf, scale: float) -> None:
        """Draws a line ahead, of which ``may_draw_ahead`` said so."""
        if isinstance(leaf.item, display.Glyphs):
            self.glyphs.ahead.draw(leaf.item, self.colours.of(leaf.item.paint), scale, leaf.transform[4] * scale)

    def picture(self, layers: Iterable[Leaf], width: float, height: float, scale: float, paper: QColor) -> QImage:
        """A whole page of ``width`` × ``height`` points as an image."""
        image = QImage(
            max(1, round(width * scale)), max(1, round(height * scale)), QImage.Format.Format_ARGB32_Premultiplied
        )
        image.fill(paper)
        painter = QPainter(image)
        try:
            self.paint(painter, layers, scale)
        finally:
            painter.end()
        return image

    def _leaf(self, painter: QPainter, leaf: Leaf, transform: QTransform, device: QTransform, scale: float) -> None:
        item = leaf.item
        if isinstance(item, display.Glyphs):
            self._glyphs(painter, item, transform, scale)
        elif isinstance(item, display.Path):
            self._path(painter, item, transform * device)
        else:
            self._image(painter, item, transform * device)

    def _glyphs(self, painter: QPainter, item: display.Glyphs, transform: QTransform, scale: float) -> None:
        if not item.xs:
            # A part that is begun has no character yet.
            return
        colour = self.colours.of(item.paint)
        if item.size * scale * abs(transform.m11() or transform.m12()) < GREEK_BELOW:
            _greek(painter, item, transform, scale, colour)
            return
        painter.setPen(colour)
        moved = QTransform(
            transform.m11(), transform.m12(), transform.m21(), transform.m22(),
            transform.dx() * scale, transform.dy() * scale,
        )  # fmt: skip
        self.glyphs.draw(painter, item, moved, scale)

    def _path(self, painter: QPainter, item: display.Path, transform: QTransform) -> None:
        path = transform.map(outline(item))
        if item.fill is not None:
            path.setFillRule(Qt.FillRule.OddEvenFill if item.even_odd else Qt.FillRule.WindingFill)
            painter.fillPath(path, self.colours.of(item.fill))
        if item.stroke is not None:
            width = max(item.width * abs(transform.determinant()) ** 0.5, LEAST_STROKE)
            pen = QPen(self.colours.of(item.stroke), width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            if item.dash and item.width > 0:
                pen.setDashPattern([length / item.width for length in item.dash])
            painter.strokePath(path, pen)

    def _image(self, painter: QPainter, item: display.Image, transform: QTransform) -> None:
        target = transform.mapRect(_scaled(item.rect, 1.0))
        wanted = target.width() / max(item.crop.w, 1e-6)
        image = self.previews.image(item.asset, wanted)
        if image is None:
            painter.fillRect(target, QColor(214, 214, 214))
            if not self.previews.is_awaited(item.asset):
                _cross(painter, target)
            return
        source = QRectF(
            item.crop.x * image.width(), item.crop.y * image.height(),
            item.crop.w * image.width(), item.crop.h * image.height(),
        )  # fmt: skip
        painter.drawImage(target, image, source)


def outline(item: display.Path) -> QPainterPath:
    """The segments of a path in its own coordinates."""
    path = QPainterPath()
    for verb, *numbers in item.segments:
        if verb == "M":
            path.moveTo(*numbers)
        elif verb == "L":
            path.lineTo(*numbers)
        elif verb == "C":
            path.cubicTo(*numbers)
        else:
            path.closeSubpath()
    return path


def _scaled(rect: Rect, scale: float) -> QRectF:
    return QRectF(rect.x * scale, rect.y * scale, rect.w * scale, rect.h * scale)


def _greek(painter: QPainter, item: display.Glyphs, transform: QTransform, scale: float, colour: QColor) -> None:
    """A bar as long as the run and about as dark as its ink."""
    left, right = min(item.xs), max(item.xs) + item.size * item.hscale
    ys = item.ys or (0.0,)
    bar = QRectF(left, min(ys) - item.size * 0.72, right - left, max(ys) - min(ys) + item.size * 0.6)
    mapped = transform.mapRect(bar)
    grey = QColor(colour)
    grey.setAlphaF(0.38)
    painter.fillRect(
        QRectF(mapped.x() * scale, mapped.y() * scale, mapped.width() * scale, mapped.height() * scale), grey
    )


def _cross(painter: QPainter, target: QRectF) -> None:
    """A picture that cannot be read looks missing."""
    painter.setPen(QPen(QColor(150, 150, 150), 1.0))
    painter.drawRect(target)
    painter.drawLine(QPointF(target.left(), target.top()), QPointF(target.right(), target.bottom()))
    painter.drawLine(QPointF(target.left(), target.bottom()), QPointF(target.right(), target.top()))
