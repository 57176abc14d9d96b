"""The rows of a story on all elements over which it runs, on whichever pages, each worked out when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from layoutdesk.compose.types import ComposedPage
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.fits import shown_pages
from layoutdesk.ui.threads import Chain, chains, place_in
from layoutdesk.ui.writing.spots import Spot, Spots

#: Elements whose rows are kept: those between which a caret goes to and fro.
_KEPT = 8


class StoryRows:
    """The rows of elements as they are shown; of those that were asked for last they are kept while their page stays the same."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rows: dict[str, tuple[ComposedPage, Spots]] = {}
        self._chains: tuple[object, object, dict[str, Chain]] | None = None

    def on(self, page: str, element: str) -> Spots | None:
        """The rows of one element; nothing while its page waits to be composed for the first time."""
        composed = self._desk.shown if page == self._desk.page_id else self._desk.composed.get(page)
        if composed is None or not element:
            return None
        kept = self._rows.get(element)
        if kept is None or kept[0] is not composed:
            self._rows.pop(element, None)
            while len(self._rows) >= _KEPT:
                self._rows.pop(next(iter(self._rows)))
            kept = self._rows[element] = composed, Spots(composed, element)
        return kept[1]

    def chain(self, story: str) -> Chain:
        """The elements over which a story runs, in order."""
        document, known = self._desk.document, self._chains
        if known is None or known[0] is not document.pages or known[1] is not document.threads:
            known = self._chains = document.pages, document.threads, chains(document)
        return known[2].get(story, ())

    def beyond(self, spots: Spots, story: str, step: int) -> Iterator[Spots]:
        """The rows of the elements before (-1) or after (1) one in the thread of its story, the nearest first."""
        chain = self.chain(story)
        at = place_in(chain, spots.element)
        for link in () if at < 0 else chain[at + 1 :] if step > 0 else chain[:at][::-1]:
            found = self.on(link.page.id, link.element.id)
            if found is not None:
                yield found

    def place_of(self, spot: Spot, first: str) -> tuple[str, str] | None:
        """The page and element on which a spot stands: the end of a line, or where one begins, as the spot says.

        Of the pages ``first`` is looked through before the others; nothing where the spot is in overset copy.
        """
        found: tuple[str, str] | None = None
        for page in sorted(shown_pages(self._desk), key=lambda page: page.page != first):
            if not any(fit.story == spot.story for fit in page.fits):
                continue
            for line in page.lines:
                if line.paragraph != spot.paragraph or not line.start <= spot.offset <= line.end:
                    continue
                if spot.offset != (line.start if spot.ends else line.end):
                    return page.page, line.element
                found = found or (page.page, line.element)
        return found
