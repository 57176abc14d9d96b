"""What is drawn over a page that is compared: frames round what differs, tints behind the words that come or go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final, Literal, NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.types import ComposedPage
from layoutdesk.proof.differing import ranges
from layoutdesk.ui.canvas.view import PageView
from layoutdesk.ui.theme import Look
from layoutdesk.ui.versions.shelf import Compared
from layoutdesk.ui.writing.spots import Spots

Side = Literal["before", "after"]
#: How far tints let the print be seen, of 255.
_TINT: Final = 60


class Mark(NamedTuple):
    """One element that differs: where it stands, what its colour is called in the theme, the story whose words differ in it.

    ``copy``: that story, where nothing else of the element differs.
    """

    element: str
    rects: tuple[Rect, ...]
    colour: str
    story: str
    #: The places of those words, once they are looked up.
    words: tuple[Rect, ...] = ()
    copy: str = ""


def marks(compared: Compared, side: Side, page: ComposedPage) -> list[Mark]:
    """The marks of a page of one side."""
    change = next((each for each in compared.differences.pages if each.page == page.page), None)
    found = []
    for spot in (each for each in (change.spots if change is not None else ()) if each.element in page.frames):
        only = {"new", "gone", "moved"}.intersection(spot.kinds)
        colour = ("error" if side == "before" else "good") if only else "warning"
        story = spot.story if "copy" in spot.kinds else ""
        copy = story if spot.kinds == ("copy",) else ""
        found.append(Mark(spot.element, page.frames[spot.element], colour, story, copy=copy))
    moved_here = _moved_away(compared, page) if side == "before" else ()
    return [*found, *(Mark(name, page.frames[name], "error", "") for name in moved_here)]


def _moved_away(compared: Compared, page: ComposedPage) -> Iterable[str]:
    """What stands on another page now: its change is told there."""
    spots = (spot for each in compared.differences.pages for spot in each.spots)
    return (
        spot.element
        for spot in spots
        if spot.before == page.page and spot.after not in ("", page.page) and spot.element in page.frames
    )


def words(compared: Compared, side: Side, page: ComposedPage, element: str, story: str) -> Iterable[Rect]:
    """Where words that come or go stand in an element."""
    document = compared.before if side == "before" else compared.after
    copy = next((each for each in document.stories if each.id == story), None)
    if copy is None:
        return
    spots = Spots(page, element)
    for paragraph, start, end in ranges(copy, compared.words.get(story, ()), "out" if side == "before" else "in"):
        yield from spots.marked(paragraph, start, end)


class Marks:
    """The overlay of one view. ``current`` is the element that one looks at."""

    def __init__(self, view: PageView, look: Look, side: Side) -> None:
        self._view, self._look = view, look
        self._words = "error" if side == "before" else "good"
        self.shown: list[Mark] = []
        self.current = ""

    def told(self) -> list[tuple[str, str]]:
        """The stories whose words differ here, with the elements in which they do; all words are looked up."""
        return [(mark.copy, mark.element) for mark in self.shown if mark.copy and mark.words]

    def keep_told(self, told: Mapping[str, Collection[str]]) -> None:
        """Takes the frames away from elements of a story whose words differ in others of it alone, on whichever side."""
        self.shown = [mark for mark in self.shown if mark.element in told.get(mark.copy, (mark.element,))]

    def at(self, x: float, y: float) -> str:
        """The element that differs at a point of the page; the uppermost of several."""
        for mark in reversed(self.shown):
            if any(rect.x <= x <= rect.right and rect.y <= y <= rect.bottom for rect in mark.rects):
                return mark.element
        return ""

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Frames and tints over the page as it is printed."""
        theme = self._look.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in self.shown:
            is_current = mark.element == self.current
            tint = QColor(getattr(theme, self._words))
            tint.setAlpha(_TINT + 40 * is_current)
            for rect in mark.words:
                box = self._view.rect_to_view(rect)
                if area.intersects(box.toAlignedRect()):
                    painter.fillRect(box, tint)
            painter.setPen(QPen(theme.accent if is_current else getattr(theme, mark.colour), 3 if is_current else 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for rect in mark.rects:
                painter.drawRoundedRect(self._view.rect_to_view(rect).adjusted(-3, -3, 3, 3), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
