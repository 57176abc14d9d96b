"""The copy as the canvas has it: rows of the selected element, and the element and page that go along with the caret."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.galley import ELEMENT, galley_of
from layoutdesk.compose.types import ComposedPage
from layoutdesk.ui.canvas.overlay import PageOverlay
from layoutdesk.ui.canvas.storyrows import StoryRows
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.fits import shown_pages
from layoutdesk.ui.writing.overset import Overset, overset_at, overset_below, reached
from layoutdesk.ui.writing.setting import Parts
from layoutdesk.ui.writing.spots import Spot, Spots
from layoutdesk.ui.writing.writer import Writer


class CanvasCopy(Parts):
    """What the text tool of the canvas asks beyond its view; ``tell`` hears in which line of overset copy the caret is, or 0."""

    def __init__(self, desk: Desk, overlay: PageOverlay, writer: Writer, tell: Callable[[int], None]) -> None:
        self._desk = desk
        self._overlay = overlay
        self._writer = writer
        self._tell = tell
        self._rows = StoryRows(desk)
        self._galley: tuple[ComposedPage, Spots] | None = None
        self._following = False
        #: Whether the caret has gone where no page shows it as yet.
        self._is_lost = False
        desk.page_turned.connect(self._page_turned)
        desk.selected.connect(self._selected)
        desk.page_composed.connect(self._page_composed)

    def spots(self) -> Spots | None:
        """The rows of the selected block or frame as they stand now."""
        return self._rows.on(self._desk.page_id, self._desk.selection)

    def others(self) -> Iterable[Spots]:
        here = self._desk.page_id
        for link in self._rows.chain(self._story):
            if link.page.id == here and link.element.id != self._desk.selection:
                found = self._rows.on(here, link.element.id)
                if found is not None:
                    yield found

    def under(self, x: float, y: float, among: Collection[str]) -> Spots | None:
        spots = self.spots()
        parts = [
            each
            for each in ((spots, *self.others()) if spots is not None else ())
            if each.row_on(0, 1, among) is not None
        ]
        return min(parts, key=lambda each: self._distance(each.element, x, y), default=None)

    def _distance(self, element: str, x: float, y: float) -> float:
        return min(_distance(rect, x, y) for rect in self._overlay.frames(element))

    def beyond(self, spots: Spots, step: int) -> Iterable[Spots]:
        return self._rows.beyond(spots, self._story, step)

    def standing(self, spot: Spot) -> tuple[Spots, int] | None:
        place = self._rows.place_of(spot, self._desk.page_id)
        spots = self._rows.on(*place) if place is not None else None
        number = spots.row_of(spot) if spots is not None else None
        return (spots, number) if spots is not None and number is not None else None

    def overset(self) -> Overset | None:
        return self._in_galley(self._writer.spot, overset_at)

    def below(self, spot: Spot) -> Overset | None:
        over = any(fit.over for page in shown_pages(self._desk) for fit in page.fits if fit.story == spot.story)
        return self._in_galley(spot, overset_below) if over and spot.paragraph in self._writer.flow else None

    def _in_galley(
        self, spot: Spot | None, find: Callable[[Spots, Spot, dict[str, int]], Overset | None]
    ) -> Overset | None:
        """What ``find`` makes of a spot among the rows of its galley and of how far each paragraph stands."""
        desk = self._desk
        story = next((each for each in desk.document.stories if spot is not None and each.id == spot.story), None)
        if spot is None or story is None:
            return None
        galley = galley_of(desk.document, story, desk.book)
        if self._galley is None or self._galley[0] is not galley:
            self._galley = galley, Spots(galley, ELEMENT)
        return find(self._galley[1], spot, reached(shown_pages(desk), story.id))

    @property
    def _story(self) -> str:
        return self._writer.spot.story if self._writer.spot is not None else ""

    def aim(self, x: float, y: float) -> bool:
        """Selects the element at a point of the page; whether it has copy."""
        under = self._overlay.elements_at(x, y)
        self._desk.select(next((name for name in under if self._sets_copy(name)), under[0] if under else ""))
        return self._sets_copy(self._desk.selection)

    def _sets_copy(self, element: str) -> bool:
        page = self._desk.page
        return any(bool(getattr(each, "story", "")) for each in page.elements if each.id == element) if page else False

    def follow(self) -> None:
        """Selects the element on which the caret stands, and turns to its page, where it has left the selected one.

        In overset copy that is told; while pages wait to be composed nobody knows.
        """
        spot, desk = self._writer.spot, self._desk
        self._is_lost = False
        if self._following or spot is None or self._is_here(spot):
            self._tell(0)
            return
        place = self._rows.place_of(spot, desk.page_id)
        if place is not None:
            self._tell(0)
            self._go(*place)
        elif desk.is_composing:
            self._is_lost = True
        else:
            over = self.overset()
            self._tell(over.line if over is not None else 0)

    def _go(self, page: str, element: str) -> None:
        if (page, element) == (self._desk.page_id, self._desk.selection):
            return
        self._following = True
        try:
            self._desk.lead_to(page, element)
        finally:
            self._following = False

    def _is_here(self, spot: Spot) -> bool:
        """Whether a spot stands in the selected element, and does not begin the next row, elsewhere, or end the one before."""
        spots = self.spots()
        number = spots.row_of(spot) if spots is not None else None
        if spots is None or number is None:
            return False
        line = spots.rows[number].line
        if spot.ends:
            return spot.offset > line.start or not spot.offset
        # Most that is typed at the end of a last row is typed where the story ends: nothing else is looked through then.
        return spot.offset < line.end or number + 1 < len(spots.rows) or len(self._rows.chain(spot.story)) < 2

    def _page_composed(self, _: str) -> None:
        if self._is_lost and self._overlay.view.tool is not None and not self._writer.is_tentative:
            self.follow()

    def close(self) -> None:
        """The view is closed for good."""
        self._desk.page_turned.disconnect(self._page_turned)
        self._desk.selected.disconnect(self._selected)
        self._desk.page_composed.disconnect(self._page_composed)

    def _selected(self, _: str) -> None:
        """Another element is selected, or none: keys and panels speak of that, so that the caret leaves every other story.

        One that stayed in the galley would take its block back into the hand with the next change of anything.
        """
        spot, element = self._writer.spot, self._desk.element
        if spot is not None and not self._following and getattr(element, "story", "") != spot.story:
            self._writer.put(None)

    def _page_turned(self, _: str) -> None:
        """Another page is looked at: the caret is not on it, unless it has led there."""
        if self._following or self._overlay.view.tool is None:
            return
        self._following = True
        try:
            # What is under way is put in where it stands, without the page going back there.
            self._writer.put(None)
        finally:
            self._following = False


def _distance(rect: Rect, x: float, y: float) -> float:
    """How far a point lies outside a rectangle."""
    return math.hypot(max(rect.x - x, x - rect.right, 0.0), max(rect.y - y, y - rect.bottom, 0.0))
