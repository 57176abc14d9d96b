"""Glyphs of the engine on the screen: the engine's own glyph ids at the engine's own positions.

Fonts are opened by file, never by family. Runs are built at the size of the device, since outlines of CFF fonts come out too bold
under a scaled painter; from 60 device pixels on ``QRawFont`` draws nothing at all, so large type is drawn as outlines.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QGlyphRun, QPainter, QPainterPath, QRawFont, QTransform

from layoutdesk import display
from layoutdesk.ui.canvas.faces import opened
from layoutdesk.ui.canvas.lineimages import LineImages

#: Device pixels from which glyphs are drawn as outlines.
OUTLINE_FROM: Final = 60.0
#: Text smaller than this many device pixels is greeked: a grey bar for each run.
GREEK_BELOW: Final = 2.2
#: By how much the width of glyphs may differ from their own for them to be drawn as type: what letters of Western lines give way.
STRETCHED: Final = 0.1
#: The pixel size at which outlines are taken; they are scaled from there.
OUTLINE_SIZE: Final = 128.0
_FONTS_KEPT: Final = 96
_RUNS_KEPT: Final = 4_000

#: For the key of a face: its file and its index there.
FaceFile = Callable[[str], tuple[Path, int]]


def is_plain(glyphs: display.Glyphs, scale: float) -> bool:
    """Whether a run is neither turned nor stretched, and is drawn as type at ``scale`` device pixels for a point."""
    return not glyphs.rotation and glyphs.hscale == 1 and GREEK_BELOW <= glyphs.size * scale < OUTLINE_FROM


class ScreenGlyphs:
    """Draws ``display.Glyphs``; one ``QRawFont`` for each face and pixel size, whose engine holds the glyph bitmaps."""

    def __init__(self, face_file: FaceFile) -> None:
        self._face_file = face_file
        self._bases: dict[str, QRawFont] = {}
        self._fonts: OrderedDict[tuple[str, float], QRawFont] = OrderedDict()
        self._outlines: dict[tuple[str, int], QPainterPath] = {}
        self._runs: OrderedDict[tuple[int, float], tuple[display.Glyphs, QGlyphRun]] = OrderedDict()
        self.ahead = LineImages(self._run)

    def draw_line(
        self, painter: QPainter, glyphs: display.Glyphs, ink: QColor, scale: float, x: float, y: float
    ) -> bool:
        """Draws a run of plain type, neither turned nor stretched, in the painter's pen, which has the ``ink``.

        Its origin is at (x, y), in device pixels. ``False`` where the run is not plain, or too large or too small for type.
        """
        if not is_plain(glyphs, scale):
            return False
        if not self.ahead.put(painter, glyphs, ink, scale, (x, y)):
            painter.drawGlyphRun(QPointF(x, y), self._run(glyphs, scale))
        return True

    def draw(self, painter: QPainter, glyphs: display.Glyphs, transform: QTransform, scale: float) -> None:
        """Draws one run. ``transform`` leads from the line to device pixels, ``scale`` is device pixels for a point.

        The painter's own transform may only translate, by whole pixels; its pen and brush have the run's colour.
        """
        pixels = glyphs.size * scale * transform.m11()
        upright = transform.m12() == 0 == transform.m21() and transform.m11() == transform.m22() > 0
        little = abs(glyphs.hscale - 1.0) <= STRETCHED
        if upright and pixels < OUTLINE_FROM and little and not glyphs.rotation:
            self._draw_run(painter, glyphs, transform, scale)
        else:
            self._draw_outlines(painter, glyphs, transform, scale)

    def warm(self, face: str) -> None:
        """Opens the file of a face ahead of its first use; with a Chinese font that takes 10 to 25 ms."""
        self._base(face)

    def font(self, face: str, pixels: float) -> QRawFont:
        """The font of a face at a pixel size, rounded to 1/64 pixel as FreeType does."""
        key = face, round(pixels * 64) / 64
        font = self._fonts.get(key)
        if font is None:
            font = QRawFont(self._base(face))
            font.setPixelSize(max(key[1], 1 / 64))
            self._fonts[key] = font
            if len(self._fonts) > _FONTS_KEPT:
                self._fonts.popitem(last=False)
        else:
            self._fonts.move_to_end(key)
        return font

    def outline(self, face: str, gid: int) -> QPainterPath:
        """The outline of a glyph at ``OUTLINE_SIZE`` pixels; overlapping contours fill (winding)."""
        path = self._outlines.get((face, gid))
        if path is None:
            path = self.font(face, OUTLINE_SIZE).pathForGlyph(gid)
            path.setFillRule(Qt.FillRule.WindingFill)
            self._outlines[face, gid] = path
        return path

    def _base(self, face: str) -> QRawFont:
        base = self._bases.get(face)
        if base is None:
            base = self._bases[face] = opened(*self._face_file(face))
        return base

    def _draw_run(self, painter: QPainter, glyphs: display.Glyphs, transform: QTransform, scale: float) -> None:
        """Draws a run as type; outlines would make a line whose glyphs are a little wider darker than its neighbours."""
        run = self._run(glyphs, scale * transform.m11())
        if glyphs.hscale == 1:
            painter.drawGlyphRun(QPointF(transform.dx(), transform.dy()), run)
            return
        before = painter.transform()
        painter.translate(transform.dx(), transform.dy())
        painter.scale(glyphs.hscale, 1.0)
        painter.drawGlyphRun(QPointF(), run)
        painter.setTransform(before)

    def _run(self, glyphs: display.Glyphs, scale: float) -> QGlyphRun:
        key = id(glyphs), scale
        kept = self._runs.get(key)
        if kept is not None:
            return kept[1]
        run = QGlyphRun()
        run.setRawFont(self.font(glyphs.face, glyphs.size * scale))
        run.setGlyphIndexes(glyphs.gids)
        ys = glyphs.ys or (0.0,) * len(glyphs.xs)
        # The painter stretches a run about its line's origin, positions too, which already have their width.
        along = scale / glyphs.hscale
        run.setPositions([QPointF(x * along, y * scale) for x, y in zip(glyphs.xs, ys, strict=True)])
        self._runs[key] = glyphs, run
        if len(self._runs) > _RUNS_KEPT:
            self._runs.popitem(last=False)
        return run

    def _draw_outlines(self, painter: QPainter, glyphs: display.Glyphs, transform: QTransform, scale: float) -> None:
        before, brush = painter.transform(), painter.brush()
        painter.setBrush(painter.pen().color())
        pen = painter.pen()
        painter.setPen(Qt.PenStyle.NoPen)
        line = transform * before
        size = glyphs.size * scale / OUTLINE_SIZE
        ys = glyphs.ys or (0.0,) * len(glyphs.xs)
        for gid, x, y in zip(glyphs.gids, glyphs.xs, ys, strict=True):
            placed = QTransform.fromScale(size * glyphs.hscale, size)
            if glyphs.rotation:
                placed = placed * QTransform().rotate(glyphs.rotation)
            placed = placed * QTransform.fromTranslate(x * scale, y * scale)
            painter.setTransform(placed * line)
            painter.drawPath(self.outline(glyphs.face, gid))
        painter.setTransform(before)
        painter.setPen(pen)
        painter.setBrush(brush)
