"""Hidden characters (隐藏字符) shown over the page: spaces, full-width and no-break ones, what has no width, ends of paragraphs.

They are drawn over what is printed and never printed themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.types import ComposedPage
from layoutdesk.model.story import paragraphs
from layoutdesk.ui.canvas.view import PageView
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.writing.spots import Row, Spots

#: Type of fewer logical pixels than this shows none of them.
_SHOWN_FROM: Final = 7.0
#: What is hidden: white space, soft hyphens, joiners, marks of direction, selectors.
_HIDDEN: Final = re.compile(
    "[\\s\u00ad\u200b-\u200f\u202a-\u202f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_KINDS: Final[Mapping[str, str]] = {
    "\u3000": "box", "\u00a0": "ring", "\u202f": "ring", "\n": "break", "\u2028": "break", "\u2029": "break",
}  # fmt: skip


class Sign(NamedTuple):
    """One hidden character: ``dot`` a space, ``ring`` one that does not break, ``box`` a full-width one, ``bar`` what has no
    width, ``break`` the end of a line, ``end`` that of a paragraph. ``x`` to ``right``, baseline and type size in points.
    """

    kind: str
    x: float
    right: float
    baseline: float
    size: float


def signs_of(page: ComposedPage, ends: Mapping[str, int]) -> tuple[Sign, ...]:
    """The hidden characters of a page; ``ends`` has the length of every paragraph."""
    found: list[Sign] = []
    for element in dict.fromkeys(line.element for line in page.lines if line.paragraph):
        for row in Spots(page, element).rows:
            found += _on_row(row, ends)
    return tuple(found)


def _on_row(row: Row, ends: Mapping[str, int]) -> list[Sign]:
    line, signs = row.line, []
    inked = len(line.text.rstrip())
    right = line.x + line.width
    for match in _HIDDEN.finditer(line.text):
        at, char = match.start(), match[0]
        kind = _KINDS.get(char, "dot" if char.isspace() else "bar")
        if at < inked:
            signs.append(Sign(kind, row.x(line.start + at), row.x(line.start + at + 1), line.baseline, line.size))
        else:
            # White at a line's end takes no room there: it is shown behind the line.
            wide = line.size * (1.0 if kind == "box" else 0.3)
            signs.append(Sign(kind, right, right + wide, line.baseline, line.size))
            right += wide
    if line.end == ends.get(line.paragraph):
        signs.append(Sign("end", right, right + line.size, line.baseline, line.size))
    return signs


class HiddenSigns:
    """Draws the hidden characters of the page in view; works them out again when the page is another."""

    def __init__(self, view: PageView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._kept: tuple[ComposedPage, tuple[Sign, ...]] | None = None

    @property
    def signs(self) -> tuple[Sign, ...]:
        """Those of the page in view."""
        page = self._desk.shown
        if page is None:
            return ()
        if self._kept is None or self._kept[0] is not page:
            parts = (part for story in self._desk.shown_document.stories for part in paragraphs(story))
            self._kept = page, signs_of(page, {part.id: len(part.text) for part in parts})
        return self._kept[1]

    def paint(self, painter: QPainter, area: QRect, colour: QColor) -> None:
        """Draws those inside ``area`` in logical pixels of the viewport."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1))
        for sign in self.signs:
            box = self._view.rect_to_view(
                Rect(sign.x, sign.baseline - sign.size * 0.88, max(sign.right - sign.x, 0.01), sign.size)
            )
            if box.height() >= _SHOWN_FROM and box.intersects(QRectF(area)):
                _draw(painter, sign.kind, box, colour)
        painter.restore()


def _draw(painter: QPainter, kind: str, box: QRectF, colour: QColor) -> None:
    painter.setBrush(colour if kind == "dot" else Qt.BrushStyle.NoBrush)
    middle, em = box.center(), box.height()
    if kind == "dot":
        painter.drawEllipse(middle, max(em * 0.05, 0.7), max(em * 0.05, 0.7))
    elif kind == "ring":
        painter.drawEllipse(QPointF(middle.x(), box.top() + em * 0.3), em * 0.1, em * 0.1)
    elif kind == "box":
        painter.drawRect(QRectF(middle.x() - em * 0.3, middle.y() - em * 0.3, em * 0.6, em * 0.6))
    elif kind == "bar":
        painter.drawLine(QPointF(box.right(), box.top()), QPointF(box.right(), box.bottom()))
        painter.drawLine(QPointF(box.right() - em * 0.12, box.top()), QPointF(box.right() + em * 0.12, box.top()))
    else:
        font = QFont(painter.font())
        font.setPixelSize(max(5, round(em * 0.8)))
        painter.setFont(font)
        painter.drawText(
            box.adjusted(em * 0.05, 0, em, 0), Qt.AlignmentFlag.AlignVCenter, "¶" if kind == "end" else "↵"
        )
