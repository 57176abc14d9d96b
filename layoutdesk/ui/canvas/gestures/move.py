"""Moving the selected elements: on the grid by whole columns and rows, off it freely, caught by lines and neighbours.

The element under the hand leads and is caught; the others keep their places to it. Where it stands on the grid, those off the
grid go by the same columns and rows. With the hand beside the sheet all of them are parked there as they are. With Alt held the
elements stay, and copies of them go where the hand lets go.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.base.steps import Steps
from layoutdesk.compose.context import context_of
from layoutdesk.compose.grid import bounding
from layoutdesk.compose.jumpflow import run_of
from layoutdesk.edits import copies
from layoutdesk.makeup.makingroom import MadeRoom, NoRoom, RoomMaker, Seam, giving_way, refitted
from layoutdesk.makeup.refitting import refitting
from layoutdesk.model.elements import Block, Element
from layoutdesk.ui.canvas.free import FreeRest, Lines, moved_rect
from layoutdesk.ui.canvas.gestures.across import Across, Landing, brought
from layoutdesk.ui.canvas.gestures.base import Gesture, in_view
from layoutdesk.ui.canvas.gestures.parking import Parking
from layoutdesk.ui.canvas.seams import rest_at
from layoutdesk.ui.canvas.snapping import Rest, moved
from layoutdesk.ui.canvas.stage import Stage
from layoutdesk.ui.canvas.standing import Place, edit_to, is_movable, place_of, put_at
from layoutdesk.ui.copying import copies_of, taken
from layoutdesk.ui.trying import AHEAD_SECONDS
from layoutdesk.ui.turns import Urgency


class Move(Gesture):
    """A drag on a selected element."""

    def __init__(self, stage: Stage, start: QPointF, elements: tuple[Element, ...]) -> None:
        super().__init__(stage, start)
        self.elements = elements
        self.before = tuple(place for element in elements if (place := place_of(element)) is not None)
        self.places = self.before
        self._copies: copies.Bundle | None = None
        self._maker: RoomMaker | None = None
        self._made: MadeRoom | None = None
        #: The seam at which room is being looked for, in turns between the movements of the hand, and the last of these.
        self._seam: Seam | None = None
        self._finding: Steps[MadeRoom | NoRoom] | None = None
        self._last: QMouseEvent | None = None
        self._parking = Parking(stage.desk.grid, self.before)
        self._across = Across(stage, self.before, self.origin)
        self._landing: Landing | None = None
        #: Where they would lie beside the sheet, while the hand is there.
        self._beside: tuple[Place, ...] | None = None

    @classmethod
    def at(cls, stage: Stage, event: QMouseEvent) -> Move | None:
        """A move of what is selected, where the hand is on it and may move it."""
        under = stage.overlay.elements_at(*stage.view.to_page(event.position()))
        elements = tuple(element for element in stage.desk.elements if is_movable(element))
        if not is_movable(stage.desk.element) or stage.desk.selection not in under:
            return None
        return cls(stage, event.position(), elements)

    def move(self, event: QMouseEvent) -> None:
        copying = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        turned, self.copying, self._last = copying is not self.copying, copying, event.clone()
        turned |= self._landing is not None
        self._landing = self._across.under(event)
        self.scrolls = self._landing is None
        if self._landing is not None:
            self._leave_page()
            return
        event = in_view(event, self.stage.view)
        self._beside = self._parking.beside(*self.moved_by(event), *self.stage.view.to_page(event.position()))
        made, self._made = self._made, self._room(event) if self._beside is None else None
        rest = self._rest(event) if self._made is None else rest_at(self._made)
        if rest is None:
            return
        turned = turned or made is not self._made
        overlay = self.stage.overlay
        overlay.catches = rest.catches
        shape = Qt.CursorShape.DragCopyCursor if copying else Qt.CursorShape.SizeAllCursor
        port = self.stage.view.viewport()
        if port.cursor().shape() != shape:
            port.setCursor(shape)
        if self._made is not None:
            places: tuple[Place, ...] = (self._made.block.area,)
        else:
            places = self._beside or self._follow(rest)
        if places != self.places or turned:
            self.places = overlay.ghosts = places
            overlay.copying = copying
            self.show(rest, *self._edits())
            in_hand = self._copied().elements if copying else self.elements
            self.stage.view.carry(frozenset(each.id for each in in_hand))

    def _leave_page(self) -> None:
        """The hand is over another view: here everything stands as before."""
        overlay = self.stage.overlay
        overlay.ghosts, overlay.catches, self.places, self._beside, self._made = (), (), self.before, None, None
        self.stage.say(None)
        self.stage.view.carry(frozenset())
        self.stage.desk.end_preview()

    def _land(self, landing: Landing) -> None:
        """What is in the hand goes to the page of another view, and the hand with it."""
        desk, names = self.stage.desk, [each.id for each in self.elements]
        if self.copying:
            self.places = landing.places
            steps = copies.onto(desk.document, landing.page, self._copied())
            names = [each.id for each in self._copied().elements]
        else:
            steps = brought(desk.document, desk.page_id, self.elements, landing)
        if steps and desk.apply(edits.Batch("ui.history.duplicate" if self.copying else "ui.history.move", steps)):
            desk.lead_to(landing.page)
            desk.choose(names)

    def finish(self) -> None:
        desk = self.stage.desk
        if self._landing is not None:
            self._land(self._landing)
            return
        if self.places == self.before:
            return
        if not self.copying:
            moved = "ui.history.park" if self._beside is not None else "ui.history.move"
            done = desk.apply(edits.together(moved if self._made is None else "ui.history.make-room", self._edits()))
            still = len(desk.elements) - len(self.elements)
            if done and still and self._beside is not None:
                desk.refused.emit(Refusal("ui.status.locked_stay", count=still))
            if done and (left := self._parking.left_beside(self.places)):
                desk.refused.emit(Refusal("ui.status.parked_stay", count=left))
        elif desk.apply(edits.Batch(label="ui.history.duplicate", edits=self._edits())):
            desk.choose(copies_of(desk, [each.id for each in self.elements], self._copied()))

    def _edits(self) -> tuple[edits.Edit, ...]:
        desk = self.stage.desk
        if self._made is not None:
            block = self.elements[-1]
            assert isinstance(block, Block)
            own = refitting(desk.page_id, block, self._made.block.area, desk.document.story(block.story))
            return (*own, *giving_way(desk.page_id, self._made, desk.document))
        if self.copying:
            return copies.onto(desk.document, desk.page_id, self._copied())
        steps = zip(self.elements, self.before, self.places, strict=True)
        return tuple(edit_to(desk.page_id, element, place) for element, before, place in steps if place != before)

    def _copied(self) -> copies.Bundle:
        """Copies of the elements, each where its original would rest; their ids are the same all through the drag."""
        desk, names = self.stage.desk, [element.id for element in self.elements]
        held = self._copies
        if held is None:
            held = self._copies = copies.renewed(taken(desk, names), desk.ids.new)
        rests = dict(zip(names, self.places, strict=True))
        originals = [each.id for each in (desk.page.elements if desk.page is not None else ()) if each.id in rests]
        elements = tuple(put_at(each, rests[name]) for each, name in zip(held.elements, originals, strict=True))
        return copies.Bundle(elements=elements, stories=held.stories)

    def _room(self, event: QMouseEvent) -> MadeRoom | None:
        """The room that others make for a block let go at the seam between them (让位); with Ctrl nothing gives way."""
        desk, grid, block = self.stage.desk, self.stage.desk.grid, self.elements[-1]
        alone = len(self.elements) == 1 and isinstance(block, Block) and len(block.area) == 1
        if not alone or self.copying or self.is_free(event) or grid is None or desk.page is None:
            return None
        assert isinstance(block, Block)
        if self._maker is None:
            context = context_of(desk.document, grid.template, desk.book)
            run = run_of(desk.document, desk.page, block, desk.book)
            fitting = refitted(context, block, desk.document.story(block.story), run)
            self._maker = RoomMaker(desk.document, desk.page, desk.book, fitting, without=block.id)
        x, y = self.stage.view.to_page(event.position())
        column, row = (x - grid.type_area.x) / grid.pitch, (y - grid.type_area.y) / grid.step
        return self._room_at(self._maker, self._maker.seam(column, row, edges=True), event)

    def _room_at(self, maker: RoomMaker, seam: Seam | None, event: QMouseEvent) -> MadeRoom | None:
        """What is known of the room at a seam; what is not is looked for, and at once when the hand lets go."""
        if seam is None or maker.knows(seam) or event.type() == QMouseEvent.Type.MouseButtonRelease:
            made = maker.made(seam) if seam is not None else None
            return made if isinstance(made, MadeRoom) else None
        if self._seam != seam or self._finding is None:
            self._seam, self._finding = seam, maker.finding(seam)
        self.stage.desk.turns.ask(self._find, Urgency.FACE)
        return None

    def _find(self) -> None:
        """Looks for room for a moment; once it is known the block goes there, if the hand still asks for it."""
        if self._finding is None:
            return
        until = time.thread_time() + AHEAD_SECONDS
        for _ in self._finding:
            if time.thread_time() > until:
                self.stage.desk.turns.ask(self._find, Urgency.FACE)
                return
        self._finding = None
        if self._last is not None:
            self.move(self._last)

    def clear(self) -> None:
        self.stage.desk.turns.drop(self._find)
        self._finding = self._last = None
        self._across.clear()
        super().clear()

    def _rest(self, event: QMouseEvent) -> Rest | FreeRest | None:
        """Where the leading element would rest; free of every catch with Ctrl."""
        grid, sheet = self.stage.desk.grid, self.sheet()
        if grid is None or sheet is None:
            return None
        if self._beside is not None:
            place = self._beside[-1]
            return FreeRest(place, ()) if isinstance(place, Rect) else Rest(place, ())
        dx, dy = self.moved_by(event)
        lead = self.before[-1]
        if isinstance(lead, Rect):
            lines = self.lines()
            # The axis that Shift holds is held against catches, too.
            lines = Lines(lines.across if dx else (), lines.down if dy else ())
            return moved_rect(lead, dx, dy, lines, 0.0 if self.is_free(event) else self.reach() / 2)
        reach = 0.0 if self.is_free(event) or not dy else max(0.5, min(self.reach(grid.step), 3.0))
        return moved(lead, dx / grid.pitch, dy / grid.step, sheet, reach)

    def _follow(self, rest: Rest | FreeRest) -> tuple[Place, ...]:
        """Where all of them stand when the leading one rests."""
        lead = self.before[-1]
        if isinstance(rest, FreeRest):
            assert isinstance(lead, Rect)
            return self._parking.freely(rest.rect.x - lead.x, rest.rect.y - lead.y)
        assert not isinstance(lead, Rect)
        from_, to = bounding(lead), bounding(rest.area)
        return self._parking.on_page(to.column - from_.column, to.row - from_.row)
