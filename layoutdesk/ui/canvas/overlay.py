"""The state of the hand over the page, what tools ask of it, and in which order it is drawn (see ``marks``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from layoutdesk.base.geometry import Rect, around
from layoutdesk.base.problem import Problem
from layoutdesk.compose.grid import bounding
from layoutdesk.model import Guide
from layoutdesk.model.elements import Block, Element, GridRect, Rule, area_of
from layoutdesk.ui.canvas import crops
from layoutdesk.ui.canvas.drawn import Stroke, stroke_of, thickness_of
from layoutdesk.ui.canvas.free import rect_of
from layoutdesk.ui.canvas.ghostparts import GhostParts
from layoutdesk.ui.canvas.hands import Overlay
from layoutdesk.ui.canvas.held import held
from layoutdesk.ui.canvas.hidden import HiddenSigns
from layoutdesk.ui.canvas.marks import (
    content,
    empty,
    faults,
    found,
    frames,
    groups,
    guides,
    headedge,
    paper,
    review,
    shape,
    threads,
    unprinted,
)
from layoutdesk.ui.canvas.measures import Axis
from layoutdesk.ui.canvas.nearness import Nearness
from layoutdesk.ui.canvas.notch import CORNERS, Notch, may_be_l, notch_of
from layoutdesk.ui.canvas.places import problem_rects
from layoutdesk.ui.canvas.ports import Ports
from layoutdesk.ui.canvas.previews import Previews
from layoutdesk.ui.canvas.shown import Shown
from layoutdesk.ui.canvas.snapping import HANDLES, Catch, Edges
from layoutdesk.ui.canvas.standing import Place, is_movable
from layoutdesk.ui.canvas.view import PageView
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.finding.shownhits import ShownHits
from layoutdesk.ui.language import Language
from layoutdesk.ui.review.shownmarks import ShownMarks
from layoutdesk.ui.selection import Part
from layoutdesk.ui.theme import Look, Theme

#: How near a handle the hand must be, in logical pixels.
HANDLE_REACH = 7.0
#: The same of the edge of a block between its handles, at most a sixth of the side that it crosses.
EDGE_REACH = 4.0
#: The same of a guide, which lies over what stands on the page.
GUIDE_REACH = 3.0
#: Grips lie so far inside their corner, in logical pixels, in blocks at least so wide and high.
_GRIP_INSET, _GRIPPED = 16.0, 96.0
#: What is drawn over the page unless it is shown plain, back to front.
_MARKS: Final = (
    empty.empty, unprinted.unprinted, guides.guides, review.review, found.found, frames.edges, frames.hover, faults.overlaps,
    faults.problem, groups.groups, threads.threads, frames.selection, threads.ports, headedge.draw, groups.locks,
    content.part, faults.fits,
    frames.ghosts, frames.catches, guides.in_hand, shape.shape,
)  # fmt: skip


class PageOverlay:
    """Draws the state of the hand over the page in view. Tools set the ghosts, ``catches``, ``hover`` and ``problem``."""

    def __init__(self, view: PageView, desk: Desk, language: Language, look: Look, shown: Shown) -> None:
        self.view = view
        self.desk = desk
        self.language = language
        self.look = look
        self.shown = shown
        self.edge_lines = frames.EdgeLines()
        self.near = Nearness(view, self._standing_back)
        self.show_hidden = False
        self.hidden = HiddenSigns(view, desk, lambda: desk.shown)
        self.plain = False
        self.ports = Ports(self)
        self.text: Overlay | None = None
        #: The places of parts that what is selected lacks.
        self.parts: GhostParts | None = None
        self.hover = ""
        #: Where the elements in the hand would come to rest.
        self.ghosts: tuple[Place, ...] = ()
        #: The rows that the story over the page needs where it would lie over others.
        self.need = 0
        #: Whether the ghosts are those of copies, whose originals stay.
        self.copying = False
        self.marquee: Rect | None = None
        #: The rule that is being drawn.
        self.stroke: Stroke | None = None
        #: What of the picture in the hand its frame would show.
        self.crop: Rect | None = None
        self.previews: Previews | None = None
        #: What find and change has found.
        self.found: ShownHits | None = None
        #: Tracked changes and notes.
        self.reviewed: ShownMarks | None = None
        self.catches: tuple[Catch, ...] = ()
        #: The guide that is selected.
        self.guide = ""
        #: Lines across the whole view that are in the hand: of each the axis along which it is moved, and its place.
        self.lines: tuple[tuple[Axis, float], ...] = ()
        #: The problem whose place is marked, wherever it stands now.
        self.problem: Problem | None = None

    @property
    def theme(self) -> Theme:
        """The colours in use."""
        return self.look.theme

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Draws everything, in logical pixels of the viewport."""
        if self.desk.grid is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if self.plain:
            paper.pasteboard(self, painter)
        paper.sheet_edge(self, painter)
        if self.view.page != self.desk.page_id:
            # The hand is on another view, with another page, and may bring something here.
            frames.ghosts(self, painter)
            return
        if not self.plain:
            paper.page_grid(self, painter)
        if self.text is not None:
            self.text.paint(painter, area)
        if self.plain:
            return
        if self.show_hidden:
            self.hidden.paint(painter, area, self.theme.guide)
        for draw in _MARKS:
            draw(self, painter)
        if self.parts is not None:
            self.parts.paint(painter)

    @property
    def mark(self) -> tuple[Rect, ...]:
        """The place to which a problem has led, as the page stands."""
        return problem_rects(self.desk.shown, self.problem) if self.problem is not None else ()

    # What the tools ask

    def frames(self, element: str) -> tuple[Rect, ...]:
        """The rectangles of an element of the page in view, in points."""
        shown = self.desk.shown
        return shown.frames.get(element, ()) if shown is not None else ()

    def handles(self) -> Iterator[tuple[Edges, QPointF]]:
        """The handles of the selected element in the viewport; none for what is locked or placed by the template."""
        if self.desk.part is not None:
            yield from self._content_handles(self.desk.part)
            return
        element = self.desk.element
        rects = self.frames(self.desk.selection)
        free = rect_of(element)
        if not rects or not is_movable(element) or len(self.desk.chosen) > 1:
            return
        box = self.view.rect_to_view(around(rects))
        for edges in HANDLES:
            if free is not None and ((edges.across and not free.w) or (edges.down and not free.h)):
                continue  # A rule is pulled at its ends.
            yield edges, _handle(box, edges)

    def _content_handles(self, part: Part) -> Iterator[tuple[Edges, QPointF]]:
        """The handles of the picture in the hand: round it in its block, from inside at the corners of the whole picture."""
        picture = held(self.desk)
        if picture is None or not is_movable(picture.element):
            return
        rect = crops.content(self.crop or picture.crop, picture.rect) if part.inside else picture.rect
        box = self.view.rect_to_view(rect)
        for edges in HANDLES:
            if not part.inside or (edges.across and edges.down):
                yield edges, _handle(box, edges)

    def preview(self, asset: str, width: float) -> QImage | None:
        """A picture as the screen shows it, for ``width`` logical pixels of the whole of it."""
        return self.previews.image(asset, width * self.view.devicePixelRatioF()) if self.previews is not None else None

    def handle_at(self, position: QPointF) -> Edges | None:
        """The handle under a position of the viewport."""
        near = [
            (max(abs(point.x() - position.x()), abs(point.y() - position.y())), edges)
            for edges, point in self.handles()
        ]
        distance, edges = min(near, key=lambda item: item[0], default=(HANDLE_REACH + 1, None))
        return edges if distance <= HANDLE_REACH else None

    def edge_at(self, position: QPointF) -> Edges | None:
        """The edge of the selected block or advert under a position of the viewport, anywhere between its handles."""
        desk, rects = self.desk, self.frames(self.desk.selection)
        if desk.part is not None or not area_of(desk.element) or not is_movable(desk.element) or len(desk.chosen) > 1:
            return None
        box = self.view.rect_to_view(around(rects)) if rects else QRectF()
        reach = min(EDGE_REACH, box.width() / 6, box.height() / 6)
        parts = (self.view.rect_to_view(rect).adjusted(-reach, -reach, reach, reach) for rect in rects)
        if not any(part.contains(position) for part in parts):
            return None  # Off the block, or in the notch of an L.
        offs = (
            (abs(position.x() - box.left()), Edges(-1, 0)), (abs(position.x() - box.right()), Edges(1, 0)),
            (abs(position.y() - box.top()), Edges(0, -1)), (abs(position.y() - box.bottom()), Edges(0, 1)),
        )  # fmt: skip
        off, edges = min(offs, key=lambda item: item[0])
        return edges if off <= reach else None

    def pulled_at(self, position: QPointF) -> Edges | None:
        """The edges that a drag from a position of the viewport pulls: those of its handle, or the edge itself."""
        return self.handle_at(position) or self.edge_at(position)

    @property
    def guides(self) -> tuple[Guide, ...]:
        """The guides of the page in view, as far as guides are shown; what is hidden is not caught by."""
        page = self.desk.page
        return page.guides if page is not None and self.shown["guides"] and not self.plain else ()

    @property
    def chosen_guide(self) -> Guide | None:
        """The guide that is selected; none as soon as an element is."""
        return None if self.desk.chosen else next((guide for guide in self.guides if guide.id == self.guide), None)

    def guide_at(self, position: QPointF) -> Guide | None:
        """The guide under a position of the viewport that the hand may take hold of, the nearest one."""
        near = []
        for guide in self.guides:
            at = self.view.to_view(guide.place, guide.place)
            off = abs(at.x() - position.x() if guide.axis == "across" else at.y() - position.y())
            if off <= GUIDE_REACH and not guide.locked:
                near.append((off, guide))
        return min(near, key=lambda item: item[0])[1] if near else None

    def grips(self) -> Iterator[tuple[Notch, QPointF]]:
        """The grips by which a corner of the selected block is pulled inwards, where it may be; that of an L lies in its notch."""
        block, grid = self.desk.element, self.desk.grid
        if not isinstance(block, Block) or grid is None or not is_movable(block) or len(self.desk.chosen) > 1:
            return
        if self.desk.part is not None:
            return  # The hand is on its picture.
        notch, bounds = notch_of(block.area), bounding(block.area)
        box = self.view.rect_to_view(grid.rect(bounds))
        if notch is not None:
            inner = grid.rect(GridRect(notch.column, notch.row, 1, 1))
            x = inner.x - (grid.gutter / 2 if notch.column > bounds.column else 0.0)
            yield notch, self.view.to_view(x, inner.y)
        elif may_be_l(block) and min(box.width(), box.height()) >= _GRIPPED:
            for corner in CORNERS:
                column = bounds.right if corner.across > 0 else bounds.column
                row = bounds.bottom if corner.down > 0 else bounds.row
                at = QPointF(
                    (box.right() if corner.across > 0 else box.left()) - _GRIP_INSET * corner.across,
                    (box.bottom() if corner.down > 0 else box.top()) - _GRIP_INSET * corner.down,
                )
                yield Notch(corner, column, row), at

    def grip_at(self, position: QPointF) -> Notch | None:
        """The grip under a position of the viewport."""
        for notch, point in self.grips():
            if (point - position).manhattanLength() <= HANDLE_REACH:
                return notch
        return None

    def is_on_head_edge(self, position: QPointF) -> bool:
        """Whether the edge of the selected block's headline lies under a position of the viewport."""
        bar = headedge.head_edge(self)
        return bar is not None and bar.adjusted(-4, -3, 4, 3).contains(position)

    def _standing_back(self) -> Iterator[QRectF]:
        """The boxes of the marks that lie on print."""
        bar = headedge.head_edge(self)
        if bar is not None:
            yield bar
        for _, point in self.grips():
            yield frames.grip_box(point)
        yield from faults.over_tags(self)
        if self.parts is not None:
            yield from self.parts.reach()

    def port_at(self, position: QPointF) -> str:
        """The overset element whose ⊞ lies under a position of the viewport: the port from which it goes on (续排)."""
        shown = self.desk.shown
        for fit in shown.fits if shown is not None and not self.plain else ():
            rects = self.frames(fit.element)
            if rects and fit.over and faults.tag_at(self, fit, self.view.rect_to_view(rects[-1])).contains(position):
                return fit.element
        return ""

    def elements_at(self, x: float, y: float) -> list[str]:
        """The elements under a point of the page, front to back; a rule where the point is near its line."""
        shown, page = self.desk.shown, self.desk.page
        if shown is None or page is None:
            return []
        reach = HANDLE_REACH / 2 * self.view.devicePixelRatioF() / self.view.scale
        return [
            element.id
            for element in reversed(page.elements)
            if element.id in shown.frames and _is_under(element, shown.frames[element.id], x, y, reach)
        ]


def _is_under(element: Element, rects: tuple[Rect, ...], x: float, y: float, reach: float) -> bool:
    """Whether an element lies under a point; one as thin as a rule within a hand's ``reach``."""
    if isinstance(element, Rule):
        return stroke_of(element).distance(x, y) <= max(reach, thickness_of(element) / 2)
    return any(rect.contains(x, y) for rect in rects)


def _handle(box: QRectF, edges: Edges) -> QPointF:
    """Where the handle of some edges lies on a box."""
    x = (box.left(), box.center().x(), box.right())[edges.across + 1]
    y = (box.top(), box.center().y(), box.bottom())[edges.down + 1]
    return QPointF(x, y)
