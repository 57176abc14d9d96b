"""The ports of what is selected (续排口): where its text comes in at the upper left, where it goes on at the lower right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF

from layoutdesk.model.elements import TextFrame
from layoutdesk.ui.fits import is_over
from layoutdesk.ui.threads import Chain, chains, place_in, runs

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.overlay import PageOverlay

PORT_SIDE: Final = 11.0
#: How far from its corner the middle of a port lies on the edge, and how high its element must be for that, logical pixels.
_FROM_CORNER: Final = 20.0
_LEAST: Final = 56.0
_REACH: Final = 2.0


class Port(NamedTuple):
    """One port: ``out`` where text goes on, else in; ``other`` the place of the neighbour in the thread, -1 for none; ``over``
    where copy that stands nowhere waits to go on.
    """

    element: str
    out: bool
    chain: Chain
    other: int
    over: bool = False


class Ports:
    """The ports of one view, with the threads of the issue as it is."""

    def __init__(self, over: PageOverlay) -> None:
        self._over = over
        self._known: tuple[object, object, dict[str, Chain]] | None = None

    @property
    def chains(self) -> dict[str, Chain]:
        """The threads of all stories."""
        document = self._over.desk.document
        known = self._known
        if known is None or known[0] is not document.pages or known[1] is not document.threads:
            known = self._known = document.pages, document.threads, chains(document)
        return known[2]

    def shown(self) -> Iterator[tuple[Port, QRectF]]:
        """The ports of all selected elements through which text runs, with their boxes in the viewport.

        A block shows those that lead somewhere, a free frame also where its thread begins and ends.
        """
        over = self._over
        if over.desk.part is not None:
            return
        for element in over.desk.elements:
            chain = self.chains.get(getattr(element, "story", ""), ()) if runs(element) else ()
            at, rects = place_in(chain, element.id), over.frames(element.id)
            if at < 0 or not rects:
                continue
            free = isinstance(element, TextFrame)
            into, out = (
                Port(element.id, False, chain, at - 1),
                Port(element.id, True, chain, at + 1 if chain[at + 1 :] else -1),
            )
            if (free or into.other >= 0) and over.view.rect_to_view(rects[0]).height() >= _LEAST:
                yield into, _box(self.way_in(element.id))
            out = out._replace(over=is_over(over.desk, element.id))
            if (free or out.other >= 0 or out.over) and over.view.rect_to_view(rects[-1]).height() >= _LEAST:
                yield out, _box(self.way_out(element.id))

    def way_in(self, element: str) -> QPointF:
        """Where text comes into an element of the page in view."""
        box = self._over.view.rect_to_view(self._over.frames(element)[0])
        return box.topLeft() + QPointF(0, min(_FROM_CORNER, box.height() / 3))

    def way_out(self, element: str) -> QPointF:
        """Where text leaves an element of the page in view."""
        box = self._over.view.rect_to_view(self._over.frames(element)[-1])
        return box.bottomRight() - QPointF(0, min(_FROM_CORNER, box.height() / 3))

    def at(self, position: QPointF) -> Port | None:
        """The port under a position of the viewport."""
        for port, box in self.shown() if not self._over.plain else ():
            if box.adjusted(-_REACH, -_REACH, _REACH, _REACH).contains(position):
                return port
        return None


def _box(middle: QPointF) -> QRectF:
    half = PORT_SIDE / 2
    return QRectF(middle.x() - half, middle.y() - half, PORT_SIDE, PORT_SIDE)
