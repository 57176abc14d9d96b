"""Where a range of copy stands on the pages: its page and element, as composed; where that is not known yet, by its story."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.types import ComposedPage, Line
from layoutdesk.finding import Hit
from layoutdesk.model.document import Page
from layoutdesk.ui.writing.spots import Spots

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk


class Place(NamedTuple):
    """A page and an element on it; ``is_set``: a line of the range stands there, and does not hang over."""

    page: str
    element: str
    is_set: bool


class Whereabouts:
    """Looks up pages as they are composed; what it has looked up of a page it knows until that is another."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lines: dict[str, tuple[ComposedPage, dict[str, list[Line]]]] = {}
        self._spots: dict[tuple[str, str], tuple[ComposedPage, Spots]] = {}
        self._homes: tuple[tuple[Page, ...], dict[str, list[tuple[str, str]]]] = ((), {})

    def place(self, hit: Hit) -> Place | None:
        """The page and element where a hit begins, or where its story ends that hangs over; nothing where it is unplaced."""
        homes = self._standing().get(hit.text.story, ())
        for page in dict.fromkeys(page for page, _ in homes):
            for line in self._lines_of(page).get(hit.text.paragraph.id, ()):
                if line.start <= hit.start < line.end:
                    return Place(page, line.element, True)
        return Place(*homes[-1], False) if homes else None

    def rects(self, page: str, hit: Hit) -> tuple[Rect, ...]:
        """What a hit covers of a page, in points; nothing where it does not stand there."""
        elements = {
            line.element
            for line in self._lines_of(page).get(hit.text.paragraph.id, ())
            if line.start < hit.end and hit.start < line.end
        }
        ranges = hit.text.paragraph.id, hit.start, hit.end
        return tuple(rect for each in sorted(elements) for rect in self._spots_of(page, each).marked(*ranges))

    def paragraphs_on(self, page: str) -> Iterable[str]:
        """The paragraphs that stand on a page, by their ids."""
        return self._lines_of(page)

    def _standing(self) -> dict[str, list[tuple[str, str]]]:
        """The pages and elements of every story, in the order of the pages."""
        pages = self._desk.document.pages
        if self._homes[0] is not pages:
            found: dict[str, list[tuple[str, str]]] = {}
            for page in pages:
                for element in page.elements:
                    if story := getattr(element, "story", ""):
                        found.setdefault(story, []).append((page.id, element.id))
            self._homes = pages, found
        return self._homes[1]

    def _lines_of(self, page: str) -> dict[str, list[Line]]:
        composed = self._desk.composed.get(page)
        if composed is None:
            return {}
        known = self._lines.get(page)
        if known is None or known[0] is not composed:
            found: dict[str, list[Line]] = {}
            for line in composed.lines:
                if line.paragraph:
                    found.setdefault(line.paragraph, []).append(line)
            known = self._lines[page] = composed, found
        return known[1]

    def _spots_of(self, page: str, element: str) -> Spots:
        composed = self._desk.composed[page]
        known = self._spots.get((page, element))
        if known is None or known[0] is not composed:
            known = self._spots[page, element] = composed, Spots(composed, element)
        return known[1]

    def forget(self) -> None:
        """Another issue is open, or nobody looks any more."""
        self._lines.clear()
        self._spots.clear()
        self._homes = (), {}
