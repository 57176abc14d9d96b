"""The icons: single-colour SVG drawn for this program, tinted by the theme, sharp at every density."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QCursor, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from layoutdesk.resources import resource
from layoutdesk.ui.theme import Theme

SIDE: Final = 20


class _Drawn(QIconEngine):
    """Draws an icon when it is first seen in a size: when the theme changes, few of the hundred in menus and panels are."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self._name, self._theme = name, theme

    def clone(self) -> QIconEngine:
        return _Drawn(self._name, self._theme)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        density = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, density))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        if size.isEmpty():
            return QPixmap()  # A button that is squeezed in its row asks for none of it.
        colour = self._theme.text
        if mode == QIcon.Mode.Disabled:
            colour = QColor(self._theme.dim)
            colour.setAlpha(110)
        return pixmap(self._name, colour, min(size.width(), size.height()), scale)


def icon(name: str, theme: Theme) -> QIcon:
    """The icon for menus, buttons and lists; faded where what it stands for is not enabled."""
    return QIcon(_Drawn(name, theme))


def cursor(name: str, x: int, y: int) -> QCursor:
    """An icon as a cursor that points at (x, y) of it: dark with a light edge, seen on paper and pasteboard."""
    out = QPixmap(SIDE, SIDE)
    out.fill(Qt.GlobalColor.transparent)
    painter = QPainter(out)
    light = pixmap(name, QColor(255, 255, 255))
    for across, down in ((-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, 1), (-1, 1), (1, -1)):
        painter.drawPixmap(across, down, light)
    painter.drawPixmap(0, 0, pixmap(name, QColor(0, 0, 0)))
    painter.end()
    return QCursor(out, x, y)


def emblem() -> QIcon:
    """The program's own sign."""
    return QIcon(str(resource("icons", "layoutdesk.svg")))


def pixmap(name: str, colour: QColor, side: int = SIDE, density: float = 1.0) -> QPixmap:
    """An icon in one colour, ``side`` logical pixels square."""
    key = f"layoutdesk {name} {colour.name(QColor.NameFormat.HexArgb)} {side} {density}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    out = QPixmap(round(side * density), round(side * density))
    out.fill(Qt.GlobalColor.transparent)
    painter = QPainter(out)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(colour.alphaF())
    _renderer(name, colour.name()).render(painter, QRectF(0, 0, out.width(), out.height()))
    painter.end()
    out.setDevicePixelRatio(density)
    QPixmapCache.insert(key, out)
    return out


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))
