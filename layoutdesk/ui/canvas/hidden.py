"""Hidden characters (隐藏字符) shown over page and galley: spaces, full-width and no-break ones, tabs, what has no width, ends of
chosen lines and of paragraphs.

They are drawn over what is printed and never printed themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.types import ComposedPage
from layoutdesk.display import Item, Mark
from layoutdesk.model.story import Paragraph, paragraphs
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
    "\t": "tab", "\u3000": "box", "\u00a0": "ring", "\u202f": "ring", "\n": "break", "\u2028": "break", "\u2029": "break",
}  # fmt: skip
#: Where the box of a sign begins over the baseline, em.
_OVER: Final = 0.88


class Sign(NamedTuple):
    """One hidden character: ``dot`` a space, ``ring`` one that does not break, ``box`` a full-width one, ``tab``, ``bar`` what has
    no width, ``break`` a chosen end of a line, ``end`` that of a paragraph.

    ``x`` to ``right`` along its line, baseline and type size in points; in a line set ``down``, ``x`` to ``right`` go downwards and
    ``baseline`` is its left edge.
    """

    kind: str
    x: float
    right: float
    baseline: float
    size: float
    down: bool = False

    @property
    def rect(self) -> Rect:
        """Where it stands, an em box of no less than some width."""
        length = max(self.right - self.x, 0.01)
        if self.down:
            return Rect(self.baseline, self.x, self.size, length)
        return Rect(self.x, self.baseline - self.size * _OVER, length, self.size)


def signs_of(page: ComposedPage, parts: Mapping[str, Paragraph]) -> tuple[Sign, ...]:
    """The hidden characters of a page; ``parts`` are its paragraphs by their ids."""
    elements = dict.fromkeys(line.element for line in page.lines if line.paragraph)
    return tuple(sign for element in elements for sign in _in_element(page, element, parts))


def _in_element(page: ComposedPage, element: str, parts: Mapping[str, Paragraph]) -> list[Sign]:
    signs: list[Sign] = []
    rows = Spots(page, element).rows
    for row, following in zip_longest(rows, rows[1:]):
        part = parts.get(row.line.paragraph)
        if part is not None:
            goes_on = following is not None and following.line.paragraph == part.id
            signs += _on_row(row, part, following.line.start if goes_on else len(part.text))
    return signs


def _on_row(row: Row, part: Paragraph, until: int) -> list[Sign]:
    """The signs of a row; white up to ``until`` belongs to it though a headline's line does not set it."""
    line, signs = row.line, []
    begin, across = (line.baseline, line.x) if line.down else (line.x, line.baseline)
    white = part.text[line.end : until]
    text, end = (line.text + white, line.end + len(white)) if white.isspace() else (line.text, line.end)
    inked = len(line.text.rstrip())
    right = begin + line.width
    for match in _HIDDEN.finditer(text):
        at, char = match.start(), match[0]
        kind = _KINDS.get(char, "dot" if char.isspace() else "bar")
        if at < inked:
            first, last = row.x(line.start + at), row.x(line.start + at + 1)
            signs.append(Sign(kind, first, last, across, line.size, line.down))
        else:
            # White at a line's end takes no room there: it is shown behind the line.
            wide = line.size * (1.0 if kind == "box" else 0.3)
            signs.append(Sign(kind, right, right + wide, across, line.size, line.down))
            right += wide
    ends = "end" if end == len(part.text) else "break" if end in part.breaks else ""
    if ends:
        signs.append(Sign(ends, right, right + line.size, across, line.size, line.down))
    return signs


class HiddenSigns:
    """Draws the hidden characters of a page over its view; what it worked out for an element lasts as long as its setting."""

    def __init__(self, view: PageView, desk: Desk, source: Callable[[], ComposedPage | None]) -> None:
        self._view, self._desk, self._source = view, desk, source
        self._kept: tuple[ComposedPage, tuple[Sign, ...]] | None = None
        self._elements: dict[str, tuple[tuple[Item, ...], list[Sign]]] = {}

    @property
    def signs(self) -> tuple[Sign, ...]:
        """Those of the page as it stands."""
        page = self._source()
        if page is None:
            return ()
        if self._kept is None or self._kept[0] is not page:
            stories = {line.story for line in page.lines}
            known = (story for story in self._desk.shown_document.stories if story.id in stories)
            parts = {part.id: part for story in known for part in paragraphs(story)}
            self._kept = page, tuple(self._found(page, parts))
        return self._kept[1]

    def _found(self, page: ComposedPage, parts: Mapping[str, Paragraph]) -> Iterator[Sign]:
        marks = [item for item in page.display.items if isinstance(item, Mark)]
        drawn = {mark.element: mark.items for mark in marks}
        # An element with several marks, as the galley's, has each line's of its own: they are gone through anew.
        single = len(drawn) == len(marks)
        before, self._elements = self._elements, {}
        for element in dict.fromkeys(line.element for line in page.lines if line.paragraph):
            items, kept = drawn.get(element, ()), before.get(element)
            if kept is None or kept[0] is not items or not single:
                kept = items, _in_element(page, element, parts)
            self._elements[element] = kept
            yield from kept[1]

    def paint(self, painter: QPainter, area: QRect, colour: QColor) -> None:
        """Draws those inside ``area`` in logical pixels of the viewport."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1))
        for sign in self.signs:
            box = self._view.rect_to_view(sign.rect)
            em = box.width() if sign.down else box.height()
            if em >= _SHOWN_FROM and box.intersects(QRectF(area)):
                _draw(painter, sign, box, em)
        painter.restore()


def _draw(painter: QPainter, sign: Sign, box: QRectF, em: float) -> None:
    kind, middle, colour = sign.kind, box.center(), painter.pen().color()
    painter.setBrush(colour if kind == "dot" else Qt.BrushStyle.NoBrush)
    if kind == "dot":
        painter.drawEllipse(middle, max(em * 0.05, 0.7), max(em * 0.05, 0.7))
    elif kind == "ring":
        painter.drawEllipse(middle - QPointF(0, em * 0.2), em * 0.1, em * 0.1)
    elif kind == "box":
        painter.drawRect(QRectF(middle.x() - em * 0.3, middle.y() - em * 0.3, em * 0.6, em * 0.6))
    elif kind == "bar":
        end = box.bottomLeft() if sign.down else box.topRight()
        along = QPointF(em * 0.12, 0)
        painter.drawLine(end, box.bottomRight())
        painter.drawLine(end - along, end + along)
    elif kind == "tab":
        tip = QPointF(box.right() - 1, middle.y())
        painter.drawLine(QPointF(box.left() + 1, middle.y()), tip)
        painter.drawPolyline([tip + QPointF(-em * 0.15, -em * 0.15), tip, tip + QPointF(-em * 0.15, em * 0.15)])
    else:
        font = QFont(painter.font())
        font.setPixelSize(max(5, round(em * 0.8)))
        painter.setFont(font)
        place = box if sign.down else box.adjusted(em * 0.05, 0, em, 0)
        flags = Qt.AlignmentFlag.AlignHCenter if sign.down else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, flags, "¶" if kind == "end" else "↵")
