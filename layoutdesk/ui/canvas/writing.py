"""The copy as the canvas has it: rows of the selected element, and the element and page that go along with the caret."""

from __future__ import annotations

from layoutdesk.compose.types import ComposedPage
from layoutdesk.ui.canvas.overlay import PageOverlay
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.writing.spots import Spot, Spots
from layoutdesk.ui.writing.writer import Writer


class CanvasCopy:
    """What the text tool of the canvas asks beyond its view."""

    def __init__(self, desk: Desk, overlay: PageOverlay, writer: Writer) -> None:
        self._desk = desk
        self._overlay = overlay
        self._writer = writer
        self._spots: tuple[ComposedPage, str, Spots] | None = None
        self._following = False
        desk.page_turned.connect(self._page_turned)

    def spots(self) -> Spots | None:
        """The rows of the selected block or frame as they stand now."""
        page, element = self._desk.shown, self._desk.selection
        if page is None or not element:
            return None
        if self._spots is None or self._spots[0] is not page or self._spots[1] != element:
            self._spots = page, element, Spots(page, element)
        return self._spots[2]

    def aim(self, x: float, y: float) -> bool:
        """Selects the element at a point of the page; whether it has copy."""
        under = self._overlay.elements_at(x, y)
        self._desk.select(next((name for name in under if self._sets_copy(name)), under[0] if under else ""))
        return self._sets_copy(self._desk.selection)

    def _sets_copy(self, element: str) -> bool:
        page = self._desk.page
        return any(bool(getattr(each, "story", "")) for each in page.elements if each.id == element) if page else False

    def follow(self) -> None:
        """Selects the element on which the caret stands, and turns to its page, where it has left the selected one."""
        spot, spots = self._writer.spot, self.spots()
        if self._following or spot is None or (spots is not None and spots.row_of(spot) is not None):
            return
        here = [self._desk.page_id]
        pages = here + [page.id for page in self._desk.document.pages if page.id not in here]
        for page in pages:
            element = self._element_with(page, spot)
            if element:
                self._following = True
                try:
                    self._desk.go_to(page, element)
                finally:
                    self._following = False
                return

    def _element_with(self, page: str, spot: Spot) -> str:
        composed = self._desk.composed.get(page)
        sets = composed is not None and any(fit.story == spot.story for fit in composed.fits)
        lines = composed.lines if composed is not None and sets else ()
        return next(
            (
                line.element
                for line in lines
                if line.story == spot.story
                and line.paragraph == spot.paragraph
                and line.start <= spot.offset <= line.end
            ),
            "",
        )

    def close(self) -> None:
        """The view is closed for good."""
        self._desk.page_turned.disconnect(self._page_turned)

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
