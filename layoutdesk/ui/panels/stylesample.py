"""Samples of styles: a few characters as a style sets them, in its face and ink, on a strip of paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from layoutdesk.base.colour import Cmyk, Paint
from layoutdesk.base.geometry import Rect
from layoutdesk.compose.context import Context, context_of
from layoutdesk.display import DisplayList, Group
from layoutdesk.model.story import Span
from layoutdesk.text.paragraph import set_line
from layoutdesk.ui.canvas.leaves import Layers
from layoutdesk.ui.canvas.painter import PagePainter

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk

#: Logical pixels for a point, and the least and the greatest size of type on a strip 26 pixels high: what is larger is drawn so.
_SCALE: Final = 1.6
_LEAST, _MOST, _HIGH = 12.0, 20.0, 26.0
#: From the edge of the strip to its type, and from the middle of its height to the baseline, in em of the type.
_INSET, _BASE = 0.45, 0.37
#: An ink with less than this in all is not seen on paper: what is set in it stands on another.
_PALE: Final = 0.3
_KEPT: Final = 200


class Samples:
    """Draws strips and keeps them, by everything that they depend on."""

    def __init__(self, desk: Desk, painter: PagePainter) -> None:
        self._desk, self._painter = desk, painter
        self._kept: dict[tuple[object, ...], QImage] = {}

    def image(self, name: str, text: str, size: QSize, density: float, paper: QColor) -> QImage | None:
        """The strip of a style, ``size`` logical pixels large; nothing without a page."""
        page, document = self._desk.page, self._desk.document
        if page is None or size.width() <= 0:
            return None
        context = context_of(document, document.template(page.template), self._desk.book)
        style = context.styles.get(name)
        if style is None:
            return None
        key = style, context.style("body"), text, size.width(), size.height(), density, paper.rgb(), context.language
        if key not in self._kept:
            if len(self._kept) > _KEPT:
                self._kept.clear()
            self._kept[key] = self._drawn(context, name, text, size, density, paper)
        return self._kept[key]

    def _drawn(self, context: Context, name: str, text: str, size: QSize, density: float, paper: QColor) -> QImage:
        own = context.styles[name]
        is_look = not (own.role and own.size)
        style = replace(context.style("body" if is_look else name), indent=0.0, drop=0, align="left")
        # As large as it is, within what the strip holds: a device pixel of it is that of a sheet of so many points.
        pixels = min(max(style.size * _SCALE, _LEAST), _MOST) * size.height() / _HIGH
        scale = pixels / style.size * density
        before = "字" if own.scale != 1.0 or own.rise else ""
        spans = (Span(len(before), len(before) + len(text), name),) if is_look else ()
        line = set_line(before + text, style, context.book, spans=spans, styles=context.styles, artefact=True)
        width, height = size.width() * density / scale, size.height() * density / scale
        x, y = _INSET * style.size - line.x, height / 2 + _BASE * style.size
        layers = Layers()
        group = Group(items=line.items, transform=(1.0, 0.0, 0.0, 1.0, x, y))
        layers.show(DisplayList(width=width, height=height, items=(group,)))
        ground = paper if _is_seen(own.paint) else self._painter.colours.of(context.template.accent)
        image = self._painter.picture(layers.within(Rect(0, 0, width, height)), width, height, scale, ground)
        image.setDevicePixelRatio(density)
        return image


def _is_seen(paint: Paint) -> bool:
    """Whether type is seen on paper; white type (反白) is not."""
    return not isinstance(paint, Cmyk) or paint.c + paint.m + paint.y + paint.k >= _PALE
