"""What of the hits is seen on the page in view: reckoned in a turn of its own, and only while they are looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.types import ComposedPage
from layoutdesk.ui.turns import Pieces, Urgency

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk


#: So many hits are tinted on one page.
MOST_SHOWN: Final = 2_000


class ShownHits(QObject):
    """The places of the hits on the page in view. ``reckoned``: they are others than before."""

    reckoned = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self._finder = desk, desk.finder
        self._of: ComposedPage | None = None
        self._pieces = Pieces(desk.turns, self._reckoned, Urgency.LINES)
        self._rects: tuple[tuple[Rect, ...], ...] = ()
        self._current: tuple[Rect, ...] = ()
        for signal in (self._finder.changed, desk.page_composed, desk.page_turned):
            signal.connect(self._later)

    def on(self, page: ComposedPage | None) -> tuple[tuple[tuple[Rect, ...], ...], tuple[Rect, ...]]:
        """The places of hits on a page as it is shown, and that of the current one; none on one that is only tried out."""
        return (self._rects, self._current) if page is not None and page is self._of else ((), ())

    def _later(self, *_: object) -> None:
        self._pieces.drop()
        if self._finder.is_watched:
            self._show_current()
            self._pieces.ask()
        elif self._of is not None:
            self._of, self._rects, self._current = None, (), ()
            self.reckoned.emit()

    def _show_current(self) -> None:
        """The hit that the hand is at is seen at once, the others in their turn."""
        finder, composed = self._finder, self._desk.composed.get(self._desk.page_id)
        if composed is None:
            return
        if composed is not self._of:
            self._of, self._rects = composed, ()
        now = finder.current
        current = finder.whereabouts.rects(self._desk.page_id, finder.hits[now]) if now >= 0 else ()
        if current != self._current:
            self._current = current
            self.reckoned.emit()

    def _reckoned(self) -> Iterator[None]:
        page, finder = self._desk.page_id, self._finder
        composed = self._desk.composed.get(page)
        if not finder.is_watched or composed is None:
            return
        here, now = set(finder.whereabouts.paragraphs_on(page)), finder.current
        others, current = list[tuple[Rect, ...]](), tuple[Rect, ...]()
        for number, hit in enumerate(finder.hits):
            if hit.text.paragraph.id in here and len(others) < MOST_SHOWN:
                rects = finder.whereabouts.rects(page, hit)
                if number == now:
                    current = rects
                elif rects:
                    others.append(rects)
                yield
        self._of, self._rects, self._current = composed, tuple(others), current
        self.reckoned.emit()
